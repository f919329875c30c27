import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { GatewayWorld } from "../support/gateway-world.js";

let world: GatewayWorld;

beforeAll(async () => {
  world = await GatewayWorld.start();
  await world.connect({ personId: "brigitte" });
});

afterAll(async () => {
  await world.close();
});

describe("examples/list-accounts.ts", () => {
  it("lists the accounts of the person whose token it is given", async () => {
    const env = {
      PATH: process.env["PATH"],
      GATEWAY_URL: world.url,
      ACCESS_TOKEN: await world.token("brigitte"),
    };
    const { stdout, stderr } = await promisify(execFile)(
      process.execPath,
      ["--import", "tsx", "examples/list-accounts.ts"],
      { env },
    );
    expect(stderr).toBe("");
    const { data } = await world.query("brigitte", "{ accounts { totalCount } }");
    const lines = stdout.trim().split("\n");
    expect(lines).toHaveLength(data.accounts.totalCount);
    for (const line of lines) expect(line).toMatch(/^Maple Bank\t[^\t]+\t-?\d+(\.\d+)?\tCAD$/);
  });
});
