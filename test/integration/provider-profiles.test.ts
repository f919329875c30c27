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

describe("the profile", () => {
  const profiles = new Map<string, ProfileWorld>();
  const staleAt = new Map<string, number>();

  const profileOf = (example: string): ProfileWorld => {
    const profile = profiles.get(example);
    if (profile === undefined) throw new Error(`${example} did not start`);
    return profile;
  };

  beforeAll(async () => {
    // One after the other: each starts as soon as the machine can.
    for (const [example, dress] of PROFILES) {
      profiles.set(example, await ProfileWorld.start({ example, dress, accessTokenSeconds: TOKEN_SECONDS }));
    }
  }, 120_000);

  afterAll(async () => {
    for (const profile of profiles.values()) await profile.close();
  });

  it.each(PROFILES)(
    "%s passes fdx-gateway check at a bank dressed as %s",
    async (example, _dress, shape, paging) => {
      await profileOf(example).connect();
      staleAt.set(example, Date.now() + TOKEN_SECONDS * 1000);
      const report = await profileOf(example).check();
      expect(report).toMatchObject({ code: 0, usable: true });
      const asked = report.lines.filter(({ answer }: any) => answer === "OK");
      expect(asked.map(({ resource }: any) => resource)).toEqual(
        expect.arrayContaining(["CUSTOMER", "ACCOUNTS", "ACCOUNT", "TRANSACTIONS", "STATEMENTS"]),
      );
      expect(report.lines.flatMap(({ findings }: any) => findings)).toEqual([]);
      const transactions = asked.find(({ resource }: any) => resource === "TRANSACTIONS");
      expect(transactions).toMatchObject({ shape, paging });
    },
  );

  // After all of the above, so that the tokens of one get old while another is checked.
  it.each(PROFILES.map(([example]) => example))(
    "%s passes it again with tokens that were refreshed",
    async (example) => {
      await setTimeout(Math.max(0, (staleAt.get(example) ?? 0) - Date.now()));
      const profile = profileOf(example);
      await profile.control("DELETE", "/calls");
      expect(await profile.check()).toMatchObject({ code: 0, usable: true });
      const { total } = await profile.control("GET", "/calls");
      expect(total["token.refresh_token"]).toBeGreaterThanOrEqual(1);
      expect(total).toMatchObject({ refreshTokenReuse: 0 });
    },
  );
});
