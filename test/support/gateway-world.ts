import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Dispatcher, request } from "undici";
import { type Gateway, startGateway } from "../../src/app.js";
import type { GatewayConfig } from "../../src/config/gateway-config.js";
import type { Audit } from "../../src/core/audit.js";
import type { Clock } from "../../src/core/clock.js";
import { DATA_CLUSTERS } from "../../src/core/data-cluster.js";
import { AppId } from "../../src/core/ids.js";
import { Secret } from "../../src/core/secret.js";
import { type DevIdentity, startDevIdentity } from "../../src/sandbox/dev-identity.js";
import type { BankKey } from "../../src/sandbox/bank-profile.js";
import { type SandboxBank, startSandboxBank } from "../../src/sandbox/sandbox-bank.js";
import { createLogger } from "../../src/telemetry/logger.js";
import { visitBank } from "./bank-visitor.js";
import { freePort } from "./free-port.js";
import { writeJson } from "./gateway-process.js";

export const AUDIENCE = "fdx-gateway";
export const APP = "budget-app";
const OTHER_APP = "other-app";
export const RETURN_URL = "https://app.example/connected";
const CLIENT_SECRET = randomBytes(32).toString("base64url");

export interface GraphQLAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly data: any;
  readonly errors:
    readonly { readonly message: string; readonly path?: unknown[]; readonly extensions: any }[] | undefined;
  readonly extensions:
    | {
        readonly upstream?: { readonly planned: number; readonly made: number; readonly cached: number };
        readonly nulls?: readonly any[];
      }
    | undefined;
}

export interface WorldOptions {
  /** A free one if left out. */
  readonly port?: number;
  /** Set when the test runs the gateway in a process of its own. */
  readonly withoutGateway?: boolean;
  readonly accessTokenSeconds?: number;
  /** How many rows of a whole list the gateway asks for at once. */
  readonly pageSize?: number;
  /** The face of the banks that the gateway reads; 6.4 if left out. */
  readonly fdxVersion?: "5.2" | "6.4";
  /** Which sandbox bank stands under each provider's id, where it is not the one of that name. */
  readonly bankKeys?: { readonly maple: BankKey; readonly liberty: BankKey };
  readonly config?: Partial<GatewayConfig>;
  /** Told every line of the gateway's log. */
  readonly onLog?: (line: string) => void;
  readonly audit?: Audit;
  /** The gateway's own; the banks have the real time. */
  readonly clock?: Clock;
}

export interface ConnectOptions {
  readonly personId?: string;
  readonly bankPersonId?: string;
  readonly appId?: string;
  /** The bank's id. */
  readonly provider?: string;
  readonly dataClusters?: readonly string[];
  readonly decision?: "allow" | "deny";
  readonly accountIds?: readonly string[];
  /** What the person's browser reaches the bank through. */
  readonly browser?: Dispatcher;
}

/** Two sandbox banks, the app's identity provider and the gateway, all real, in this process, on free ports. */
export class GatewayWorld {
  readonly #folder = mkdtempSync(join(tmpdir(), "fdx-gateway-"));
  readonly #keys = { id: randomBytes(32).toString("base64"), ring: randomBytes(32) };
  #gateway: Gateway | undefined;

  private constructor(
    readonly port: number,
    readonly banks: { readonly maple: SandboxBank; readonly liberty: SandboxBank },
    readonly identity: DevIdentity,
    readonly options: WorldOptions,
  ) {}

