import type { GraphQLResolveInfo } from "graphql";
import { Ctx, FieldResolver, Info, Resolver, Root } from "type-graphql";
import type { FdxRecord } from "../../loaders/records.js";
import { type AccountNode, type AccountOrigin, originOf } from "../account/account-node.js";
import type { GraphContext } from "../context.js";
import { Account, AssetTransferNetwork, PaymentNetwork } from "../fdx/types.js";
import { rowsWithGap } from "../nulls/list-gap.js";
import { projectedNetworks } from "../projected/projected-networks.js";
import { requireCluster } from "../require-cluster.js";
import { withMaskedIdentifiers } from "./masked-identifier.js";

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
    const origin = networkOrigin(account);
    const { paymentNetworkPage, paymentNetworks } = context.loaders;
    const copied = projectedNetworks(context, info, await paymentNetworkPage.load(origin));
    const networks = copied ?? rowsWithGap(context, info, await paymentNetworks.load(origin));
    return withMaskedIdentifiers(context, info, origin, networks);
  }

  @FieldResolver(() => [AssetTransferNetwork], {
    nullable: true,
    description:
      "The networks this account's securities can be moved over, with its numbers there. Needs PAYMENT_SUPPORT; one upstream call for each account.",
  })
  async assetTransferNetworks(
    @Ctx() context: GraphContext,
    @Root() account: AccountNode,
    @Info() info: GraphQLResolveInfo,
  ): Promise<readonly FdxRecord[]> {
    const origin = networkOrigin(account);
    const networks = rowsWithGap(context, info, await context.loaders.assetTransferNetworks.load(origin));
    return withMaskedIdentifiers(context, info, origin, networks);
  }
}

/** @throws GatewayError DATA_CLUSTER_NOT_GRANTED */
function networkOrigin(account: AccountNode): AccountOrigin {
  const origin = originOf(account);
  requireCluster(origin.consent, "PAYMENT_SUPPORT");
  return origin;
}
