import { existsSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { GatewayProcess, temporaryFolder } from "../support/gateway-process.js";
import { GatewayWorld } from "../support/gateway-world.js";
import { eventually } from "../support/eventually.js";

const CUSTOMER = "{ customer { name { first } } }";

let world: GatewayWorld;
let folder: string;
let socket: string;
let environment: Readonly<Record<string, string>>;
const started: GatewayProcess[] = [];

beforeEach(async () => {
  world = await GatewayWorld.start({ withoutGateway: true });
  folder = temporaryFolder();
  socket = join(folder, "made-by-the-courier", "courier.sock");
  environment = { ...world.serveEnvironment(), COURIER_SOCKET: socket };
});

afterEach(async () => {
  for (const process of started.splice(0)) await process.kill("SIGKILL");
  await world.close();
  rmSync(folder, { recursive: true, force: true });
});

function spawn(command: string, changes: Readonly<Record<string, string>> = {}): GatewayProcess {
  const process = GatewayProcess.spawn(command, { ...environment, ...changes });
  started.push(process);
  return process;
}

async function start(command: string, says: string): Promise<GatewayProcess> {
  const process = spawn(command);
  await process.printed(says);
  return process;
}

const startCourier = (): Promise<GatewayProcess> => start("courier", "taking orders");
const startGateway = (): Promise<GatewayProcess> => start("serve", "listening");

async function expectAnswer(): Promise<void> {
  const { data, errors } = await world.query("alex", CUSTOMER);
  expect(errors).toBeUndefined();
  expect(data.customer.name.first).toBe("Alex");
}

/** The bank takes none of the access tokens any more that it has handed out. */
async function expireTokens(): Promise<void> {
  await world.control("DELETE", `${world.banks.maple.controlUrl}/access-tokens`);
  await world.resetCalls();
}

async function tokenCalls(): Promise<{ readonly refreshes: number; readonly reuses: number }> {
  const { total } = await world.calls();
  return { refreshes: total["token.refresh_token"], reuses: total.refreshTokenReuse };
}

const modeOf = (path: string): number => statSync(path).mode & 0o777;

describe("a courier", () => {
  it("makes the token calls of its machine's gateway, one for all readers, at a socket for its owner", async () => {
    const courier = await startCourier();
    expect(statSync(socket).isSocket()).toBe(true);
    expect(modeOf(socket)).toBe(0o600);
    expect(modeOf(join(socket, ".."))).toBe(0o700);
    const gateway = await startGateway();
    await world.connect();
    await expireTokens();
    await Promise.all(Array.from({ length: 10 }, expectAnswer));
    expect(await tokenCalls()).toEqual({ refreshes: 1, reuses: 0 });
    await eventually(() => readdirSync(join(world.storeFolder, "spool")).length === 0);
    for (const process of [gateway, courier]) {
      expect(await process.kill("SIGTERM")).toBe(0);
      expect(process.stderr).toBe("");
    }
    expect(existsSync(socket)).toBe(false);
  });

  it("that is killed: living tokens are used, others wait for it, and no consent dies", async () => {
    const courier = await startCourier();
    await startGateway();
    const { id } = await world.connect();
    await courier.kill("SIGKILL");
    await expectAnswer();

    await expireTokens();
    for (const again of [1, 2]) {
      const { data, errors } = await world.query("alex", CUSTOMER);
      expect([again, data]).toEqual([again, { customer: null }]);
      expect(errors).toHaveLength(1);
      expect(errors?.[0]?.extensions).toMatchObject({ code: "STORE_UNAVAILABLE", retryable: true });
    }
    expect(await tokenCalls()).toEqual({ refreshes: 0, reuses: 0 });
    const query = "query ($id: ID!) { consent(id: $id) { phase reason } }";
    const { data } = await world.query("alex", query, { id });
    expect(data.consent).toEqual({ phase: "ACTIVE", reason: null });

    // The dead one's socket is still there.
    expect(existsSync(socket)).toBe(true);
    await startCourier();
    expect(modeOf(socket)).toBe(0o600);
    await expectAnswer();
    expect(await tokenCalls()).toEqual({ refreshes: 1, reuses: 0 });
  });

  it("keeps the answer for a gateway that is killed during the call, even of a strict bank", async () => {
    await startCourier();
    const gateway = await startGateway();
    await world.connect();
    await expireTokens();
    const setting = { answer: "late", delayMs: 1000, times: 1 };
    await world.control("PUT", `${world.banks.maple.controlUrl}/token-endpoint`, setting);
    const asked = world.query("alex", CUSTOMER).catch(() => "the connection broke");
    await eventually(async () => (await tokenCalls()).refreshes === 1);
    await gateway.kill("SIGKILL");
    expect(await asked).toBe("the connection broke");
    await startGateway();
    await expectAnswer();
    expect(await tokenCalls()).toEqual({ refreshes: 1, reuses: 0 });
  });

  it("does not take the socket of another one that lives, nor a file's place", async () => {
    await startCourier();
    await startGateway();
    await world.connect();
    const second = spawn("courier");
    expect(await second.exited()).toBe(1);
    expect(second.stderr).toBe(`STORE_UNAVAILABLE: another courier listens at ${socket}\n`);
    expect(second.stdout).not.toContain("taking orders");
    await expireTokens();
    await expectAnswer();
    expect(await tokenCalls()).toEqual({ refreshes: 1, reuses: 0 });

    const file = join(folder, "notes.txt");
    writeFileSync(file, "kept");
    const misled = spawn("courier", { COURIER_SOCKET: file });
    expect(await misled.exited()).toBe(1);
    expect(misled.stderr).toBe(`STORE_UNAVAILABLE: cannot listen at ${file}\n`);
    expect(statSync(file).size).toBe(4);
  });

  it("needs to be told where, and takes no arguments", async () => {
    const nowhere = spawn("courier", { COURIER_SOCKET: "" });
    const talkative = spawn("courier now");
    expect(await Promise.all([nowhere.exited(), talkative.exited()])).toEqual([1, 1]);
    expect(nowhere.stderr).toBe("STORE_UNAVAILABLE: COURIER_SOCKET is not set\n");
    expect(talkative.stderr).toBe("Usage: fdx-gateway courier [--single-node]\n");
    expect(existsSync(socket)).toBe(false);
  });
});
