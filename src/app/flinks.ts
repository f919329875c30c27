import type { GatewayConfig, TokenPolicy } from "../config/gateway-config.js";
import type { ConsentRepository } from "../consents/consent-repository.js";
import type { Closers } from "../core/closers.js";
import type { DataProviderId } from "../core/ids.js";
import type { AuthorizationServer } from "../oauth/authorization-server.js";
import type { AnswerCache } from "../providers/cache/answer-cache.js";
import type { ProviderGuards } from "../providers/guard/provider-guards.js";
import { numberOf, type ProviderFamily } from "../providers/provider-directory.js";
import type { TokenManager } from "../tokens/token-manager.js";
import { ConnectNetwork } from "./connect-network.js";
import type { Foundations } from "./foundations.js";
import { OutboundNetwork } from "./outbound-network.js";

interface FlinksParts {
  readonly ground: Foundations;
  readonly repository: ConsentRepository;
  /** None if left out, as where no data are read. */
  readonly guards?: ProviderGuards | undefined;
  /** Of what Outbound's banks answer; Connect has snapshots. */
  readonly cache?: AnswerCache | undefined;
}

type Network = OutboundNetwork | ConnectNetwork;

/** What is reached through Flinks; nothing, where it is not configured. */
export class Flinks {
  readonly outbound: OutboundNetwork | undefined;
  readonly connect: ConnectNetwork | undefined;

  constructor(config: GatewayConfig, parts: FlinksParts, closers: Closers) {
    const { outbound, connect } = config.flinks ?? {};
    const { ground, guards, cache } = parts;
    this.outbound =
      outbound && new OutboundNetwork(config, { outbound, clock: ground.clock, guards, cache }, closers);
    this.connect = connect && new ConnectNetwork(config, { ...parts, connect }, closers);
  }

  families(tokens: TokenManager): readonly ProviderFamily[] {
    const families = [this.outbound?.family(tokens), this.connect?.family(tokens)];
    return families.filter((family) => family !== undefined);
  }

  authorizationServerOf(id: DataProviderId): AuthorizationServer | undefined {
    const found = this.#networkOf(id);
    return found?.network.authorizationServerOf(found.number);
  }

  tokenPolicyOf(id: DataProviderId): TokenPolicy | undefined {
    return this.#networkOf(id)?.network.tokenPolicy;
  }

  #networkOf(id: DataProviderId): { readonly network: Network; readonly number: number } | undefined {
    for (const network of [this.outbound, this.connect]) {
      if (network === undefined) continue;
      const number = numberOf(network.prefix, id);
      if (number !== undefined) return { network, number };
    }
    return undefined;
  }
}
