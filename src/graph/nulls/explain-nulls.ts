import type { GraphQLFormattedError } from "graphql";
import type { ActiveConsent } from "../../consents/consent.js";
import type { DataCluster } from "../../core/data-cluster.js";
import type { ProviderWay } from "../../core/data-provider-info.js";
import type { ErrorFacts } from "../../core/gateway-error.js";
import { groupBy } from "../../core/group-by.js";
import { entityNamed } from "../../fdx/model.js";
import { isSince } from "../../fdx/version.js";
import { partialFailure } from "../../loaders/records.js";
import type { GraphContext } from "../context.js";
import { hasCluster } from "../require-cluster.js";
import type { Path, ShownRow } from "../shown-rows.js";
import { fdxFieldFacts } from "./fdx-field-facts.js";
import { type Cause, type Keys, keysOf, NullEntries, type NullEntry } from "./null-entries.js";
import type { NullGroup } from "./null-ledger.js";
import { reasonOf } from "./null-reason.js";

export interface ExecutedOperation {
  readonly data: unknown;
  readonly errors: readonly GraphQLFormattedError[];
}

/**
 * Explains every null in the data of banks, once: those that resolvers and records left by what is known of the provider
 * and the consent, those that errors left by their codes. Entries that a list lacks are told beside them.
 */
export function explainNulls(
  context: GraphContext,
  { data, errors }: ExecutedOperation,
): readonly NullEntry[] {
  const entries = new NullEntries();
  for (const noted of context.nulls.groups) {
    // Only an error can take away again what a null was in.
    const group = errors.length === 0 ? noted : { ...noted, paths: noted.paths.filter(isStillIn(data)) };
    addGroup(entries, context, group);
  }
  addUnsupported(entries, context, data);
  for (const { path = [], extensions } of inOrder(errors)) {
    const place = firstNull(data, path);
    if (place !== undefined) entries.add(place, causeOfError(extensions));
  }
  for (const { path, failure } of context.nulls.gaps) {
    const keys = keysOf(path);
    // A list that an error took away lacks nothing.
    if (firstNull(data, keys) === undefined) {
      entries.addGap(keys, causeOfError({ code: failure.code, ...failure.facts }));
    }
  }
  return entries.list();
}

/** What an error has taken away beside them is told by that error. */
function addUnsupported(entries: NullEntries, { nulls }: GraphContext, data: unknown): void {
  const isThere = isStillIn(data);
  for (const { path, failure } of nulls.unsupported) {
    if (isThere(path)) entries.add(path, causeOfError({ code: failure.code, ...failure.facts }));
  }
}

/** The paths of a group differ in nothing but numbers, and most lead to few rows. */
function addGroup(entries: NullEntries, context: GraphContext, group: NullGroup): void {
  const [first] = group.paths;
  if (first === undefined) return;
  const pattern = keysOf(first).map((key) => (typeof key === "number" ? "*" : key));
  for (const [row, paths] of groupBy(group.paths, (path) => context.shown.at(path))) {
    entries.addAll(pattern, paths, row === undefined ? causeAtRoot(group) : causeOf(context, group, row));
  }
}

/** Nothing was read: an id is none of the caller's, or, for a customer, the end user has consented to nothing. */
function causeAtRoot({ fieldName }: NullGroup): Cause {
  return { reason: fieldName === "customer" ? "NOT_CONSENTED" : "NOT_FOUND" };
}

/** Whether an account's own record has the field: `holders` come by another call. */
function isOfRecord(typeName: string, fieldName: string): boolean {
  return entityNamed(typeName).extends === "Account" && fieldName !== "holders";
}

/** The account with details holds what the basic one does. */
function isGranted(consent: ActiveConsent, cluster: DataCluster): boolean {
  return (
    hasCluster(consent, cluster) || (cluster === "ACCOUNT_BASIC" && hasCluster(consent, "ACCOUNT_DETAILED"))
  );
}

function causeOf(context: GraphContext, { typeName, fieldName }: NullGroup, row: ShownRow): Cause {
  const { consent } = row;
  const failure = isOfRecord(typeName, fieldName) && row.kind === "account" && partialFailure(row.record);
  if (failure) return causeOfError({ code: failure.code, ...failure.facts });
  const { cluster, since } = fdxFieldFacts(typeName, fieldName) ?? {};
  const way = context.dataProviders.wayOf(consent.dataProviderId);
  const reason = canFill(way, { typeName, fieldName, since }) ? "EMPTY" : "NOT_SUPPORTED";
  if (cluster === undefined) return { reason };
  return { reason: isGranted(consent, cluster) ? reason : "NOT_CONSENTED", cluster };
}

interface FieldOfType {
  readonly typeName: string;
  readonly fieldName: string;
  readonly since: string | undefined;
}

/** Whether the bank's FDX version has the field already, or the source that is no FDX can know it at all. */
function canFill(way: ProviderWay | undefined, { typeName, fieldName, since }: FieldOfType): boolean {
  if (way === undefined) return true;
  const isToldBySource = way.canFill?.(typeName, fieldName) ?? true;
  return (
    isToldBySource && (since === undefined || way.fdxVersion === undefined || isSince(way.fdxVersion, since))
  );
}

interface ErrorExtensions extends ErrorFacts {
  readonly code?: string;
}

function causeOfError(extensions: ErrorExtensions = {}): Cause {
  const { code = "INTERNAL", dataCluster } = extensions;
  const cluster: { readonly cluster?: DataCluster } =
    dataCluster === undefined ? {} : { cluster: dataCluster };
  return { reason: reasonOf(code, extensions), ...cluster, code };
}

/** By path, not by the time at which they came: of two that left one null the first is told. */
function inOrder(errors: readonly GraphQLFormattedError[]): readonly GraphQLFormattedError[] {
  const names = new Map(errors.map((error) => [error, (error.path ?? []).join(".")]));
  return [...errors].sort((one, other) => ((names.get(one) ?? "") < (names.get(other) ?? "") ? -1 : 1));
}

function isStillIn(data: unknown): (path: Path) => boolean {
  return (path) => {
    const keys = keysOf(path);
    return firstNull(data, keys)?.length === keys.length;
  };
}

/**
 * A field that may not be null takes what it stands in with it.
 * @returns where on the way to an error's field the answer has its null.
 */
function firstNull(data: unknown, path: Keys): Keys | undefined {
  let value = data;
  for (const [index, key] of path.entries()) {
    if (value === null) return path.slice(0, index);
    // A row of a list that is put in later, as a whole.
    if (value === undefined) return path;
    value = (value as Readonly<Record<string | number, unknown>>)[key];
  }
  return value === null ? path : undefined;
}
