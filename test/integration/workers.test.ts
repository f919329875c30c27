import { afterAll, afterEach, beforeAll, describe, expect, it } from "@jest/globals";
import { readFileSync } from "node:fs";
import { eventually } from "../support/eventually.js";
import { GatewayProcess } from "../support/gateway-process.js";
import { GatewayWorld } from "../support/gateway-world.js";

const WORKERS = 2;
const QUERY = "{ customer { name { first } } consents { phase } }";

const started: GatewayProcess[] = [];
const worlds: GatewayWorld[] = [];

afterEach(async () => {
  for (const gateway of started.splice(0)) await gateway.kill("SIGTERM");
  for (const world of worlds.splice(0)) await world.close();
});

/** A bank, and a gateway of two workers before it. */
async function serving(): Promise<{ readonly world: GatewayWorld; readonly gateway: GatewayProcess }> {
  const world = await GatewayWorld.start({ withoutGateway: true });
  worlds.push(world);
  const gateway = GatewayProcess.spawn(`serve --workers ${WORKERS}`, world.serveEnvironment());
  started.push(gateway);
  await eventually(() => listening(gateway) === WORKERS);
  return { world, gateway };
}

/** How many workers have said so far that they serve. */
function listening({ stdout }: GatewayProcess): number {
  return stdout.split('"msg":"listening"').length - 1;
}

function workersOf({ pid }: GatewayProcess): readonly number[] {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8");
  return children.split(" ").filter(Boolean).map(Number);
}

function flagsOf(pid: number): string {
  return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
}

async function firstName(world: GatewayWorld): Promise<string> {
  const { data, errors } = await world.query("alex", QUERY);
  expect(errors).toBeUndefined();
  return data.customer.name.first;
}

describe("fdx-gateway serve --workers", () => {
  describe("one that runs", () => {
    let world: GatewayWorld;
    let gateway: GatewayProcess;

    beforeAll(async () => {
      world = await GatewayWorld.start({ withoutGateway: true });
      gateway = GatewayProcess.spawn(`serve --workers ${WORKERS}`, world.serveEnvironment());
      await eventually(() => listening(gateway) === WORKERS);
    }, 60_000);

    afterAll(async () => {
      await gateway.kill("SIGTERM");
      await world.close();
    });

    it("serves what one worker was given by every worker", async () => {
      await world.connect();
      for (let request = 0; request < 10; request += 1) expect(await firstName(world)).toBe("Alex");
      const workers = workersOf(gateway);
      expect(workers).toHaveLength(WORKERS);
      for (const pid of workers) expect(flagsOf(pid)).toContain("--v8-pool-size=1");
    });

    it("is alone on its port: a second one ends with exit code 1", async () => {
      const second = GatewayProcess.spawn(`serve --workers ${WORKERS}`, world.serveEnvironment());
      expect(await second.exited()).toBe(1);
      expect(second.stderr).toContain(`Port ${world.port} is in use.`);
    });

    it("replaces a worker that died, and goes on serving", async () => {
      const [victim = 0] = workersOf(gateway);
      process.kill(victim, "SIGKILL");
      await eventually(() => listening(gateway) === WORKERS + 1);
      expect(gateway.stdout).toContain('"msg":"worker ended"');
      for (let request = 0; request < 10; request += 1) expect(await firstName(world)).toBe("Alex");
    });

    it("ends with exit code 0, and every worker with it", async () => {
      const workers = workersOf(gateway);
      expect(workers).toHaveLength(WORKERS);
      expect(await gateway.kill("SIGTERM")).toBe(0);
      expect(gateway.stderr).toBe("");
      for (const pid of workers) expect(() => process.kill(pid, 0)).toThrow();
    });
  });

  it("ends well also while its workers start", async () => {
    const world = await GatewayWorld.start({ withoutGateway: true });
    worlds.push(world);
    const gateway = GatewayProcess.spawn(`serve --workers ${WORKERS}`, world.serveEnvironment());
    started.push(gateway);
    await eventually(() => workersOf(gateway).length === WORKERS);
    expect(await gateway.kill("SIGTERM")).toBe(0);
    expect(gateway.stderr).toBe("");
  });

  it("leaves the end to its first process: a worker that gets the terminal's or the supervisor's signal too ends once", async () => {
    const { gateway } = await serving();
    const workers = workersOf(gateway);
    for (const pid of workers) process.kill(pid, "SIGINT");
    const ended = gateway.kill("SIGTERM");
    for (const pid of workers) process.kill(pid, "SIGTERM");
    expect(await ended).toBe(0);
  });

  it("says a fault once and starts nothing", async () => {
    const gateway = GatewayProcess.spawn(`serve --workers ${WORKERS}`, {});
    expect(await gateway.exited()).toBe(1);
    expect(gateway.stderr.match(/PUBLIC_URL/g)).toHaveLength(1);
  });

  it.each(["0", "two"])("refuses %j workers", async (count) => {
    const gateway = GatewayProcess.spawn(`serve --workers=${count}`, {});
    expect(await gateway.exited()).toBe(1);
    expect(gateway.stderr).toContain("fdx-gateway serve [--workers N]");
  });
});
