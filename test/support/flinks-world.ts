import type {
  FlinksConfig,
  FlinksConnectConfig,
  FlinksOutboundConfig,
} from "../../src/config/flinks-config.js";
import { DATA_CLUSTERS, type DataCluster } from "../../src/core/data-cluster.js";
import { Secret } from "../../src/core/secret.js";
import {
  type FlinksConnectOptions,
  type FlinksConnectSandbox,
  startFlinksConnectSandbox,
} from "../../src/sandbox/flinks-connect/flinks-connect-sandbox.js";
import {
  type FlinksOutboundOptions,
  type FlinksOutboundSandbox,
  startFlinksOutboundSandbox,
} from "../../src/sandbox/flinks-outbound/flinks-outbound-sandbox.js";
import { AuditRecorder } from "./audit-recorder.js";
import { freePort } from "./free-port.js";
import { type ConnectOptions, GatewayWorld, type WorldOptions } from "./gateway-world.js";
import { MovedClock } from "./moved-clock.js";
import { RecordingFront } from "./recording-front.js";
import { type ConnectVisit, visitConnect } from "./visit-connect.js";

export const RECIPIENT = { clientId: "dc-7tf8aijpjqofl3uxppi136ldc", clientSecret: "recipient's own secret" };
const PARTNER = { clientId: "partner", clientSecret: "partner's own secret" };

/** Flinks' test bank in Canada; a bank in the US without payment networks. */
export const CAPITAL = "flinks-outbound-1000";
export const PRAIRIE = "flinks-outbound-4101";

/** The same test bank by Connect; a credit union that has nothing else. */
export const CAPITAL_BY_CONNECT = "flinks-connect-14";
export const HARBOUR = "flinks-connect-61";

const CUSTOMER_ID = "43387ca6-0391-4c82-857d-70d95f087ecb";
const SECRET_KEY = "connect's secret key";
const API_KEY = "connect's api key";
const WEBHOOK_SECRET = "connect's webhook secret";
const CONNECT_CLUSTERS = [
  "ACCOUNT_BASIC",
  "ACCOUNT_DETAILED",
  "TRANSACTIONS",
  "PAYMENT_SUPPORT",
  "CUSTOMER_CONTACT",
] as const;

interface LinkOptions extends ConnectVisit {
  /** Of the app. */
  readonly personId: string;
}

export interface FlinksWorldOptions {
  readonly sandbox?: Partial<FlinksOutboundOptions>;
  readonly outbound?: Partial<FlinksOutboundConfig>;
  readonly connectSandbox?: Partial<FlinksConnectOptions>;
  readonly connect?: Partial<FlinksConnectConfig>;
  readonly flinks?: Partial<Omit<FlinksConfig, "outbound">>;
  readonly gateway?: WorldOptions;
  /** Puts a recording front before each of Outbound's two hosts. */
  readonly recorded?: boolean;
}

/** What was asked of each host. */
export interface Fronts {
  readonly auth: RecordingFront;
  readonly data: RecordingFront;
}

interface Parts {
  readonly gateway: GatewayWorld;
  readonly outbound: FlinksOutboundSandbox;
  readonly connect: FlinksConnectSandbox;
  readonly flinks: FlinksConfig & { readonly outbound: FlinksOutboundConfig };
  readonly audit: AuditRecorder;
  readonly clock: MovedClock;
  readonly fronts: Fronts | undefined;
}

/** Flinks Outbound with its banks, two plain FDX banks, and the gateway, all real, in this process. */
export class FlinksWorld {
  readonly #parts: Parts;

  private constructor(parts: Parts) {
    this.#parts = parts;
  }

  static async start(options: FlinksWorldOptions = {}): Promise<FlinksWorld> {
    const port = await freePort();
    const redirectUris = [`http://127.0.0.1:${port}/oauth/callback/flinks-outbound`];
    const outbound = await startFlinksOutboundSandbox({
      recipient: { ...RECIPIENT, name: "Budget App", redirectUris },
      partner: PARTNER,
      ...options.sandbox,
    });
    const connect = await startFlinksConnectSandbox({
      ...{ customerId: CUSTOMER_ID, secretKey: SECRET_KEY, apiKey: API_KEY },
      webhook: { url: `http://127.0.0.1:${port}/webhooks/flinks-connect`, secret: WEBHOOK_SECRET },
      ...options.connectSandbox,
    });
    const fronts = options.recorded === true ? await openFronts(outbound) : undefined;
    const hosts = [fronts?.auth.origin ?? outbound.origin, fronts?.data.origin ?? outbound.dataOrigin];
    const flinks = {
      outbound: { ...outboundConfig(hosts), ...options.outbound },
      connect: { ...connectConfig(connect), ...options.connect },
      ...{ outboundPolicy: "prefer" as const, banks: [] },
      ...options.flinks,
    };
    const [audit, clock] = [new AuditRecorder(), new MovedClock()];
    const gateway = await GatewayWorld.start({
      ...options.gateway,
      ...{ port, audit: audit.audit, clock, config: { ...options.gateway?.config, flinks } },
    });
    return new FlinksWorld({ gateway, outbound, connect, flinks, audit, clock, fronts });
  }

  get gateway(): GatewayWorld {
    return this.#parts.gateway;
  }

  get outbound(): FlinksOutboundSandbox {
    return this.#parts.outbound;
  }

  get flinksConnect(): FlinksConnectSandbox {
    return this.#parts.connect;
  }

  /** The gateway's; Outbound has the real time. */
  get clock(): MovedClock {
    return this.#parts.clock;
  }