  static async start(options: WorldOptions = {}): Promise<GatewayWorld> {
    const port = options.port ?? (await freePort());
    const bank = (id: "maple" | "liberty"): Promise<SandboxBank> =>
      startSandboxBank({
        bank: options.bankKeys?.[id] ?? id,
        recipient: {
          clientId: "fdx-gateway",
          clientSecret: CLIENT_SECRET,
          name: "Budget App",
          redirectUris: [`http://127.0.0.1:${port}/oauth/callback/${id}`],
        },
        accessTokenSeconds: options.accessTokenSeconds ?? 300,
      });
    const [maple, liberty, identity] = await Promise.all([
      bank("maple"),
      bank("liberty"),
      startDevIdentity(),
    ]);
    const world = new GatewayWorld(port, { maple, liberty }, identity, options);
    if (options.withoutGateway !== true) await world.startGateway();
    return world;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get storeFolder(): string {
    return join(this.#folder, "store");
  }

  async startGateway(config = this.config()): Promise<void> {
    const { onLog, audit = () => undefined, clock } = this.options;
    this.#gateway = await startGateway(config, {
      logger: onLog === undefined ? createLogger("silent") : createLogger("warn", { write: onLog }),
      audit,
      ...(clock !== undefined && { clock }),
    });
  }

  async stopGateway(): Promise<void> {
    await this.#gateway?.close();
    this.#gateway = undefined;
  }

