import type { GraphQLResolveInfo } from "graphql";
import { Ctx, FieldResolver, Info, Query, Resolver, Root } from "type-graphql";
import type { ActiveConsent } from "../../consents/consent.js";
import { GatewayError } from "../../core/gateway-error.js";
import type { FdxRecord } from "../../loaders/records.js";
import { type AccountNode, originOf } from "../account/account-node.js";
import type { GraphContext } from "../context.js";
import { Account, RewardCategory, RewardProgram } from "../fdx/types.js";
import { rowOrigins } from "../nulls/null-ledger.js";
import { textOf } from "../record-id.js";
import { requireCluster } from "../require-cluster.js";
import { programOriginOf, rewardProgramNode, type RewardProgramNode } from "./reward-program-node.js";

@Resolver(() => Account)
export class RewardProgramResolver {
  @FieldResolver(() => RewardProgram, {
    nullable: true,
    description:
      "The loyalty programme of `rewardProgramId`; null if the account has none. Needs ACCOUNT_DETAILED and REWARDS; one upstream call for each programme.",
  })
  async rewardProgram(
    @Ctx() context: GraphContext,
    @Root() account: AccountNode,
  ): Promise<RewardProgramNode | null> {
    const { consent } = originOf(account);
    requireCluster(consent, "REWARDS");
    const rewardProgramId = textOf(account["rewardProgramId"]);
    if (rewardProgramId === undefined) return null;
    const { value } = await context.loaders.rewardProgram.load({ consent, rewardProgramId });
    return rewardProgramNode(consent, value, rewardProgramId);
  }

  @Query(() => [RewardProgram], {
    nullable: "items",
    description:
      "The loyalty programmes of all active consents, oldest consent first. Needs REWARDS. A consent that cannot answer is one null in the list, with its error beside the data.",
  })
  async rewardPrograms(
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<readonly (RewardProgramNode | GatewayError)[]> {
    const consents = await context.activeConsents();
    const lists = await Promise.all(consents.map((consent) => programsOf(context, consent)));
    context.nulls.tellOrigin(info.path, rowOrigins(consents, lists));
    return lists.flat();
  }
}

@Resolver(() => RewardProgram)
export class RewardCategoryResolver {
  @FieldResolver(() => [RewardCategory], {
    nullable: true,
    description:
      "What the programme gives for which purchases. Needs REWARDS; one upstream call for each programme.",
  })
  async categories(
    @Ctx() context: GraphContext,
    @Root() program: RewardProgramNode,
  ): Promise<readonly FdxRecord[] | null> {
    const { consent, rewardProgramId } = programOriginOf(program);
    if (rewardProgramId === undefined) return null;
    return context.loaders.rewardCategories.load({ consent, rewardProgramId });
  }
}

/** An error in place of a list item makes graphql-js null that item alone. */
async function programsOf(
  context: GraphContext,
  consent: ActiveConsent,
): Promise<readonly (RewardProgramNode | GatewayError)[]> {
  try {
    requireCluster(consent, "REWARDS");
    const records = await context.loaders.rewardPrograms.load(consent);
    return records.map((record) => rewardProgramNode(consent, record));
  } catch (failure) {
    if (failure instanceof GatewayError) return [failure];
    throw failure;
  }
}
