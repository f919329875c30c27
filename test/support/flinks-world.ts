import type {
  FlinksConfig,
  FlinksConnectConfig,
  FlinksOutboundConfig,
} from "../../src/config/flinks-config.js";
import type { Clock } from "../../src/core/clock.js";
import { DATA_CLUSTERS } from "../../src/core/data-cluster.js";
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
import { freePort } from "./free-port.js";
import { type ConnectOptions, GatewayWorld } from "./gateway-world.js";
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
  readonly flinks?: Partial<FlinksConfig>;
  /** The gateway's. */
  readonly clock?: Clock;
}

/** Flinks Outbound with its banks, two plain FDX banks, and the gateway, all real, in this process. */
export class FlinksWorld {
  private constructor(
    readonly gateway: GatewayWorld,
    readonly outbound: FlinksOutboundSandbox,
    readonly flinksConnect: FlinksConnectSandbox,
  ) {}

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
    const flinks: FlinksConfig = {
      outbound: { ...outboundConfig(outbound), ...options.outbound },
      connect: { ...connectConfig(connect), ...options.connect },
      outboundPolicy: "prefer",
      banks: [],
      ...options.flinks,
    };
    return new FlinksWorld(
      await GatewayWorld.start({ port, config: { flinks }, ...(options.clock && { clock: options.clock }) }),
      outbound,
      connect,
    );
  }

  /** Gives consent at a bank that Flinks reaches. @returns the consent's id. */
  async connect(provider: string, options: ConnectOptions = {}): Promise<string> {
    const dataClusters = DATA_CLUSTERS.filter((cluster) => cluster !== "REWARDS");
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
    return JSON.parse((await this.gateway.get(`${this.outbound.controlUrl}/calls`)).text);
  }

  async close(): Promise<void> {
    await this.gateway.close();
    await this.outbound.close();
    await this.flinksConnect.close();
  }
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

function outboundConfig({ origin, dataOrigin }: FlinksOutboundSandbox): FlinksOutboundConfig {
  return {
    authBaseUrl: new URL(`${origin}/`),
    dataBaseUrl: new URL(`${dataOrigin}/api/fdx/5/`),
    clientId: RECIPIENT.clientId,
    clientSecret: new Secret(RECIPIENT.clientSecret),
    ...{ clientAuthentication: "client_secret_json", tokenContentType: "application/json", pkce: false },
    ...{ idleDays: 30, pageSize: 100 },
    dataClusters: DATA_CLUSTERS.filter((cluster) => cluster !== "REWARDS"),
    partner: { clientId: PARTNER.clientId, clientSecret: new Secret(PARTNER.clientSecret) },
  };
}
