import { isMissing, isPlainObject, type PlainObject } from "./plain-object.js";

/** How a record of one kind looks in FDX 6.4, as far as providers write it otherwise. */
export interface Shape {
  /** Another name → FDX 6.4's own. A value that stands under its own name already wins. */
  readonly names: readonly (readonly [other: string, own: string])[];
  /** Lists. One value in place of a list becomes a list of one. */
  readonly lists: readonly string[];
  /** Truth values that some providers write as text. */
  readonly booleans: readonly string[];
  /** Records inside, alone or in a list. */
  readonly parts: readonly (readonly [name: string, shape: Shape])[];
  /** What no table can say; runs last. */
  readonly further: ((record: PlainObject) => void) | undefined;
}

const AS_IT_COMES: Shape = { names: [], lists: [], booleans: [], parts: [], further: undefined };

export function shapeOf(tables: Partial<Shape>): Shape {
  return { ...AS_IT_COMES, ...tables };
}

const TRUTH = new Map<unknown, boolean>([
  ["true", true],
  ["false", false],
]);

/**
 * Puts a record into its shape, in place, and writes only what differs: thousands of transactions pass here, and most
 * are right. Other names stay where they were: deleting from an object makes every later reading of it slow.
 */
export function putRight(record: PlainObject, shape: Shape): void {
  for (const [other, own] of shape.names) putName(record, other, own);
  for (const name of shape.lists) putList(record, name);
  for (const name of shape.booleans) putBoolean(record, name);
  for (const [name, inner] of shape.parts) putParts(record[name], inner);
  shape.further?.(record);
}

function putName(record: PlainObject, other: string, own: string): void {
  const value = record[other];
  if (!isMissing(value) && isMissing(record[own])) record[own] = value;
}

function putList(record: PlainObject, name: string): void {
  const value = record[name];
  if (isMissing(value)) return;
  if (!Array.isArray(value)) record[name] = value === "" ? [] : [value];
  else if (value.includes(null)) record[name] = value.filter((entry) => entry !== null);
}

function putBoolean(record: PlainObject, name: string): void {
  const value = record[name];
  if (typeof value !== "string") return;
  const truth = TRUTH.get(value.trim().toLowerCase());
  if (truth !== undefined) record[name] = truth;
}

function putParts(value: unknown, shape: Shape): void {
  if (isMissing(value)) return;
  const parts: readonly unknown[] = Array.isArray(value) ? value : [value];
  for (const part of parts) {
    if (isPlainObject(part)) putRight(part, shape);
  }
}
