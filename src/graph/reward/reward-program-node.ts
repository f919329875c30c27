import type { ActiveConsent } from "../../consents/consent.js";
import type { FdxRecord } from "../../loaders/records.js";
import { textOf } from "../record-id.js";

/** Where a programme was read: what the fields below it need to read on. Not a GraphQL field. */
const origin = Symbol("origin");

interface RewardProgramOrigin {
  readonly consent: ActiveConsent;
  /** Missing where the provider sends none: then nothing below the programme can be asked for. */
  readonly rewardProgramId: string | undefined;
}

/** The parent object of `RewardProgram`. */
export type RewardProgramNode = FdxRecord & { readonly [origin]: RewardProgramOrigin };

export function rewardProgramNode(
  consent: ActiveConsent,
  record: FdxRecord,
  rewardProgramId = textOf(record["rewardProgramId"]),
): RewardProgramNode {
  return { ...record, [origin]: { consent, rewardProgramId } };
}

export function programOriginOf(node: RewardProgramNode): RewardProgramOrigin {
  return node[origin];
}