  config(): GatewayConfig {
    const { maple, liberty } = this.banks;
    const { pageSize = 100, fdxVersion = "6.4" } = this.options;
    return {
      http: { host: "127.0.0.1", port: this.port, publicUrl: new URL(this.url) },
      dataFolder: this.storeFolder,
      store: { kind: "lmdb", folder: this.storeFolder },
      secrets: {
        idSecret: new Secret(this.#keys.id),
        keyRing: { file: this.#keyRingFile() },
      },
      auth: {
        issuer: this.identity.issuer,
        jwksUri: new URL(this.identity.jwksUri),
        audience: AUDIENCE,
        tokenType: "at+jwt",
      },
      apps: [APP, OTHER_APP].map((id) => ({ id: AppId(id), name: id, returnUrls: [RETURN_URL] })),
      providers: Object.entries({ maple, liberty }).map(([id, bank]) => ({
        ...{
          id,
          country: id === "maple" ? "CA" : "US",
          name: bank.name,
          dataClusters: DATA_CLUSTERS,
          fdxVersion,
          pageSize,
        },
        fdxBaseUrl: new URL(fdxVersion === "6.4" ? bank.fdxBaseUrl : bank.fdxV5BaseUrl),
        ...{ issuer: new URL(bank.issuer), clientId: "fdx-gateway" },
        clientAuthentication: { method: "client_secret_basic" as const, secret: new Secret(CLIENT_SECRET) },
        pushedAuthorizationRequests: "auto" as const,
        rotation: { kind: "strict" as const },
      })),
      upstream: { timeoutMs: 5000, tokenTimeoutMs: 5000, deadlineMs: 10_000, connections: 64 },
      courier: {},
      metrics: { host: "127.0.0.1" },
      // Most tests count what a bank was asked.
      cache: { mode: "off", maxAgeSeconds: {}, keepSeconds: 3600, memoryMb: 8, diskMb: 8 },
      logLevel: "silent",
      playground: false,
      introspection: true,
      ...this.options.config,
    };
  }

  /** The same configuration as files and environment, for `fdx-gateway serve`. */
  serveEnvironment(): Readonly<Record<string, string>> {
    const { apps, providers, auth } = this.config();
    return {
      HOST: "127.0.0.1",
      PORT: String(this.port),
      PUBLIC_URL: this.url,
      DATA_FOLDER: this.storeFolder,
      ID_SECRET: this.#keys.id,
      BANK_CLIENT_SECRET: CLIENT_SECRET,
      CACHE: "off",
      AUTH_ISSUER: auth.issuer,
      AUTH_JWKS_URI: auth.jwksUri.href,
      AUTH_AUDIENCE: auth.audience,
      APPS_FILE: writeJson(this.#folder, "apps.json", apps),
      PROVIDERS_FILE: writeJson(
        this.#folder,
        "providers.json",
        // JSON leaves out what is undefined.
        providers.map((provider) => ({
          ...provider,
          clientAuthentication: undefined,
          rotation: "strict",
          clientSecretEnv: "BANK_CLIENT_SECRET",
        })),
      ),
      KEY_RING_FILE: this.#keyRingFile(),
    };
  }

  #keyRingFile(): string {
    return writeJson(this.#folder, "key-ring.json", {
      current: "test",
      keys: { test: this.#keys.ring.toString("base64") },
    });
  }

  async token(personId: string, appId = APP): Promise<string> {
    return this.identity.accessToken({ personId, appId, audience: AUDIENCE });
  }

  /** Sends one operation as a person through an app. */
  async query(
    personId: string,
    query: string,
    variables: Readonly<Record<string, unknown>> = {},
    appId = APP,
  ): Promise<GraphQLAnswer> {
    const headers = { authorization: `Bearer ${await this.token(personId, appId)}` };
    return this.post(JSON.stringify({ query, variables }), headers);
  }

  async post(body: string, headers: Readonly<Record<string, string>> = {}): Promise<GraphQLAnswer> {
    const answer = await request(`${this.url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body,
    });
    const json = (await answer.body.json()) as Omit<GraphQLAnswer, "status" | "headers">;
    return { ...json, status: answer.statusCode, headers: answer.headers };
  }

  async startConsent(options: ConnectOptions = {}): Promise<{ id: string; authorizationUrl: string }> {
    const { personId = "alex", provider = "maple", dataClusters = DATA_CLUSTERS, appId = APP } = options;
    const { data, errors } = await this.query(
      personId,
      `mutation ($provider: ID!, $clusters: [DataCluster!]!, $returnUrl: String!) {
        startConsent(dataProviderId: $provider, dataClusters: $clusters, returnUrl: $returnUrl, state: "app-state") {
          authorizationUrl consent { id phase }
        }
      }`,
      { provider, clusters: dataClusters, returnUrl: RETURN_URL },
      appId,
    );
    if (errors !== undefined) throw new Error(JSON.stringify(errors));
    return { id: data.startConsent.consent.id, authorizationUrl: data.startConsent.authorizationUrl };
  }

  /** Gives consent from start to return, and says where the browser ended. */
  async connect(options: ConnectOptions = {}): Promise<{ id: string; callbackUrl: string; returnedTo: URL }> {
    const { personId = "alex", decision = "allow" } = options;
    const { id, authorizationUrl } = await this.startConsent(options);
    const callbackUrl = await visitBank(authorizationUrl, {
      personId: options.bankPersonId ?? personId,
      decision,
      ...(options.accountIds === undefined ? {} : { accountIds: options.accountIds }),
      ...(options.browser === undefined ? {} : { dispatcher: options.browser }),
    });
    const { headers } = await this.get(callbackUrl);
    return { id, callbackUrl, returnedTo: new URL(String(headers["location"])) };
  }

  async get(url: string): Promise<{ status: number; headers: Record<string, unknown>; text: string }> {
    const answer = await request(url, { method: "GET" });
    return { status: answer.statusCode, headers: answer.headers, text: await answer.body.text() };
  }

  /** The bank's own count of what it served: the judge. */
  async calls(bank: "maple" | "liberty" = "maple"): Promise<any> {
    return JSON.parse((await this.get(`${this.banks[bank].controlUrl}/calls`)).text);
  }

  async resetCalls(): Promise<void> {
    for (const { controlUrl } of Object.values(this.banks))
      await this.control("DELETE", `${controlUrl}/calls`);
  }

  async control(method: "DELETE" | "POST" | "PUT", url: string, body?: object): Promise<void> {
    const answer = await request(url, {
      method,
      ...(body === undefined
        ? {}
        : { headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
    });
    await answer.body.dump();
    if (answer.statusCode >= 300) throw new Error(`${method} ${url}: ${answer.statusCode}`);
  }

  async close(): Promise<void> {
    await this.stopGateway();
    await Promise.all([this.banks.maple.close(), this.banks.liberty.close(), this.identity.close()]);
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