  get audit(): AuditRecorder {
    return this.#parts.audit;
  }

  get controlUrl(): string {
    return this.#parts.outbound.controlUrl;
  }

  /** What the gateway asked of Outbound. @throws Error unless the world is recorded. */
  get fronts(): Fronts {
    const { fronts } = this.#parts;
    if (fronts === undefined) throw new Error("this world is not recorded");
    return fronts;
  }

  /** Gives consent at a bank that Flinks reaches. @returns the consent's id. */
  async connect(provider: string, options: ConnectOptions = {}): Promise<string> {
    const dataClusters = clustersAt(provider);
    const { id, returnedTo } = await this.gateway.connect({ provider, dataClusters, ...options });
    const error = returnedTo.searchParams.get("error");
    if (error !== null) throw new Error(`the consent failed: ${error}`);
    return id;
  }

  /** Links a bank through Connect's widget. @returns the consent's id. */
  async link(provider: string, visit: Partial<LinkOptions> = {}): Promise<string> {
    const { personId = "alex" } = visit;
    const { id, authorizationUrl } = await this.gateway.startConsent({
      ...{ personId, provider, dataClusters: CONNECT_CLUSTERS },
    });
    await this.finishLink(authorizationUrl, visit);
    return id;
  }

  /** Goes through Connect's widget and back to the gateway. */
  async finishLink(authorizationUrl: string, visit: Partial<LinkOptions> = {}): Promise<void> {
    const { personId = "alex", username = personId, password = "sandbox", ...more } = visit;
    const callback = await visitConnect(authorizationUrl, { username, password, ...more });
    const { headers } = await this.gateway.get(callback);
    const error = new URL(String(headers["location"])).searchParams.get("error");
    if (error !== null) throw new Error(`the consent failed: ${error}`);
  }

  /** Outbound's own count of what it served: the judge. */
  async calls(): Promise<any> {
    return JSON.parse((await this.gateway.get(`${this.controlUrl}/calls`)).text);
  }

  async grants(): Promise<readonly any[]> {
    return JSON.parse((await this.gateway.get(`${this.controlUrl}/grants`)).text);
  }

  /** Sets something at Outbound's control endpoint. */
  async control(method: "DELETE" | "PUT", path: string, body?: object): Promise<void> {
    await this.gateway.control(method, `${this.controlUrl}${path}`, body);
  }

  /** The next token requests fail like this. */
  async tokenEndpointFails(status: number, error: string | null): Promise<void> {
    await this.control("PUT", "/token-endpoint", { answer: "error", status, error });
  }

  /** Restarts the gateway, with other settings if need be: what it does now and again, it does at once. */
  async restart(settings: Partial<FlinksOutboundConfig> = {}): Promise<void> {
    const { gateway, flinks } = this.#parts;
    await gateway.stopGateway();
    const outbound = { ...flinks.outbound, ...settings };
    await gateway.startGateway({ ...gateway.config(), flinks: { ...flinks, outbound } });
  }

  /** A consent's phase, as its app sees it. */
  async phaseOf(id: string, personId = "alex"): Promise<{ phase: string; reason: string | null }> {
    const query = "query ($id: ID!) { consent(id: $id) { phase reason } }";
    return (await this.gateway.query(personId, query, { id })).data.consent;
  }

  async close(): Promise<void> {
    const { gateway, fronts, outbound, connect } = this.#parts;
    await gateway.close();
    await fronts?.auth.close();
    await fronts?.data.close();
    await outbound.close();
    await connect.close();
  }
}

/** All that a bank of the sandbox offers. */
export function clustersAt(provider: string): readonly DataCluster[] {
  const missing: readonly DataCluster[] = provider === PRAIRIE ? ["REWARDS", "INVESTMENTS"] : ["REWARDS"];
  return DATA_CLUSTERS.filter((cluster) => !missing.includes(cluster));
}

async function openFronts({ origin, dataOrigin }: FlinksOutboundSandbox): Promise<Fronts> {
  return { auth: await RecordingFront.start(origin), data: await RecordingFront.start(dataOrigin) };
}

function connectConfig({ apiOrigin, widgetOrigin }: FlinksConnectSandbox): FlinksConnectConfig {
  return {
    apiBaseUrl: new URL(`${apiOrigin}/`),
    widgetUrl: new URL(`${widgetOrigin}/v2/`),
    customerId: CUSTOMER_ID,
    secretKey: new Secret(SECRET_KEY),
    apiKey: new Secret(API_KEY),
    linking: "widget",
    webhook: { secret: new Secret(WEBHOOK_SECRET), headers: ["x-flinks-signature"] },
    ...{ historyDays: 90, maxAgeMinutes: 360, retentionDays: 90, pollSeconds: 1, giveUpMinutes: 30 },
  };
}

function outboundConfig([origin = "", dataOrigin = ""]: readonly string[]): FlinksOutboundConfig {
  return {
    authBaseUrl: new URL(`${origin}/`),
    dataBaseUrl: new URL(`${dataOrigin}/api/fdx/5/`),
    clientId: RECIPIENT.clientId,
    clientSecret: new Secret(RECIPIENT.clientSecret),
    ...{ clientAuthentication: "client_secret_json", tokenContentType: "application/json", pkce: false },
    ...{ fdxHeaders: false, idleDays: 30, pageSize: 100 },
    dataClusters: DATA_CLUSTERS.filter((cluster) => cluster !== "REWARDS"),
    partner: { clientId: PARTNER.clientId, clientSecret: new Secret(PARTNER.clientSecret) },
  };
}
