import type { ActiveConsent } from "../../consents/consent.js";
import type { DataSource } from "../../core/data-provider-info.js";
import { groupBy } from "../../core/group-by.js";
import { accountNumbers } from "../../loaders/records.js";
import type { GraphContext } from "../context.js";
import { originOf } from "./account-node.js";
import type { AccountRow } from "./account-row.js";

/** Whose data are newest. */
const BY_PREFERENCE: readonly DataSource[] = ["FDX", "FLINKS_OUTBOUND", "FLINKS_CONNECT"];

/** @returns whether the end user has consented at this bank by another way too, so that an account may come twice. */
export async function hasOtherWay(context: GraphContext, consent: ActiveConsent): Promise<boolean> {
  const bank = bankIdOf(context, consent);
  const consents = await context.activeConsents();
  return consents.some((other) => bankIdOf(context, other) === bank && isOtherWay(context, consent, other));
}

/**
 * Shows an account once that comes by two ways, as the better of them has it: known again by bank, institution, transit and
 * the end of its number. Where one way has two such accounts nobody can say which is which, and all are shown.
 */
export function joinWays(context: GraphContext, rows: readonly AccountRow[]): readonly AccountRow[] {
  const joined = new Map<AccountRow, AccountRow | undefined>();
  for (const [key, same] of groupBy(rows, (row) => fingerprint(context, row))) {
    if (key === undefined || !isOneOfEachWay(context, same)) continue;
    const [best] = [...same].sort((one, other) => preference(context, one) - preference(context, other));
    for (const row of same) joined.set(row, undefined);
    if (best !== undefined) {
      const rank = Math.min(...same.map((row) => row.rank));
      joined.set(best, { ...best, rank, keys: same.flatMap(({ keys }) => keys) });
    }
  }
  return rows.flatMap((row) => (joined.has(row) ? (joined.get(row) ?? []) : row));
}

function isOneOfEachWay(context: GraphContext, rows: readonly AccountRow[]): boolean {
  const ways = new Set(rows.map((row) => preference(context, row)));
  const institutions = new Set(rows.flatMap(({ node }) => accountNumbers(node)?.institution ?? []));
  return rows.length > 1 && ways.size === rows.length && institutions.size < 2;
}

function fingerprint(context: GraphContext, { node }: AccountRow): string | undefined {
  const numbers = accountNumbers(node);
  if (numbers === undefined) return undefined;
  return `${bankIdOf(context, originOf(node).consent)} ${numbers.transit} ${numbers.lastDigits}`;
}

function preference(context: GraphContext, { node }: AccountRow): number {
  return BY_PREFERENCE.indexOf(sourceOf(context, originOf(node).consent));
}

function isOtherWay(context: GraphContext, one: ActiveConsent, other: ActiveConsent): boolean {
  return sourceOf(context, one) !== sourceOf(context, other);
}

function bankIdOf({ dataProviders }: GraphContext, { dataProviderId }: ActiveConsent): string {
  return dataProviders.bankOf(dataProviderId)?.id ?? dataProviderId;
}

/** @returns where the data of a consent come from. */
export function sourceOf({ dataProviders }: GraphContext, { dataProviderId }: ActiveConsent): DataSource {
  return dataProviders.wayOf(dataProviderId)?.source ?? "FDX";
}
