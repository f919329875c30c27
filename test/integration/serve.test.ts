import { afterAll, afterEach, beforeAll, describe, expect, it } from "@jest/globals";
import { chmodSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { freePort } from "../support/free-port.js";
import { GatewayProcess, temporaryFolder } from "../support/gateway-process.js";
import { GatewayWorld } from "../support/gateway-world.js";

const started: GatewayProcess[] = [];
const worlds: GatewayWorld[] = [];

async function serve(environment: Readonly<Record<string, string>>): Promise<GatewayProcess> {
  const gateway = GatewayProcess.spawn("serve", environment);
  started.push(gateway);
  await gateway.printed("listening");
  return gateway;
}

async function banks(): Promise<GatewayWorld> {
  const world = await GatewayWorld.start({ withoutGateway: true });
  worlds.push(world);
  return world;
}

afterEach(async () => {
  for (const gateway of started.splice(0)) await gateway.kill("SIGKILL");
  for (const world of worlds.splice(0)) await world.close();
});

describe("fdx-gateway serve", () => {
  it("killed right after a consent and started again: the consent still answers", async () => {
    const world = await banks();
    const environment = world.serveEnvironment();
    let gateway = await serve(environment);
    for (const round of [1, 2, 3]) {
      await world.connect();
      await gateway.kill("SIGKILL");
      gateway = await serve(environment);
      const { data, errors } = await world.query(
        "alex",
        "{ customer { name { first } } consents { phase } }",
      );
      expect(errors).toBeUndefined();
      expect(data.customer.name.first).toBe("Alex");
      expect(data.consents).toEqual(Array.from({ length: round }, () => ({ phase: "ACTIVE" })));
    }
  });

  it("refuses to start without configuration, and names every fault at once", async () => {
    const gateway = GatewayProcess.spawn("serve", {});
    expect(await gateway.exited()).toBe(1);
    for (const name of [
      "PUBLIC_URL",
      "DATA_FOLDER",
      "ID_SECRET",
      "KEY_RING_FILE",
      "PROVIDERS_FILE",
      "APPS_FILE",
      "AUTH_ISSUER",
    ]) {
      expect(gateway.stderr).toContain(name);
    }
    expect(gateway.stderr).not.toContain("    at ");
  });

  it("refuses secrets that were copied from an example, and key files open to others", async () => {
    const world = await banks();
    const environment = world.serveEnvironment();
    chmodSync(environment["KEY_RING_FILE"] ?? "", 0o644);
    const gateway = GatewayProcess.spawn("serve", {
      ...environment,
      ID_SECRET: "change-me-change-me-change-me-change-me",
      BANK_CLIENT_SECRET: "changeme",
    });
    expect(await gateway.exited()).toBe(1);
    expect(gateway.stderr).toMatch(/3 fault\(s\)/);
    expect(gateway.stderr).not.toContain("change-me");
  });
});

describe("a gateway that runs", () => {
  let world: GatewayWorld;
  let gateway: GatewayProcess;

  beforeAll(async () => {
    world = await GatewayWorld.start({ withoutGateway: true });
    gateway = GatewayProcess.spawn("serve", world.serveEnvironment());
    await gateway.printed("listening");
    await world.connect();
  }, 60_000);

  afterAll(async () => {
    await gateway.kill("SIGKILL");
    await world.close();
  });

  it("answers no introspection and shows no playground", async () => {
    const { errors } = await world.query("alex", "{ __schema { types { name } } }");
    expect(errors?.[0]?.extensions.code).toBe("GRAPHQL_VALIDATION_FAILED");
    const misspelt = await world.query("alex", "{ consent }");
    expect(misspelt.errors?.[0]?.message).not.toContain("Did you mean");
    expect((await world.get(`${world.url}/playground/`)).status).toBe(404);
  });

  it("is alone on its port: a second one says so", async () => {
    const second = GatewayProcess.spawn("serve", world.serveEnvironment());
    expect(await second.exited()).toBe(1);
    expect(second.stderr).toBe(`Port ${world.port} is in use.\n`);
  });

  it("stops on SIGTERM by itself, with exit code 0", async () => {
    expect(await gateway.kill("SIGTERM")).toBe(0);
    expect(gateway.stderr).toBe("");
  });

  it("has kept tokens encrypted, in a folder for its owner only", () => {
    expect(statSync(world.storeFolder).mode & 0o077).toBe(0);
    const store = readdirSync(join(world.storeFolder, "store")).map((file) =>
      readFileSync(join(world.storeFolder, "store", file)),
    );
    const all = Buffer.concat(store);
    expect(all.includes("token-set")).toBe(true);
    expect(all.includes("accessToken")).toBe(false);
    expect(all.includes("refreshToken")).toBe(false);
  });
});

describe("fdx-gateway", () => {
  it("says how it is used", async () => {
    const asked = GatewayProcess.spawn("help", {});
    expect(await asked.exited()).toBe(0);
    expect(asked.stdout).toContain("Usage: fdx-gateway <command>");
    const wrong = GatewayProcess.spawn("destroy", {});
    expect(await wrong.exited()).toBe(1);
    expect(wrong.stderr).toContain("Usage: fdx-gateway <command>");
  });

  it("sandbox: the banks alone, and what a gateway must be told", async () => {
    const folder = temporaryFolder();
    const sandbox = GatewayProcess.spawn("sandbox", { PORT: String(await freePort()), DATA_FOLDER: folder });
    started.push(sandbox);
    await sandbox.printed("jwksUri");
    const { banks: list } = JSON.parse(sandbox.stdout) as { banks: { id: string; issuer: string }[] };
    expect(list.map((bank) => bank.id)).toEqual(["maple", "liberty"]);
    expect(await sandbox.kill("SIGTERM")).toBe(0);
    rmSync(folder, { recursive: true });
  });

  it("dev: kept secrets that cannot be read are a plain sentence", async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "dev-secrets.json"), "{");
    const dev = GatewayProcess.spawn("dev", { PORT: String(await freePort()), DATA_FOLDER: folder });
    expect(await dev.exited()).toBe(1);
    expect(dev.stderr).toMatch(/cannot be read\. Remove the folder to start anew\.\n$/);
    rmSync(folder, { recursive: true });
  });
});
