import type { GatewayConfig, TokenPolicy } from "../config/gateway-config.js";
import type { Clock } from "../core/clock.js";
import type { Closers } from "../core/closers.js";
import type { DataProviderId } from "../core/ids.js";
import type { AuthorizationServer } from "../oauth/authorization-server.js";
import { numberOf, type ProviderFamily } from "../providers/provider-directory.js";
import type { TokenManager } from "../tokens/token-manager.js";
import { OUTBOUND_PREFIX, OutboundNetwork } from "./outbound-network.js";

/** What is reached through Flinks; nothing, where it is not configured. */
export class Flinks {
  readonly outbound: OutboundNetwork | undefined;

  constructor(config: GatewayConfig, clock: Clock, closers: Closers) {
    const { outbound } = config.flinks ?? {};
    this.outbound = outbound && new OutboundNetwork(config, { outbound, clock }, closers);
  }

  families(tokens: TokenManager): readonly ProviderFamily[] {
    return [this.outbound?.family(tokens)].filter((family) => family !== undefined);
  }

  authorizationServerOf(id: DataProviderId): AuthorizationServer | undefined {
    const providerId = numberOf(OUTBOUND_PREFIX, id);
    return providerId === undefined ? undefined : this.outbound?.authorizationServerOf(providerId);
  }

  tokenPolicyOf(id: DataProviderId): TokenPolicy | undefined {
    return numberOf(OUTBOUND_PREFIX, id) === undefined ? undefined : this.outbound?.tokenPolicy;
  }
}
