import type { ObjectSource, ProjectedField, RowProjection } from "../../../src/projection/projection.js";
import type { Random } from "../../../src/sandbox/seed/random.js";
import { pickOf } from "../../fuzz/pick.js";

export interface MadeProjection {
  readonly projection: RowProjection;
  readonly slots: readonly string[];
}

const LIST_NAMES = ["transactions", "rows", "é", "aListWhoseNameIsLongerThanSixteenBytes"];
const ID_NAMES = ["transactionId", "id", "aRowsIdentifierOfMoreThanSixteenBytes"];
const NAMES = [
  ...[
    "amount",
    "description",
    "postedTimestamp",
    "status",
    "memo",
    "a",
    "b",
    "é",
    "x y",
    "__proto__",
    "toString",
  ],
  ...[
    "aMemberOfMoreThanSixteen",
    "aMemberWhoseNameIsSoLongThatNobodyGuessesItFromTheRowBefore",
    "sixteen-letters!",
  ],
];
const SUSPECTS = ["timestamp", "transactionID", "title"];
export const CATEGORY = "accountCategory";
const KINDS = [
  "text",
  "id",
  "masked",
  "decimal",
  "int",
  "boolean",
  "date",
  "dateTime",
  "currency",
  "enum",
  "object",
] as const;
const ENUM = new Map([
  ["POSTED", "POSTED"],
  ["PENDING", "WAITING"],
  ["é", "ACCENT"],
  ["", "EMPTY"],
  ["A_VALUE_OF_MORE_THAN_SIXTEEN_LETTERS", "LONG"],
]);
/** A constant is JSON, the others are texts. */
const CONSTANT = 0;
const ROW_TEXT = 1;
const REQUIRED = 2;
const MAX_FIELDS = 7;
const MAX_LEVELS = 3;

/** A projection by chance, and what its slots stand for. A member has one kind, however often it is read. */
export function madeProjection(random: Random): MadeProjection {
  const constant = JSON.stringify(pickOf(["DepositTransaction", 'a"b\n', 12.5, null, true, "é😀"], random));
  const text = pickOf(["account", "x".repeat(200), 'a"\\\u0001', "é😀", "\ud800", ""], random);
  const required = pickOf(["DEPOSIT_ACCOUNT", "é", "A CATEGORY OF MORE THAN SIXTEEN"], random);
  return {
    projection: {
      ...{ list: pickOf(LIST_NAMES, random), idKey: pickOf(ID_NAMES, random) },
      ...object(random, 1),
      required: random.chance(0.5) ? [{ from: CATEGORY, slot: REQUIRED }] : [],
    },
    slots: [constant, text, required],
  };
}

function object(random: Random, level: number): Pick<ObjectSource, "suspects" | "fields"> {
  const sources = new Map<string, ProjectedField>();
  const fields = Array.from({ length: random.integer(0, MAX_FIELDS) }, (_, index): ProjectedField => {
    const as = `f${index}`;
    if (random.chance(0.1)) return { as, kind: "constant", slot: CONSTANT };
    if (random.chance(0.1)) return { as, kind: "rowId", slot: ROW_TEXT };
    const from = pickOf(NAMES, random);
    const source = sources.get(from) ?? field(random, from, level);
    sources.set(from, source);
    return { ...source, as };
  });
  return { fields, suspects: SUSPECTS.filter(() => random.chance(0.3)) };
}

function field(random: Random, from: string, level: number): ProjectedField {
  const kind = pickOf(KINDS, random);
  const read = { as: from, from, isNeeded: random.chance(0.15) };
  if (kind === "enum") return { ...read, kind, names: ENUM };
  if (kind !== "object") return { ...read, kind };
  return level < MAX_LEVELS ? { ...read, kind, ...object(random, level + 1) } : { ...read, kind: "text" };
}
