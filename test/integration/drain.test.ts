import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { Client } from "undici";
import { eventually } from "../support/eventually.js";
import { GatewayProcess } from "../support/gateway-process.js";
import { GatewayWorld } from "../support/gateway-world.js";

const CUSTOMER = "{ customer { name { first } } }";
const DELAY_MS = 1000;
/** From the signal to the end. */
const LIMIT_MS = 10_000;

let world: GatewayWorld;
let gateway: GatewayProcess;

async function serve(): Promise<GatewayProcess> {
  const started = GatewayProcess.spawn("serve", {
    ...world.serveEnvironment(),
    DRAIN_DELAY_MS: String(DELAY_MS),
  });
  await started.printed("listening");
  return started;
}

beforeEach(async () => {
  world = await GatewayWorld.start({ withoutGateway: true });
  gateway = await serve();
  await world.connect();
});

afterEach(async () => {
  await gateway.kill("SIGKILL");
  await world.close();
});

const control = (path: string): string => `${world.banks.maple.controlUrl}${path}`;

/** Sends SIGTERM. @returns exit code and milliseconds, once it has ended. */
async function stopped(): Promise<{ readonly code: number | null; readonly ms: number }> {
  const start = performance.now();
  const code = await gateway.kill("SIGTERM");
  return { code, ms: performance.now() - start };
}

describe("fdx-gateway serve, told to stop", () => {
  it("is not ready at once, serves on for a while, ends connections with their answers, and then itself", async () => {
    const client = new Client(world.url);
    const body = JSON.stringify({ query: CUSTOMER });
    const headers = {
      authorization: `Bearer ${await world.token("alex")}`,
      "content-type": "application/json",
    };
    const post = async (): Promise<{ connection: unknown; first: unknown }> => {
      const answer = await client.request({ method: "POST", path: "/graphql", headers, body });
      const { data } = (await answer.body.json()) as any;
      return { connection: answer.headers["connection"], first: data.customer.name.first };
    };
    expect(await post()).toEqual({ connection: "keep-alive", first: "Alex" });
    const end = stopped();
    await eventually(async () => (await world.get(`${world.url}/readyz`)).status === 503);
    expect((await world.get(`${world.url}/healthz`)).status).toBe(200);
    for (let index = 0; index < 3; index += 1)
      expect(await post()).toEqual({ connection: "close", first: "Alex" });
    const { code, ms } = await end;
    expect(code).toBe(0);
    expect(ms).toBeGreaterThanOrEqual(DELAY_MS);
    expect(ms).toBeLessThan(LIMIT_MS);
    expect(gateway.stderr).toBe("");
    await client.destroy();
  });

  it("gives a request that would last longer the answer that there is", async () => {
    await world.connect({ provider: "liberty" });
    await world.control("PUT", control("/faults"), { name: "answer-late" });
    await world.resetCalls();
    const asked = world.query("alex", "{ accounts { nodes { status } problems { code dataProviderId } } }");
    await eventually(async () => (await world.calls()).total.accounts !== 0);
    await eventually(async () => (await world.calls("liberty")).total.accounts !== 0);
    const { code, ms } = await stopped();
    const { status, data, headers } = await asked;
    expect([status, headers["connection"], code]).toEqual([200, "close", 0]);
    expect(data.accounts.nodes.length).toBeGreaterThan(0);
    expect(data.accounts.problems).toEqual([{ code: "PROVIDER_TIMEOUT", dataProviderId: "maple" }]);
    expect(ms).toBeLessThan(LIMIT_MS);
  });

  it("finishes a token call, and writes down what it has brought, though nobody waits for it any more", async () => {
    await world.control("PUT", control("/token-endpoint"), { answer: "late", delayMs: 2500, times: 1 });
    await world.control("DELETE", control("/access-tokens"));
    const asked = world.query("alex", CUSTOMER);
    await eventually(async () => (await world.calls()).total["token.refresh_token"] === 1);
    expect((await stopped()).code).toBe(0);
    expect((await asked).data.customer.name.first).toBe("Alex");
    gateway = await serve();
    expect((await world.query("alex", CUSTOMER)).data.customer.name.first).toBe("Alex");
    expect((await world.calls()).total).toMatchObject({ "token.refresh_token": 1, refreshTokenReuse: 0 });
  });

  it("does not wait for the bank's other processes: a second signal ends it", async () => {
    await world.control("PUT", control("/faults"), { name: "answer-late" });
    const asked = world.query("alex", CUSTOMER).catch(() => "cut off");
    await eventually(async () => (await world.get(`${world.url}/readyz`)).status === 200);
    void gateway.kill("SIGTERM");
    await eventually(async () => (await world.get(`${world.url}/readyz`)).status === 503);
    expect(await gateway.kill("SIGTERM")).toBe(1);
    expect(await asked).toBe("cut off");
  });
});
