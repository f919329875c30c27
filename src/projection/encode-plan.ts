import type { CompiledProjection, PlannedField, PlannedObject } from "./compiled-projection.js";
import type { FieldSource } from "./projection.js";

/** `kernel/plan.ts` reads what is written here, by the same numbers. */
const KINDS: Readonly<Record<FieldSource["kind"], number>> = {
  constant: 0,
  rowId: 1,
  object: 2,
  enum: 3,
  text: 4,
  id: 4,
  decimal: 5,
  int: 6,
  boolean: 7,
  date: 8,
  dateTime: 9,
  currency: 10,
  masked: 11,
};

/** The kernel compares and copies sixteen bytes at once. */
const PADDING = 16;

/**
 * Tables of 32-bit words that point at each other and at texts by their distance from the plan's first byte:
 *
 * ```text
 * plan    list's name (place, length), row, place of the id among the row's members, count of objects
 * object  members (count, place), fields (count, place), number of the object
 * member  name (place, length), 1 for a suspect, 1 + slot of the required text or 0
 * field   text before the value (place, length), kind, member, slot, or 1 where null is unusual, object or names (place),
 *         position
 * names   count, then of each the provider's text and the JSON written for it (place, length each)
 * ```
 */
export function encodePlan({ list, row, idMember }: Omit<CompiledProjection, "bytes">): Uint8Array {
  const writer = new PlanWriter();
  const plan = writer.words(5);
  writer.put(plan, [...writer.text(list), encodeObject(writer, row), idMember]);
  writer.put(plan + 16, [writer.objects]);
  return writer.finish();
}

function encodeObject(writer: PlanWriter, { members, fields }: PlannedObject): number {
  const object = writer.words(5);
  const number = writer.objects++;
  const memberTable = writer.words(4 * members.length);
  const fieldTable = writer.words(7 * fields.length);
  writer.put(object, [members.length, memberTable, fields.length, fieldTable, number]);
  for (const [index, { name, isSuspect, requiredSlot }] of members.entries()) {
    const required = requiredSlot === undefined ? 0 : requiredSlot + 1;
    writer.put(memberTable + 16 * index, [...writer.text(name), Number(isSuspect), required]);
  }
  for (const [index, field] of fields.entries()) {
    const before = writer.text(`${index === 0 ? "{" : ","}${JSON.stringify(field.as)}:`);
    writer.put(fieldTable + 28 * index, [...before, ...encodeSource(writer, field), field.position]);
  }
  return object;
}

function encodeSource(writer: PlanWriter, { source, member, object }: PlannedField): readonly number[] {
  const kind = KINDS[source.kind];
  if (source.kind === "constant" || source.kind === "rowId") return [kind, 0, source.slot, 0];
  const isNeeded = Number(source.isNeeded === true);
  if (object !== undefined) return [kind, member, isNeeded, encodeObject(writer, object)];
  return [kind, member, isNeeded, source.kind === "enum" ? encodeNames(writer, source.names) : 0];
}

function encodeNames(writer: PlanWriter, names: ReadonlyMap<string, string>): number {
  const table = writer.words(1 + 4 * names.size);
  const entries = [...names].flatMap(([text, name]) => [
    ...writer.text(text),
    ...writer.text(JSON.stringify(name)),
  ]);
  writer.put(table, [names.size, ...entries]);
  return table;
}

class PlanWriter {
  objects = 0;
  #buffer = Buffer.alloc(1024);
  #end = 0;

  /** @returns the place of so many words, all 0. */
  words(count: number): number {
    return this.#reserve(4 * count);
  }

  /** @returns its place and its length in UTF-8. */
  text(text: string): readonly [place: number, length: number] {
    const length = Buffer.byteLength(text);
    const place = this.#reserve(length);
    this.#buffer.write(text, place);
    return [place, length];
  }

  put(place: number, words: readonly number[]): void {
    for (const [index, word] of words.entries()) this.#buffer.writeUInt32LE(word, place + 4 * index);
  }

  finish(): Uint8Array {
    return this.#buffer.subarray(0, this.#end + PADDING);
  }

  #reserve(bytes: number): number {
    const place = this.#end;
    this.#end += Math.ceil(bytes / 4) * 4;
    const needed = this.#end + PADDING;
    if (needed > this.#buffer.length) {
      this.#buffer = Buffer.concat([this.#buffer], Math.max(needed, 2 * this.#buffer.length));
    }
    return place;
  }
}
