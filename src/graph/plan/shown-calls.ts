import { getNamedType } from "graphql";
import type { ActiveConsent } from "../../consents/consent.js";
import { groupBy } from "../../core/group-by.js";
import { accountTypeName } from "../account/account-type-name.js";
import { textOf } from "../record-id.js";
import type { Shown, ShownRow } from "../shown-rows.js";
import { WINDOW_PAGE_SIZE } from "../transaction/account-history.js";
import { documentIdOf } from "../statement/document-id.js";
import { accountCall, type AddAccountCall } from "./account-calls.js";
import type { NeededCalls } from "./needed-calls.js";
import { type PlannedField, plannedFields, type PlanScope, unlessRefused } from "./plan-scope.js";

/** Adds what the fields of everything that the answer shows cost. */
export function addShownCalls(calls: NeededCalls, scope: PlanScope): void {
  const { fields, windows } = scope.context.shown;
  const listed = new Set(fields.flatMap(({ rows, isSingle }) => (isSingle ? [] : rows.flatMap(programKey))));
  for (const shown of fields)
    unlessRefused(() => {
      addCallsOf({ calls, scope, listed }, shown);
    });
  for (const { consent, accountId, startDate, endDate } of windows) {
    calls.add("TRANSACTIONS", consent, accountId, startDate, endDate, WINDOW_PAGE_SIZE, undefined);
  }
}

function addCallsOf(adding: Adding, shown: Shown): void {
  for (const selection of rowSelections(adding.scope, shown)) {
    for (const [typeName, rows] of groupBy(shown.rows, typeNameOf)) {
      for (const field of plannedFields(adding.scope, selection, typeName)) {
        const addAccountCall = accountCall(adding.scope, field);
        for (const row of rows) addRowCall(adding, row, field, addAccountCall);
      }
    }
  }
}

type Selection = Parameters<typeof plannedFields>[1];

interface Adding {
  readonly calls: NeededCalls;
  readonly scope: PlanScope;
  /** Programmes that a list holds, which need not be asked for one by one. */
  readonly listed: ReadonlySet<string>;
}

function addRowCall(
  adding: Adding,
  row: ShownRow,
  field: PlannedField,
  addAccountCall: AddAccountCall | undefined,
): void {
  if (row.kind === "account") {
    addAccountCall?.(adding.calls, row);
    addProgramCall(adding, row, field);
  } else if (row.kind === "statement" && field.name === "downloadUrl") addDocumentCall(adding, row);
  else if (row.kind === "reward-program" && field.name === "categories") addCategoryCall(adding, row);
}

function addProgramCall({ calls, listed }: Adding, row: RowOf<"account">, field: PlannedField): void {
  const id = field.name === "rewardProgram" ? textOf(row.record["rewardProgramId"]) : undefined;
  if (id === undefined || listed.has(keyOf(row.consent, id))) return;
  calls.add("REWARD_PROGRAM", row.consent, id);
}

type RowOf<Kind> = Extract<ShownRow, { readonly kind: Kind }>;

function addDocumentCall({ calls }: Adding, { consent, accountId, record }: RowOf<"statement">): void {
  const statementId = documentIdOf(record);
  if (statementId !== undefined) calls.add("STATEMENT_DOCUMENT", consent, accountId, statementId);
}

function addCategoryCall({ calls }: Adding, { consent, rewardProgramId }: RowOf<"reward-program">): void {
  if (rewardProgramId !== undefined) calls.add("REWARD_CATEGORIES", consent, rewardProgramId);
}

/** @returns none for a row that is no programme, or one without an id. */
function programKey(row: ShownRow): readonly string[] {
  if (row.kind !== "reward-program" || row.rewardProgramId === undefined) return [];
  return [keyOf(row.consent, row.rewardProgramId)];
}

function keyOf({ id }: ActiveConsent, rewardProgramId: string): string {
  return `${id} ${rewardProgramId}`;
}

function typeNameOf(row: ShownRow): string {
  switch (row.kind) {
    case "account":
      return accountTypeName(row.record);
    case "statement":
      return "Statement";
    case "reward-program":
      return "RewardProgram";
    case "plain":
      return "";
  }
}

/** A page shows each row under `nodes` and under `edges { node }`, each as often as it is named; else it is selected directly. */
function rowSelections(scope: PlanScope, { info }: Shown): readonly Selection[] {
  const own = info.fieldNodes.map(({ selectionSet }) => selectionSet);
  const { name } = getNamedType(info.returnType);
  if (!name.endsWith("Connection")) return [own];
  const edges = selectionsOf(scope, own, "edges");
  return [...selectionsOf(scope, own, "nodes"), ...edges.flatMap((set) => selectionsOf(scope, set, "node"))];
}

function selectionsOf(scope: PlanScope, sets: Selection, name: string): readonly Selection[] {
  const fields = plannedFields(scope, sets).filter((field) => field.name === name);
  return fields.map(({ nodes }) => nodes.map(({ selectionSet }) => selectionSet));
}
