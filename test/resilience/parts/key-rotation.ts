import { setTimeout as delay } from "node:timers/promises";
import { openFoundations } from "../../../src/app/foundations.js";
import { createVault } from "../../../src/app/token-parts.js";
import { readConfig } from "../../../src/config/read-config.js";
import { Closers } from "../../../src/core/closers.js";
import { AppId, ConsentId, DataProviderId, EndUserId, randomId } from "../../../src/core/ids.js";
import { Secret } from "../../../src/core/secret.js";
import { createLogger } from "../../../src/telemetry/logger.js";
import { tokenSetFrom } from "../../../src/tokens/token-set.js";
import { GatewayProcess } from "../../support/gateway-process.js";
import { GatewayWorld } from "../../support/gateway-world.js";
import type { Part } from "../part.js";

/** Each has a consent record, a refresh record and a data key that depend on the key ring. */
const RECORDS_EACH = 3;
const RECORDS = { small: 3000, whole: 100_000 } as const;
const REQUESTS_PER_SECOND = 200;
const SEED_AT_ONCE = 500;
const QUERY = "{ accounts(first: 2) { nodes { id } problems { code } } }";

/** The key ring is rotated, and the old key retired, while a gateway answers and refreshes. */
export const keyRotation: Part = async (size) => {
  // Tokens that live for so short a time are refreshed all the while.
  const world = await GatewayWorld.start({ withoutGateway: true, accessTokenSeconds: 3 });
  const environment = { ...world.serveEnvironment(), LOG_LEVEL: "warn" };
  await seed(environment, Math.ceil(RECORDS[size] / RECORDS_EACH));
  const gateway = GatewayProcess.spawn("serve", environment);
  try {
    await untilReady(world);
    await world.connect({ personId: "alex" });
    await world.resetCalls();
    const load = new Load(world);
    const startedAt = Date.now();
    const { current, left } = JSON.parse(await keys(environment, "rotate --json")) as Rotated;
    const seconds = (Date.now() - startedAt) / 1000;
    const status = JSON.parse(await keys(environment, "status --json")) as KeyStatus;
    const held = status.keys.find(({ id }) => id === current)?.records ?? 0;
    await keys(environment, "retire test");
    const { requests, failed } = await load.end();
    const { total } = (await world.calls()) as { total: Record<string, number> };
    const refreshes = total["token.refresh_token"] ?? 0;
    return [
      {
        what: `key rotation of ${held.toLocaleString("en")} records under ${REQUESTS_PER_SECOND} requests/s, the old key retired afterwards`,
        asked: "0 failed requests",
        measured: `${failed} of ${requests.toLocaleString("en")} requests failed, ${refreshes} refreshes meanwhile, ${left} records left under the old key, ${seconds.toFixed(0)} s`,
        passed: failed === 0 && requests > 0 && left === 0 && held >= RECORDS[size] && refreshes > 0,
      },
    ];
  } finally {
    await gateway.kill("SIGKILL");
    await world.close();
  }
};

/** Consents that nobody reads, but every one of them has to be brought over. */
async function seed(environment: Readonly<Record<string, string>>, count: number): Promise<void> {
  const closers = new Closers();
  const outside = { logger: createLogger("silent"), audit: () => undefined };
  const ground = await openFoundations(readConfig(environment), outside, closers);
  const vault = createVault(ground);
  const give = async (): Promise<void> => {
    const consentId = ConsentId(randomId());
    const owner = { appId: AppId("seeded"), endUserId: EndUserId("seeded") };
    const reference = { consentId, dataProviderId: DataProviderId("maple"), ...owner };
    const issued = { accessToken: new Secret(randomId()), refreshToken: new Secret(randomId()) };
    const tokens = tokenSetFrom({ ...issued, expiresInSeconds: 300, scope: undefined }, ground.clock.now());
    const consent = { kind: "consent", value: Buffer.from(JSON.stringify(reference)), ifVersion: 0 } as const;
    await ground.store.commit(consentId, [consent, ...(await vault.firstWrites(reference, tokens))]);
  };
  for (let given = 0; given < count; given += SEED_AT_ONCE) {
    await Promise.all(Array.from({ length: Math.min(SEED_AT_ONCE, count - given) }, give));
  }
  await closers.close();
}

/** One end user's requests at a steady rate, whether or not earlier ones were answered. */
class Load {
  readonly #world: GatewayWorld;
  readonly #timer: NodeJS.Timeout;
  readonly #running = new Set<Promise<void>>();
  #requests = 0;
  #failed = 0;

  constructor(world: GatewayWorld) {
    this.#world = world;
    this.#timer = setInterval(() => {
      const request = this.#send().finally(() => this.#running.delete(request));
      this.#running.add(request);
    }, 1000 / REQUESTS_PER_SECOND);
  }

  async end(): Promise<{ readonly requests: number; readonly failed: number }> {
    clearInterval(this.#timer);
    await Promise.all(this.#running);
    return { requests: this.#requests, failed: this.#failed };
  }

  async #send(): Promise<void> {
    this.#requests += 1;
    const answer = await this.#world.query("alex", QUERY).catch(() => undefined);
    const accounts = (answer?.data as Accounts | undefined)?.accounts;
    const isWhole = answer?.status === 200 && answer.errors === undefined && accounts?.problems.length === 0;
    if (!isWhole) this.#failed += 1;
  }
}

interface Accounts {
  readonly accounts: { readonly problems: readonly unknown[] };
}

interface Rotated {
  readonly current: string;
  readonly left: number;
}

interface KeyStatus {
  readonly keys: readonly { readonly id: string; readonly records: number }[];
}

/** Runs `fdx-gateway keys` to its end. @returns what it printed. */
async function keys(environment: Readonly<Record<string, string>>, command: string): Promise<string> {
  const run = GatewayProcess.spawn(`keys ${command}`, environment);
  if ((await run.exited()) !== 0) throw new Error(`keys ${command}: ${run.stderr}${run.stdout}`);
  return run.stdout;
}

async function untilReady(world: GatewayWorld): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    const answer = await world.get(`${world.url}/readyz`).catch(() => undefined);
    if (answer?.status === 200) return;
    await delay(100);
  }
  throw new Error("the gateway does not become ready");
}
