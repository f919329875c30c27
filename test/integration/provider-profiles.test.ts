import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { readdirSync, readFileSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { ProfileWorld } from "../support/profile-world.js";

const PROFILES = [
  ["akoya-like", "akoya", "wrapped", "link"],
  ["mx-like", "mx", "wrapped", "offset"],
  ["core-exchange", "core-exchange", "flat", "pageKey"],
  ["fapi-2", "fapi", "flat", "pageKey"],
  ["mtls", "mtls", "flat", "pageKey"],
] as const;

const TOKEN_SECONDS = 4;

it("every example is tested, and documented", () => {
  const documented = readFileSync("docs/provider-profiles.md", "utf8");
  for (const file of readdirSync("examples/providers")) {
    expect(PROFILES.map(([example]) => `${example}.json`)).toContain(file);
    expect(documented).toContain(`examples/providers/${file}`);
  }
});

describe.each(PROFILES)("the profile %s at a bank dressed as %s", (example, dress, shape, paging) => {
  let profile: ProfileWorld;

  beforeAll(async () => {
    profile = await ProfileWorld.start({ example, dress, accessTokenSeconds: TOKEN_SECONDS });
    await profile.connect();
  }, 60_000);

  afterAll(() => profile.close());

  it("passes fdx-gateway check", async () => {
    const report = await profile.check();
    expect(report).toMatchObject({ code: 0, usable: true });
    const asked = report.lines.filter(({ answer }: any) => answer === "OK");
    expect(asked.map(({ resource }: any) => resource)).toEqual(
      expect.arrayContaining(["CUSTOMER", "ACCOUNTS", "ACCOUNT", "TRANSACTIONS", "STATEMENTS"]),
    );
    expect(report.lines.flatMap(({ findings }: any) => findings)).toEqual([]);
    const transactions = asked.find(({ resource }: any) => resource === "TRANSACTIONS");
    expect(transactions).toMatchObject({ shape, paging });
  });

  it("passes it again with tokens that were refreshed", async () => {
    await setTimeout(TOKEN_SECONDS * 1000);
    await profile.control("DELETE", "/calls");
    expect(await profile.check()).toMatchObject({ code: 0, usable: true });
    const { total } = await profile.control("GET", "/calls");
    expect(total["token.refresh_token"]).toBeGreaterThanOrEqual(1);
    expect(total).toMatchObject({ refreshTokenReuse: 0 });
  });
});
