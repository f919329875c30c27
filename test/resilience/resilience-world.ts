import { randomBytes } from "node:crypto";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openFoundations } from "../../src/app/foundations.js";
import { createVault } from "../../src/app/token-parts.js";
import { readConfig } from "../../src/config/read-config.js";
import { Closers } from "../../src/core/closers.js";
import { AppId, ConsentId, DataProviderId, EndUserId, randomId } from "../../src/core/ids.js";
import { Secret } from "../../src/core/secret.js";
import { type SandboxBank, startSandboxBank } from "../../src/sandbox/sandbox-bank.js";
import { createLogger } from "../../src/telemetry/logger.js";
import type { ConsentReference } from "../../src/tokens/consent-reference.js";
import { tokenSetFrom } from "../../src/tokens/token-set.js";
import { WorkerProcess } from "./worker-process.js";

export type Rotation = "none" | "strict" | { readonly graceSeconds: number };

export interface WorldOptions {
  readonly rotation: Rotation;
  readonly tokenTimeoutMs?: number;
  /** Beyond what every gateway is told; the store is an LMDB folder if left out. */
  readonly environment?: Readonly<Record<string, string>>;
  /** A courier process makes the token calls. */
  readonly courier?: boolean;
}

/** A consent that was given, and its grant at the bank. */
export interface Given {
  readonly reference: ConsentReference;
  readonly grantId: string;
}

interface MintedGrant {
  readonly grantId: string;
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly expiresIn: number;
}

/** What the bank says of a grant: it is the judge. */
export interface GrantReport {
  readonly grantId: string;
  readonly alive: boolean;
  readonly refreshes: number;
  readonly reuses: number;
}

/** A bank, a store and the gateway's configuration files, in a folder of their own. */
export class ResilienceWorld {
  readonly folder: string;
  readonly bank: SandboxBank;
  readonly environment: Readonly<Record<string, string>>;
  readonly #workers: WorkerProcess[] = [];

  private constructor(bank: SandboxBank, folder: string, environment: Readonly<Record<string, string>>) {
    this.bank = bank;
    this.folder = folder;
    this.environment = environment;
  }

  static async start(options: WorldOptions): Promise<ResilienceWorld> {
    const folder = mkdtempSync(join(tmpdir(), "fdxgw-resilience-"));
    const clientSecret = randomBytes(32).toString("base64url");
    const recipient = {
      clientId: "gateway",
      clientSecret,
      name: "Resilience",
      redirectUris: ["http://127.0.0.1/cb"],
    };
    const bank = await startSandboxBank({ bank: "maple", recipient, rotation: options.rotation });
    const file = (name: string, value: unknown): string => {
      const path = join(folder, name);
      writeFileSync(path, JSON.stringify(value), { mode: 0o600 });
      chmodSync(path, 0o600);
      return path;
    };
    const provider = {
      ...{ id: "maple", name: "Maple", country: "CA", dataClusters: ["ACCOUNT_BASIC"] },
      ...{ fdxBaseUrl: bank.fdxBaseUrl, issuer: bank.issuer, clientId: "gateway" },
      ...{ clientSecretEnv: "MAPLE_SECRET", rotation: options.rotation },
    };
    const key = randomBytes(32).toString("base64");
    const environment = {
      PUBLIC_URL: "http://127.0.0.1",
      DATA_FOLDER: join(folder, "data"),
      KEY_RING_FILE: file("keys.json", { current: "k1", keys: { k1: key } }),
      PROVIDERS_FILE: file("providers.json", [provider]),
      APPS_FILE: file("apps.json", [{ id: "app", name: "App", returnUrls: ["http://127.0.0.1/r"] }]),
      ID_SECRET: randomBytes(32).toString("base64url"),
      MAPLE_SECRET: clientSecret,
      AUTH_ISSUER: "http://127.0.0.1/issuer",
      AUTH_JWKS_URI: "http://127.0.0.1/jwks",
      AUTH_AUDIENCE: "gateway",
      TOKEN_TIMEOUT_MS: String(options.tokenTimeoutMs ?? 3000),
      LOG_LEVEL: "error",
      ...options.environment,
      ...(options.courier === true ? { COURIER_SOCKET: join(folder, "courier", "socket") } : {}),
    };
    const world = new ResilienceWorld(bank, folder, environment);
    if (options.courier === true) await world.worker({ ROLE: "courier" });
    return world;
  }

  /** Gives consents at the bank and puts their first tokens into the store. */
  async give(count: number, changes: { readonly expired?: boolean } = {}): Promise<readonly Given[]> {
    const minted = (await this.control("POST", "/grants", { personId: "alex", count })) as MintedGrant[];
    const closers = new Closers();
    const config = readConfig(this.environment);
    const outside = { logger: createLogger("error"), audit: () => undefined };
    const ground = await openFoundations(config, outside, closers);
    const vault = createVault(ground);
    const given: Given[] = [];
    for (const grant of minted) {
      const reference = {
        ...{ consentId: ConsentId(randomId()), dataProviderId: DataProviderId("maple") },
        ...{ appId: AppId("app"), endUserId: EndUserId("alex") },
      };
      const issued = {
        accessToken: new Secret(grant.accessToken),
        refreshToken: new Secret(grant.refreshToken),
        expiresInSeconds: grant.expiresIn,
        scope: undefined,
      };
      const issuedAt = ground.clock.now() - (changes.expired === true ? 2 * grant.expiresIn * 1000 : 0);
      const writes = await vault.firstWrites(reference, tokenSetFrom(issued, issuedAt));
      await ground.store.commit(reference.consentId, writes);
      given.push({ reference, grantId: grant.grantId });
    }
    await closers.close();
    return given;
  }

  async worker(
    changes: Readonly<Record<string, string>> = {},
    wrapper: readonly string[] = [],
  ): Promise<WorkerProcess> {
    const worker = WorkerProcess.spawn({ ...this.environment, ...changes }, wrapper);
    // Known from its first moment: one that is still starting when the world closes must not outlive its folder.
    this.#workers.push(worker);
    await worker.whenStarted();
    return worker;
  }

  get running(): readonly WorkerProcess[] {
    return this.#workers;
  }

  workers(count: number): Promise<readonly WorkerProcess[]> {
    return Promise.all(Array.from({ length: count }, () => this.worker()));
  }

  async reports(): Promise<ReadonlyMap<string, GrantReport>> {
    const reports = (await this.control("GET", "/grants")) as GrantReport[];
    return new Map(reports.map((report) => [report.grantId, report]));
  }

  /** Refresh calls that reached the bank. */
  async tokenCalls(): Promise<number> {
    const { total } = (await this.control("GET", "/calls")) as { total: Record<string, number> };
    return total["token.refresh_token"] ?? 0;
  }

  /** Every token the bank has given, living or spent. */
  async issuedTokens(): Promise<readonly string[]> {
    return (await this.control("GET", "/tokens")) as string[];
  }

  async control(method: string, path: string, body?: unknown): Promise<unknown> {
    const answer = await fetch(`${this.bank.controlUrl}${path}`, {
      method,
      ...(body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
    });
    if (!answer.ok) throw new Error(`control ${method} ${path}: ${answer.status}`);
    const text = await answer.text();
    return text === "" ? undefined : (JSON.parse(text) as unknown);
  }

  async close(): Promise<void> {
    for (const worker of this.#workers) await worker.kill();
    await this.bank.close();
    rmSync(this.folder, { recursive: true });
  }
}
