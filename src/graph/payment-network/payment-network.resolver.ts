import type { GraphQLResolveInfo } from "graphql";
import { Ctx, FieldResolver, Info, Resolver, Root } from "type-graphql";
import { auditFacts } from "../../consents/consent.js";
import type { FdxRecord } from "../../loaders/records.js";
import { Account } from "../fdx/types.js";
import { type AccountNode, originOf } from "../account/account-node.js";
import type { GraphContext } from "../context.js";
import { requireCluster } from "../require-cluster.js";
import { selectedFields } from "../selected-fields.js";
import { PaymentNetwork } from "../fdx/types.js";

const SHOWN = 4;

@Resolver(() => Account)
export class PaymentNetworkResolver {
  @FieldResolver(() => [PaymentNetwork], {
    nullable: true,
    description:
      "The networks this account can be paid over, with its numbers there. Needs PAYMENT_SUPPORT; one upstream call for each account.",
  })
  async paymentNetworks(
    @Ctx() context: GraphContext,
    @Root() account: AccountNode,
    @Info() info: GraphQLResolveInfo,
  ): Promise<readonly FdxRecord[]> {
    const origin = originOf(account);
    requireCluster(origin.consent, "PAYMENT_SUPPORT");
    const networks = await context.loaders.paymentNetworks.load(origin);
    if (selectedFields(info, []).has("identifier")) {
      context.audit("account-number.read", auditFacts(origin.consent));
    }
    return networks.map((network) => ({ ...network, identifierDisplay: masked(network["identifier"]) }));
  }
}

/** The last four characters, or none of a text so short that they would be most of it. */
function masked(identifier: unknown): string | null {
  if (typeof identifier !== "string" || identifier === "") return null;
  return identifier.length < 2 * SHOWN ? "••••" : `••••${identifier.slice(-SHOWN)}`;
}
