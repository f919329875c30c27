import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Child } from "../../bench/child.js";
import { OTHER_CORE } from "../../bench/pinning.js";
import { openFoundations } from "../../src/app/foundations.js";
import { V8_FLAGS } from "../../src/cli/v8-flags.js";
import { readConfig } from "../../src/config/read-config.js";
import { Closers } from "../../src/core/closers.js";
import { DATA_CLUSTERS } from "../../src/core/data-cluster.js";
import type { ConsentId } from "../../src/core/ids.js";
import { type DevIdentity, startDevIdentity } from "../../src/sandbox/dev-identity.js";
import { createLogger } from "../../src/telemetry/logger.js";
import { writeJson } from "../support/gateway-process.js";
import { givenConsent } from "./given-consent.js";
import type { BankBehaviour, BankOrder, SeenByBank } from "./light-bank-protocol.js";

const AUDIENCE = "fdx-gateway";
const GATEWAY = fileURLToPath(new URL("../../dist/main.js", import.meta.url));
const LISTENING = /"url":"(http:\/\/127\.0\.0\.1:\d+)"/;
const ASK_MS = 30_000;
/** One waits for the store's disk while others are sealed. */
const GIVEN_AT_ONCE = 32;

export interface FaultsWorldOptions {
  readonly banks: number;
  readonly apps?: readonly string[];
  /** Where each bank is reached, if not directly: a fault proxy before it. */
  readonly reachedAt?: (bank: string, origin: string) => Promise<string>;
  /** Beyond what every gateway is told; the store is an LMDB folder if left out. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Added to every entry of the providers file. */
  readonly provider?: object;
}

export interface RunningGateway {
  readonly url: string;
  readonly child: Child;
}

/** Light banks in a process of their own, an identity provider, and the files of a production gateway; its processes are real. */
export class FaultsWorld {
  readonly environment: Readonly<Record<string, string>>;
  readonly identity: DevIdentity;
  readonly bankNames: readonly string[];
  readonly #bank: Child;
  readonly #closers: Closers;

  private constructor(parts: {
    readonly environment: Readonly<Record<string, string>>;
    readonly identity: DevIdentity;
    readonly bankNames: readonly string[];
    readonly bank: Child;
    readonly closers: Closers;
  }) {
    this.environment = parts.environment;
    this.identity = parts.identity;
    this.bankNames = parts.bankNames;
    this.#bank = parts.bank;
    this.#closers = parts.closers;
  }

  static async start(options: FaultsWorldOptions): Promise<FaultsWorld> {
    const closers = new Closers();
    const folder = mkdtempSync(join(tmpdir(), "fdxgw-faults-"));
    closers.add(() => {
      rmSync(folder, { recursive: true, force: true });
    });
    const identity = await startDevIdentity();
    closers.add(() => identity.close());
    const nodeArguments = ["--import", "tsx", fileURLToPath(new URL("light-bank.ts", import.meta.url))];
    const program = { name: "light bank", nodeArguments, environment: {}, core: OTHER_CORE };
    const { child: bank, url } = await Child.start(program);
    closers.add(() => bank.stop());
    const bankNames = Array.from({ length: options.banks }, (_, index) => `bank-${index + 1}`);
    const environment = await filesOf({ ...{ folder, identity, bankNames, origin: url }, options });
    return new FaultsWorld({ ...{ environment, identity, bankNames, bank, closers } });
  }

  /** Gives each person an active consent at each of these banks, with tokens that live for a day. @returns their ids. */
  async give(
    endUserIds: readonly string[],
    banks = this.bankNames,
    appId = "app-1",
  ): Promise<readonly ConsentId[]> {
    const closers = new Closers();
    const outside = { logger: createLogger("error"), audit: () => undefined };
    const ground = await openFoundations(readConfig(this.environment), outside, closers);
    const gifts = endUserIds.flatMap((endUserId) => banks.map((bank) => ({ endUserId, bank, appId })));
    const ids: ConsentId[] = [];
    while (ids.length < gifts.length) {
      const next = gifts.slice(ids.length, ids.length + GIVEN_AT_ONCE);
      const now = ground.clock.now() + ids.length;
      ids.push(...(await Promise.all(next.map((gift, index) => givenConsent(ground, gift, now + index)))));
    }
    await closers.close();
    return ids;
  }

