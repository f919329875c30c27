import type { ActiveConsent } from "../../consents/consent.js";
import { AccountId } from "../../core/ids.js";
import type { AccountRecord } from "../../loaders/records.js";
import type { GraphContext } from "../context.js";

/** Where an account was read: what the fields below it need to read on. Not a GraphQL field. */
const origin = Symbol("origin");

export interface AccountOrigin {
  readonly consent: ActiveConsent;
  readonly accountId: AccountId;
}

/** The parent object of every Account type: the provider's record, the gateway's id, and the origin. */
export type AccountNode = AccountRecord & { readonly id: string; readonly [origin]: AccountOrigin };

export function accountNode(
  context: GraphContext,
  consent: ActiveConsent,
  record: AccountRecord,
): AccountNode {
  const { accountId } = record;
  const place = { consent, accountId };
  const id = accountNodeId(context, place);
  const node = { id, [origin]: place, ...record };
  // A provider may send a member of this name.
  node.id = id;
  return node;
}

/** @returns `Account.id`, bound to the caller. */
export function accountNodeId({ ids, caller }: GraphContext, { consent, accountId }: AccountOrigin): string {
  return ids.encode(caller, { kind: "account", consentId: consent.id, parts: [accountId] });
}

export function originOf(node: AccountNode): AccountOrigin {
  return node[origin];
}

/**
 * Asks no bank: the MAC says that the id was ours, and the bank's 404 that the account is gone.
 * @returns `undefined` for an id that is unknown, foreign, or of a consent that is no longer active: all look the same.
 */
export async function decodeAccountId(context: GraphContext, id: string): Promise<AccountOrigin | undefined> {
  const reference = context.ids.decode(context.caller, "account", id);
  const consent = reference && (await context.activeConsent(reference.consentId));
  return consent && { consent, accountId: AccountId(reference.parts[0] ?? "") };
}
