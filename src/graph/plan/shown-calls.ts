import { getNamedType } from "graphql";
import { groupBy } from "../../core/group-by.js";
import { accountTypeName } from "../account/account-type-name.js";
import { hasCluster } from "../require-cluster.js";
import { textOf } from "../record-id.js";
import type { Shown, ShownRow } from "../shown-rows.js";
import { documentIdOf } from "../statement/document-id.js";
import { addAccountCall } from "./account-calls.js";
import type { NeededCalls } from "./needed-calls.js";
import { type PlannedField, plannedFields, type PlanScope } from "./plan-scope.js";

/** Adds what the fields of everything that the answer shows cost. */
export function addShownCalls(calls: NeededCalls, scope: PlanScope): void {
  const { fields } = scope.context.shown;
  const listed = new Set(fields.flatMap(({ rows, isSingle }) => (isSingle ? [] : rows.flatMap(programKey))));
  for (const shown of fields) {
    for (const selection of rowSelections(scope, shown)) {
      for (const [typeName, rows] of groupBy(shown.rows, typeNameOf)) {
        const selected = plannedFields(scope, selection, typeName);
        for (const row of rows)
          for (const field of selected) addRowCall({ calls, scope, listed }, row, field);
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

function addRowCall(adding: Adding, row: ShownRow, field: PlannedField): void {
  if (row.kind === "account") addAccountRowCall(adding, row, field);
  else if (row.kind === "statement" && field.name === "downloadUrl") addDocumentCall(adding, row);
  else if (field.name === "categories")
    for (const key of programKey(row)) adding.calls.add("categories", key);
}

function addAccountRowCall(
  { calls, scope, listed }: Adding,
  row: RowOf<"account">,
  field: PlannedField,
): void {
  addAccountCall(calls, scope, row, field);
  if (field.name === "rewardProgram") addProgramCall(calls, listed, row);
}

type RowOf<Kind> = Extract<ShownRow, { readonly kind: Kind }>;

function addProgramCall(
  calls: NeededCalls,
  listed: ReadonlySet<string>,
  { consent, record }: RowOf<"account">,
): void {
  const id = textOf(record["rewardProgramId"]);
  if (id === undefined || !hasCluster(consent, "REWARDS")) return;
  const key = keyOf(consent.id, id);
  if (!listed.has(key)) calls.add("rewardProgram", key);
}

function addDocumentCall({ calls }: Adding, { consent, accountId, record }: RowOf<"statement">): void {
  const statementId = documentIdOf(record);
  if (statementId !== undefined) calls.add("document", consent.id, accountId, statementId);
}

/** @returns none for a row that is no programme, or one without an id. */
function programKey(row: ShownRow): readonly string[] {
  if (row.kind !== "reward-program" || row.rewardProgramId === undefined) return [];
  return [keyOf(row.consent.id, row.rewardProgramId)];
}

function keyOf(...parts: readonly string[]): string {
  return JSON.stringify(parts);
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
