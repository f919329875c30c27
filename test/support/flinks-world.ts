import type { FlinksConfig, FlinksOutboundConfig } from "../../src/config/flinks-config.js";
import { DATA_CLUSTERS } from "../../src/core/data-cluster.js";
import { Secret } from "../../src/core/secret.js";
import {
  type FlinksOutboundOptions,
  type FlinksOutboundSandbox,
  startFlinksOutboundSandbox,
} from "../../src/sandbox/flinks-outbound/flinks-outbound-sandbox.js";
import { freePort } from "./free-port.js";
import { type ConnectOptions, GatewayWorld } from "./gateway-world.js";

const RECIPIENT = { clientId: "dc-7tf8aijpjqofl3uxppi136ldc", clientSecret: "recipient's own secret" };
const PARTNER = { clientId: "partner", clientSecret: "partner's own secret" };

/** Flinks' test bank in Canada; a bank in the US without payment networks. */
export const CAPITAL = "flinks-outbound-1000";
export const PRAIRIE = "flinks-outbound-4101";

export interface FlinksWorldOptions {
  readonly sandbox?: Partial<FlinksOutboundOptions>;
  readonly outbound?: Partial<FlinksOutboundConfig>;
  readonly flinks?: Partial<FlinksConfig>;
}

/** Flinks Outbound with its banks, two plain FDX banks, and the gateway, all real, in this process. */
export class FlinksWorld {
  private constructor(
    readonly gateway: GatewayWorld,
    readonly outbound: FlinksOutboundSandbox,
  ) {}

  static async start(options: FlinksWorldOptions = {}): Promise<FlinksWorld> {
    const port = await freePort();
    const redirectUris = [`http://127.0.0.1:${port}/oauth/callback/flinks-outbound`];
    const outbound = await startFlinksOutboundSandbox({
      recipient: { ...RECIPIENT, name: "Budget App", redirectUris },
      partner: PARTNER,
      ...options.sandbox,
    });
    const flinks: FlinksConfig = {
      outbound: { ...outboundConfig(outbound), ...options.outbound },
      outboundPolicy: "prefer",
      banks: [],
      ...options.flinks,
    };
    return new FlinksWorld(await GatewayWorld.start({ port, config: { flinks } }), outbound);
  }

  /** Gives consent at a bank that Flinks reaches. @returns the consent's id. */
  async connect(provider: string, options: ConnectOptions = {}): Promise<string> {
    const dataClusters = DATA_CLUSTERS.filter((cluster) => cluster !== "REWARDS");
    const { id, returnedTo } = await this.gateway.connect({ provider, dataClusters, ...options });
    const error = returnedTo.searchParams.get("error");
    if (error !== null) throw new Error(`the consent failed: ${error}`);
    return id;
  }

  /** Outbound's own count of what it served: the judge. */
  async calls(): Promise<any> {
    return JSON.parse((await this.gateway.get(`${this.outbound.controlUrl}/calls`)).text);
  }

  async close(): Promise<void> {
    await this.gateway.close();
    await this.outbound.close();
  }
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
