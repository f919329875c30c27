import type { ObjectSource, ProjectedField } from "../../../src/projection/projection.js";
import type { Random } from "../../../src/sandbox/seed/random.js";
import { pickOf } from "../../fuzz/pick.js";
import { CATEGORY, type MadeProjection } from "./made-projection.js";
import { anyJson, madeLeaf, madeText, oddToken } from "./made-values.js";

type Member = readonly [rawName: string, raw: string];

const MAX_ROWS = 8;
const GAPS = [[""], [" "], ["", "", " ", "\n\t", "\r\n                    "]];

/**
 * A body for the projection.
 * @param oddity how likely each place is to hold something unusual; with 0, the body is one that a bank would send.
 */
export function madeBody(random: Random, made: MadeProjection, oddity: number): string {
  return new BodyMaker(random, made, oddity).body();
}

class BodyMaker {
  readonly #random: Random;
  readonly #made: MadeProjection;
  readonly #oddity: number;
  readonly #gaps: readonly string[];

  constructor(random: Random, made: MadeProjection, oddity: number) {
    this.#random = random;
    this.#made = made;
    this.#oddity = oddity;
    this.#gaps = pickOf(GAPS, random);
  }

  body(): string {
    const rows = Array.from({ length: this.#random.integer(this.#isOdd() ? 0 : 1, MAX_ROWS) }, (_, index) =>
      this.#isOdd() ? oddToken(this.#random) : this.#row(index),
    );
    const list: Member = [this.#made.projection.list, this.#joined("[", rows, "]")];
    const members: Member[] = [["page", '{"totalElements":3}'], list, ["links", anyJson(this.#random)]];
    if (this.#isOdd()) members.push(list);
    if (this.#isOdd()) members.push(["p\\u0061ge", "1"]);
    return `${this.#gap()}${this.#object(members)}${this.#isOdd() ? pickOf(["x", "\0", "{}"], this.#random) : this.#gap()}`;
  }

  #row(index: number): string {
    const { projection, slots } = this.#made;
    const { idKey, required = [] } = projection;
    const id = this.#isOdd()
      ? pickOf(['"0"', '""', "1", "null", '"a\\/b"', `"${"é".repeat(257)}"`], this.#random)
      : `"${this.#id(index)}"`;
    const members: Member[] = [[idKey, id], ...this.#members(projection, 1)];
    for (const { slot } of required) {
      const usual = pickOf(["null", `"${slots[slot] ?? ""}"`], this.#random);
      members.push([CATEGORY, this.#isOdd() ? oddToken(this.#random) : usual]);
    }
    return this.#object(members);
  }

  #id(index: number): string {
    return `${"é".repeat(index % 3)}${"row-".repeat(this.#random.integer(0, 10))}${index}`;
  }

  #members({ suspects, fields }: Pick<ObjectSource, "suspects" | "fields">, level: number): Member[] {
    const read = new Map(fields.flatMap((field) => ("from" in field ? [[field.from, field] as const] : [])));
    const members = [...read].flatMap(([name, field]): Member[] =>
      this.#isLeftOut(field) ? [] : [[name, this.#value(field, level)]],
    );
    for (const name of suspects) {
      if (this.#isOdd()) members.push([name, oddToken(this.#random)]);
      else if (this.#random.chance(0.1)) members.push([name, "null"]);
    }
    const others = this.#random.integer(0, 3);
    for (let other = 0; other < others; other += 1) members.push([`other${other}`, anyJson(this.#random)]);
    return this.#shaken(members);
  }

  #value(field: ProjectedField, level: number): string {
    if (this.#isOdd()) return oddToken(this.#random);
    if (field.kind === "constant" || field.kind === "rowId" || this.#isLeftOut(field)) return "null";
    if (field.kind === "object") return this.#object(this.#members(field, level + 1));
    if (field.kind === "enum") return `"${pickOf([...field.names.keys()], this.#random)}"`;
    return madeLeaf(field.kind, this.#random);
  }

  #isLeftOut(field: ProjectedField): boolean {
    const isNeeded = "from" in field && field.isNeeded === true;
    return isNeeded ? this.#isOdd() : this.#random.chance(0.1);
  }

  /** Most rows keep one order. */
  #shaken(members: Member[]): Member[] {
    if (this.#random.chance(0.15)) members.reverse();
    if (this.#isOdd() && members.length > 0) members.push(pickOf(members, this.#random));
    if (this.#isOdd()) members.push([madeText(this.#random).slice(1, -1), "1"]);
    return members;
  }

  #object(members: readonly Member[]): string {
    const texts = members.map(([name, raw]) => `"${name}"${this.#gap()}:${this.#gap()}${raw}`);
    return this.#joined("{", texts, "}");
  }

  #joined(open: string, items: readonly string[], close: string): string {
    return `${open}${items.map((item) => `${this.#gap()}${item}${this.#gap()}`).join(",")}${close}`;
  }

  #gap(): string {
    return pickOf(this.#gaps, this.#random);
  }

  #isOdd(): boolean {
    return this.#random.chance(this.#oddity);
  }
}
