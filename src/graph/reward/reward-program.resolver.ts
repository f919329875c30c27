import type { GraphQLResolveInfo } from "graphql";
import { Ctx, FieldResolver, Info, Query, Resolver, Root } from "type-graphql";
import type { ActiveConsent } from "../../consents/consent.js";
import { GatewayError } from "../../core/gateway-error.js";
import type { WorkSignal } from "../../core/work-signal.js";
import type { FdxRecord } from "../../loaders/records.js";
import { type AccountNode, originOf } from "../account/account-node.js";
import type { GraphContext } from "../context.js";
import { Account, RewardCategory, RewardProgram } from "../fdx/types.js";
import { givenUpAt, halfTime } from "../half-time.js";
import { rowsWithGap } from "../nulls/list-gap.js";
import { textOf } from "../record-id.js";
import { joinedRows, type ShownRow } from "../shown-rows.js";
import { rootSelects, selectedFields } from "../selected-fields.js";
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
    @Info() info: GraphQLResolveInfo,
  ): Promise<RewardProgramNode | null> {
    const { consent } = originOf(account);
    requireCluster(consent, "REWARDS");
    const rewardProgramId = textOf(account["rewardProgramId"]);
    if (rewardProgramId === undefined) return null;
    const value = await loadProgram(context, info, { consent, rewardProgramId });
    const node = rewardProgramNode(consent, value, rewardProgramId);
    context.shown.tell(info, shownProgram(node, consent));
    return node;
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
    const until = selectedFields(info, []).has("categories") ? halfTime(context) : undefined;
    const lists = await Promise.all(consents.map((consent) => programsOf(context, info, { consent, until })));
    context.shown.tell(info, joinedRows(consents, lists, shownProgram));
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
    @Info() info: GraphQLResolveInfo,
  ): Promise<readonly FdxRecord[] | null> {
    const { consent, rewardProgramId } = programOriginOf(program);
    if (rewardProgramId === undefined) return null;
    const categories = await context.loaders.rewardCategories.load({ consent, rewardProgramId });
    return rowsWithGap(context, info, categories);
  }
}

/** An operation that lists the programmes as well finds this one in the list, if the bank has a list with it. */
async function loadProgram(
  { loaders }: GraphContext,
  info: GraphQLResolveInfo,
  key: { readonly consent: ActiveConsent; readonly rewardProgramId: string },
): Promise<FdxRecord> {
  const isListed = rootSelects(info, "rewardPrograms");
  // The list's failure is told where the list was asked for.
  const listed = isListed ? await loaders.rewardPrograms.load(key.consent).catch(() => undefined) : undefined;
  const found = listed?.rows.find((program) => textOf(program["rewardProgramId"]) === key.rewardProgramId);
  return found ?? (await loaders.rewardProgram.load(key)).value;
}

function shownProgram(node: RewardProgramNode | GatewayError, consent: ActiveConsent): ShownRow {
  return node instanceof GatewayError
    ? { kind: "plain", consent }
    : { kind: "reward-program", ...programOriginOf(node) };
}

/** An error in place of a list item makes graphql-js null that item alone. */
async function programsOf(
  context: GraphContext,
  info: GraphQLResolveInfo,
  { consent, until }: { readonly consent: ActiveConsent; readonly until: WorkSignal | undefined },
): Promise<readonly (RewardProgramNode | GatewayError)[]> {
  try {
    requireCluster(consent, "REWARDS");
    const list = await givenUpAt(until, context.loaders.rewardPrograms.load(consent));
    const records = rowsWithGap(context, info, list);
    return records.map((record) => rewardProgramNode(consent, record));
  } catch (failure) {
    if (failure instanceof GatewayError) return [failure];
    throw failure;
  }
}
