import { randomBytes } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { referenceOf } from "../../src/consents/consent.js";
import { ConsentRepository } from "../../src/consents/consent-repository.js";
import { systemClock } from "../../src/core/clock.js";
import { DATA_CLUSTERS } from "../../src/core/data-cluster.js";
import { AppId, ConsentId, DataProviderId, EndUserId, randomId } from "../../src/core/ids.js";
import { Secret } from "../../src/core/secret.js";
import { AuthenticatedStore } from "../../src/stores/authenticated-store.js";
import { LmdbStore } from "../../src/stores/lmdb/lmdb-store.js";
import { KeyRing } from "../../src/tokens/key-ring.js";
import { TokenVault } from "../../src/tokens/token-vault.js";
import { BASE_PATH } from "../messages.js";

export const APP_ID = AppId("bench-app");
export const AUDIENCE = "bench-gateway";
const KEY_ID = "bench";
const DAY_MS = 86_400_000;

/** What the gateway's folder is made for. */
export interface GatewaySurroundings {
  /** Of the bank. */
  readonly upstreamUrl: string;
  /** Of the apps' tokens; its keys are at `/jwks`. */
  readonly issuer: string;
  /** Who has shared how many banks. */
  readonly holders: readonly ConsentHolder[];
}

/** An end user with one active consent at each of the first `banks` banks. */
export interface ConsentHolder {
  readonly endUserId: EndUserId;
  readonly banks: number;
}

/** The end user whose requests are compared. */
export const ONE_BANK: ConsentHolder = { endUserId: EndUserId("bench-user"), banks: 1 };

/**
 * Fills a folder with all that `fdx-gateway serve` needs in production, and with consents that are already active, so
 * that nobody has to go through a bank's pages.
 * @returns the gateway's environment.
 */
export async function fillGatewayFolder(
  folder: string,
  { upstreamUrl, issuer, holders }: GatewaySurroundings,
): Promise<Readonly<Record<string, string>>> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const key = randomBytes(32);
  const write = (name: string, value: unknown): string => {
    const path = join(folder, name);
    writeFileSync(path, JSON.stringify(value), { mode: 0o600 });
    return path;
  };
  await storeConsents(join(folder, "data"), key, holders);
  const banks = Math.max(...holders.map((holder) => holder.banks));
  return {
    NODE_ENV: "production",
    HOST: "127.0.0.1",
    PORT: "0",
    // All of the closed loop is to be served; how long it waits is what is measured.
    LOOP_DELAY_LIMIT_MS: "120000",
    // No balancer must learn first that it ends.
    DRAIN_DELAY_MS: "0",
    PUBLIC_URL: "https://gateway.bench.test",
    DATA_FOLDER: join(folder, "data"),
    KEY_RING_FILE: write("keys.json", { current: KEY_ID, keys: { [KEY_ID]: key.toString("base64") } }),
    PROVIDERS_FILE: write(
      "providers.json",
      ordinals(banks).map((ordinal) => bank(ordinal, upstreamUrl)),
    ),
    APPS_FILE: write("apps.json", [
      { id: APP_ID, name: "Bench", returnUrls: ["https://app.bench.test/return"] },
    ]),
    ID_SECRET: randomBytes(32).toString("base64url"),
    BANK_SECRET: randomBytes(32).toString("base64url"),
    AUTH_ISSUER: issuer,
    AUTH_JWKS_URI: `${issuer}/jwks`,
    AUTH_AUDIENCE: AUDIENCE,
    // The way to the bank is what is measured.
    CACHE: "off",
  };
}

/** The same data under many names: an account that two consents at one bank show would be answered once. */
function bank(ordinal: number, upstreamUrl: string): object {
  return {
    ...{ id: providerId(ordinal), name: `Bench Bank ${ordinal}`, country: "CA", dataClusters: DATA_CLUSTERS },
    fdxBaseUrl: upstreamUrl + BASE_PATH,
    // Never asked: the consents' tokens live for longer than the benchmark.
    issuer: upstreamUrl,
    ...{ clientId: "bench", clientSecretEnv: "BANK_SECRET" },
  };
}

function providerId(ordinal: number): DataProviderId {
  return DataProviderId(`bench-bank-${ordinal}`);
}

function ordinals(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}

/** The gateway's own classes write the records, so they are just what real consents leave behind. */
async function storeConsents(
  folder: string,
  key: Uint8Array,
  holders: readonly ConsentHolder[],
): Promise<void> {
  const keys = new KeyRing({ current: KEY_ID, keys: new Map([[KEY_ID, key]]) });
  const store = new AuthenticatedStore(LmdbStore.open(folder, systemClock), keys, systemClock);
  try {
    const vault = new TokenVault(store, keys);
    const repository = new ConsentRepository(store, systemClock);
    for (const { endUserId, banks } of holders) {
      for (const ordinal of ordinals(banks)) {
        await storeConsent({ vault, repository }, endUserId, providerId(ordinal));
      }
    }
  } finally {
    await store.close();
  }
}

async function storeConsent(
  { vault, repository }: { readonly vault: TokenVault; readonly repository: ConsentRepository },
  endUserId: EndUserId,
  dataProviderId: DataProviderId,
): Promise<void> {
  const now = systemClock.now();
  const id = ConsentId(randomId());
  await repository.create({
    ...{ id, appId: APP_ID, endUserId, dataProviderId },
    ...{ requestedClusters: [...DATA_CLUSTERS], createdAt: now, state: { phase: "PENDING" }, version: 0 },
  });
  const pending = await repository.find(id);
  if (pending === undefined) throw new Error("the consent was not kept");
  const tokens = {
    ...{ accessToken: new Secret(randomId()), refreshToken: new Secret(randomId()) },
    ...{ issuedAt: now, expiresAt: now + DAY_MS },
  };
  const writes = await vault.firstWrites(referenceOf(pending), tokens);
  const active = { phase: "ACTIVE" as const, grantedClusters: [...DATA_CLUSTERS], since: now };
  if (!(await repository.activate(pending, active, writes))) {
    throw new Error("the consent could not be stored");
  }
}
