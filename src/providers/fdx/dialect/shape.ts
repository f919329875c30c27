import { isMissing, isPlainObject, type PlainObject } from "./plain-object.js";

/** How a record of one entity looks in FDX 6.4, as far as providers write it otherwise. */
export interface Shape {
  /** Another name → FDX 6.4's own. A value that stands under its own name already wins. */
  readonly names: readonly (readonly [other: string, own: string])[];
  /** What no table can say; runs before the members are looked at, so that what it finds is put right too. */
  readonly further: readonly ((record: PlainObject) => void)[];
  /** Only those that can differ. */
  readonly members: readonly Member[];
  /** The member that a bare value in place of the whole record stands for. */
  readonly alone: string | undefined;
  /** Of an interface or union: the shapes of its kinds. */
  readonly kinds: Kinds | undefined;
}

/** One member of a record. */
export interface Member {
  readonly name: string;
  /** One value in place of a list becomes a list of one. */
  readonly isList: boolean;
  /** Truth values are written as text by some. */
  readonly isBoolean: boolean;
  /** Of a record inside, alone or in a list; missing where nothing in it can differ. */
  readonly part: Shape | undefined;
}

export interface Kinds {
  readonly tellBy: string;
  readonly byValue: ReadonlyMap<unknown, Shape>;
  /** For a value that no kind has. */
  readonly otherwise: Shape;
  /** All kinds in one, for a record that does not say its own: no name means two things. */
  readonly any: Shape;
}

/**
 * Puts a record into its shape, in place, and writes only what differs: thousands of transactions pass here, and most
 * are right. Other names stay where they were: deleting from an object makes every later reading of it slow.
 */
export function putRight(record: PlainObject, shape: Shape): void {
  const { names, further, members } = shape.kinds === undefined ? shape : kindOf(record, shape.kinds);
  for (const [other, own] of names) putName(record, other, own);
  for (const put of further) put(record);
  for (const member of members) {
    const value = record[member.name];
    if (isMissing(value)) continue;
    const right = rightValue(value, member);
    if (right !== value) record[member.name] = right;
  }
}

function kindOf(record: PlainObject, { tellBy, byValue, otherwise, any }: Kinds): Shape {
  const value = record[tellBy];
  return isMissing(value) ? any : (byValue.get(value) ?? otherwise);
}

function putName(record: PlainObject, other: string, own: string): void {
  const value = record[other];
  if (!isMissing(value) && isMissing(record[own])) record[own] = value;
}

function rightValue(value: unknown, { isList, isBoolean, part }: Member): unknown {
  if (isList) return rightList(value, part);
  if (isBoolean) return rightTruth(value);
  return part === undefined ? value : rightPart(value, part);
}

function rightList(value: unknown, part: Shape | undefined): unknown {
  const list = listOf(value);
  if (part === undefined) return list;
  for (let index = 0; index < list.length; index += 1) {
    const entry = list[index];
    const right = rightPart(entry, part);
    if (right !== entry) list[index] = right;
  }
  return list;
}

function listOf(value: unknown): unknown[] {
  if (!Array.isArray(value)) return value === "" ? [] : [value];
  return value.includes(null) ? value.filter((entry) => entry !== null) : value;
}

function rightPart(value: unknown, shape: Shape): unknown {
  if (isPlainObject(value)) putRight(value, shape);
  else if (shape.alone !== undefined && isBare(value)) return { [shape.alone]: value };
  return value;
}

function isBare(value: unknown): boolean {
  return (typeof value === "string" && value !== "") || typeof value === "number";
}

function rightTruth(value: unknown): unknown {
  if (typeof value !== "string") return value;
  const text = value.trim().toLowerCase();
  if (text === "true") return true;
  return text === "false" ? false : value;
}