  /** Starts `fdx-gateway serve`, as an operator does. */
  async gateway(changes: Readonly<Record<string, string>> = {}, core = 0): Promise<RunningGateway> {
    const program = {
      name: "gateway",
      nodeArguments: [...V8_FLAGS, GATEWAY, "serve"],
      environment: { ...this.environment, ...changes },
      core,
    };
    const started = await Child.startForeign(program, (printed) => LISTENING.exec(printed)?.[1]);
    this.#closers.add(() => started.child.stop());
    return started;
  }

  token(endUserId: string, appId = "app-1"): Promise<string> {
    return this.identity.accessToken({ personId: endUserId, appId, audience: AUDIENCE });
  }

  async behave(banks: readonly string[], behaviour: BankBehaviour): Promise<void> {
    await this.#bank.ask({ do: "behave", banks, behaviour } satisfies BankOrder, ASK_MS);
  }

  /** What each bank saw since it was asked last. */
  take(): Promise<Readonly<Record<string, SeenByBank>>> {
    return this.#bank.ask({ do: "take" } satisfies BankOrder, ASK_MS);
  }

  /** The same, which stays counted. */
  look(): Promise<Readonly<Record<string, SeenByBank>>> {
    return this.#bank.ask({ do: "look" } satisfies BankOrder, ASK_MS);
  }

  close(): Promise<void> {
    return this.#closers.close();
  }
}

interface FilesParts {
  readonly folder: string;
  readonly identity: DevIdentity;
  readonly bankNames: readonly string[];
  readonly origin: string;
  readonly options: FaultsWorldOptions;
}

async function filesOf({
  folder,
  identity,
  bankNames,
  origin,
  options,
}: FilesParts): Promise<Readonly<Record<string, string>>> {
  const { apps = ["app-1"], reachedAt = async () => origin } = options;
  const providers = await Promise.all(
    bankNames.map(async (id) => ({
      ...{ id, name: id, country: "CA", dataClusters: DATA_CLUSTERS },
      fdxBaseUrl: `${await reachedAt(id, origin)}/${id}/fdx/v6/`,
      // Never asked: the tokens live for longer than any test.
      ...{ issuer: origin, clientId: "gateway", clientSecretEnv: "BANK_SECRET" },
      ...options.provider,
    })),
  );
  const key = randomBytes(32).toString("base64");
  const returnUrls = ["https://app.example/return"];
  return {
    ...{ NODE_ENV: "production", HOST: "127.0.0.1", PORT: "0", PUBLIC_URL: "https://gateway.example" },
    DATA_FOLDER: join(folder, "data"),
    KEY_RING_FILE: writeJson(folder, "keys.json", { current: "k1", keys: { k1: key } }),
    PROVIDERS_FILE: writeJson(folder, "providers.json", providers),
    APPS_FILE: writeJson(
      folder,
      "apps.json",
      apps.map((id) => ({ id, name: id, returnUrls })),
    ),
    ID_SECRET: randomBytes(32).toString("base64url"),
    BANK_SECRET: randomBytes(32).toString("base64url"),
    ...{ AUTH_ISSUER: identity.issuer, AUTH_JWKS_URI: identity.jwksUri, AUTH_AUDIENCE: AUDIENCE },
    // Nobody is lost at the end of a part: its load has ended.
    DRAIN_DELAY_MS: "0",
    // Where a part is about something else, every read goes to its bank.
    CACHE: "off",
    ...options.environment,
  };
}
