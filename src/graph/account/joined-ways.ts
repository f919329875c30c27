import type { ActiveConsent } from "../../consents/consent.js";
import type { DataSource } from "../../core/data-provider-info.js";
import { groupBy } from "../../core/group-by.js";
import { accountNumbers } from "../../loaders/records.js";
import type { GraphContext } from "../context.js";
import { bankIdOf } from "../data-provider/bank-id.js";
import { originOf } from "./account-node.js";
import type { AccountRow } from "./account-row.js";
import { accountTypeName } from "./account-type-name.js";

/** Whose data are newest. */
const BY_PREFERENCE: readonly DataSource[] = ["FDX", "FLINKS_OUTBOUND", "FLINKS_CONNECT"];

/** Each is compared with each. More than so many accounts with the same last digits are a bank that hides its numbers. */
const MAX_ALIKE = 50;

/** @returns whether the end user has consented at this bank by another way too, so that an account may come twice. */
export async function hasOtherWay(context: GraphContext, consent: ActiveConsent): Promise<boolean> {
  const bank = bankIdOf(context, consent);
  const consents = await context.activeConsents();
  return consents.some((other) => bankIdOf(context, other) === bank && isOtherWay(context, consent, other));
}

/**
 * Shows an account once that comes by several ways, as the best of them has it. It is known again by bank, institution,
 * transit, the end of its number and its category. Not every way tells every number (Connect has no transit for savings,
 * Outbound has none but for deposits): those that both tell must agree. Where one way has two such accounts nobody can say
 * which is which, and all are shown: an account twice is a blemish, one that is hidden is a loss.
 */
export function joinWays(context: GraphContext, rows: readonly AccountRow[]): readonly AccountRow[] {
  if (new Set(rows.map((row) => preference(context, row))).size < 2) return rows;
  const groups = [...groupBy(rows, (row) => roughKey(context, row))];
  const joined = new Map(
    groups.flatMap(([key, alike]) => (key === undefined ? [] : joinAlike(context, alike))),
  );
  return rows.flatMap((row) => (joined.has(row) ? (joined.get(row) ?? []) : row));
}

/** @returns each row that is one of several of an account: what is shown in its place, or nothing. */
function joinAlike(
  context: GraphContext,
  alike: readonly AccountRow[],
): readonly (readonly [AccountRow, AccountRow | undefined])[] {
  if (alike.length > MAX_ALIKE) return [];
  return alike.flatMap((row) => {
    const same = sameAs(context, row, alike);
    if (!isOneOfEachWay(context, same) || !isMutual(context, same, alike)) return [];
    // In the place of the first: a page that was shown when the better way failed ended with that one.
    return [[row, row === same[0] ? merged(context, same) : undefined] as const];
  });
}

/** The best of them, by all their keys. */
function merged(context: GraphContext, same: readonly AccountRow[]): AccountRow | undefined {
  const [best] = [...same].sort((one, other) => preference(context, one) - preference(context, other));
  const rank = Math.min(...same.map((each) => each.rank));
  return best && { ...best, rank, keys: same.flatMap(({ keys }) => keys) };
}

function sameAs(context: GraphContext, row: AccountRow, alike: readonly AccountRow[]): readonly AccountRow[] {
  return alike.filter((other) => other === row || mayBeSame(context, row, other));
}

/** Each of them is the same account as all the others, and as nothing else. */
function isMutual(context: GraphContext, same: readonly AccountRow[], alike: readonly AccountRow[]): boolean {
  return same.every((row) => {
    const others = sameAs(context, row, alike);
    return others.length === same.length && others.every((other) => same.includes(other));
  });
}

function isOneOfEachWay(context: GraphContext, rows: readonly AccountRow[]): boolean {
  return rows.length > 1 && new Set(rows.map((row) => preference(context, row))).size === rows.length;
}

/** @returns what is alike in every record of one account. */
function roughKey(context: GraphContext, { node }: AccountRow): string | undefined {
  const { lastDigits } = accountNumbers(node) ?? {};
  return lastDigits && `${bankIdOf(context, originOf(node).consent)} ${accountTypeName(node)} ${lastDigits}`;
}

function mayBeSame(context: GraphContext, one: AccountRow, other: AccountRow): boolean {
  const [left, right] = [branchOf(context, one), branchOf(context, other)];
  return agree(left.institution, right.institution) && agree(left.transit, right.transit);
}

/** A record that does not tell its institution is of the bank's own, where the operator has given it. */
function branchOf(
  context: GraphContext,
  { node }: AccountRow,
): { readonly institution: string | undefined; readonly transit: string | undefined } {
  const { institution, transit } = accountNumbers(node) ?? {};
  const { dataProviderId } = originOf(node).consent;
  const bank = context.dataProviders.bankOf(dataProviderId);
  return { institution: institution ?? bank?.institutionNumber, transit };
}

function agree(one: string | undefined, other: string | undefined): boolean {
  return one === undefined || other === undefined || one === other;
}

function preference(context: GraphContext, { node }: AccountRow): number {
  return BY_PREFERENCE.indexOf(sourceOf(context, originOf(node).consent));
}

function isOtherWay(context: GraphContext, one: ActiveConsent, other: ActiveConsent): boolean {
  return sourceOf(context, one) !== sourceOf(context, other);
}

/** @returns where the data of a consent come from. */
export function sourceOf({ dataProviders }: GraphContext, { dataProviderId }: ActiveConsent): DataSource {
  return dataProviders.wayOf(dataProviderId)?.source ?? "FDX";
}
