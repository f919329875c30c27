import type { CompiledProjection, PlannedField, PlannedObject } from "../compiled-projection.js";
import { MAX_ID_LENGTH } from "../limits.js";
import type { JsonTree } from "./json-tree.js";
import { LEAF_JSON, plainText } from "./leaf-json.js";

/** The values of an object's members, in the plan's order. */
type Values = readonly (JsonTree | undefined)[];

/** Writes the rows of one body. */
export class RowWriter {
  readonly parts: string[] = [];
  readonly nulls: number[] = [];
  readonly #projection: CompiledProjection;
  readonly #slots: readonly string[];
  readonly #ids = new Set<string>();
  #row = -1;
  #rowId = "";

  constructor(projection: CompiledProjection, slots: readonly string[]) {
    this.#projection = projection;
    this.#slots = slots;
  }

  /** @returns false for an unusual row: then nothing that was written is of use. */
  write(tree: JsonTree): boolean {
    this.#row += 1;
    if (this.#row > 0) this.parts.push(",");
    const { row, idMember } = this.#projection;
    const values = valuesOf(tree, row);
    if (values === undefined || !this.#hasRequired(values)) return false;
    return this.#keepId(values[idMember]) && this.#fields(row, values);
  }

  #hasRequired(values: Values): boolean {
    return this.#projection.row.members.every(({ requiredSlot }, index) => {
      const value = values[index];
      if (requiredSlot === undefined || isMissing(value)) return true;
      return value?.kind === "leaf" && plainText(value.raw) === this.#slots[requiredSlot];
    });
  }

  #keepId(tree: JsonTree | undefined): boolean {
    const id = tree?.kind === "leaf" ? plainText(tree.raw) : undefined;
    if (id === undefined || id === "" || id.length > MAX_ID_LENGTH || this.#ids.has(id)) return false;
    this.#ids.add(id);
    this.#rowId = Buffer.from(id).toString("base64url");
    return true;
  }

  #fields({ fields }: PlannedObject, values: Values): boolean {
    this.parts.push("{");
    const isUsual = fields.every((field, index) => {
      this.parts.push(`${index === 0 ? "" : ","}${JSON.stringify(field.as)}:`);
      return this.#field(field, values[field.member]);
    });
    this.parts.push("}");
    return isUsual;
  }

  #field(field: PlannedField, value: JsonTree | undefined): boolean {
    const { source, object, position } = field;
    if (source.kind === "constant") return this.#put(this.#slots[source.slot]);
    if (source.kind === "rowId") return this.#put(`"${this.#slots[source.slot] ?? ""}.${this.#rowId}"`);
    if (value === undefined || isMissing(value)) return this.#putNull(position, source.isNeeded);
    if (object !== undefined) return this.#object(object, value);
    return value.kind === "leaf" && this.#put(leafJson(field, value.raw));
  }

  #object(object: PlannedObject, value: JsonTree): boolean {
    const values = valuesOf(value, object);
    return values !== undefined && this.#fields(object, values);
  }

  #putNull(position: number, isNeeded = false): boolean {
    this.nulls.push(this.#row, position);
    return this.#put("null") && !isNeeded;
  }

  #put(json: string | undefined): boolean {
    if (json !== undefined) this.parts.push(json);
    return json !== undefined;
  }
}

function leafJson({ source }: PlannedField, raw: string): string | undefined {
  if (source.kind === "constant" || source.kind === "rowId" || source.kind === "object") return undefined;
  if (source.kind !== "enum") return LEAF_JSON[source.kind](raw);
  const text = plainText(raw);
  const name = text === undefined ? undefined : source.names.get(text);
  return name === undefined ? undefined : JSON.stringify(name);
}

/** @returns `undefined` for what is no object, or is an unusual one. */
function valuesOf(tree: JsonTree, { members }: PlannedObject): Values | undefined {
  if (tree.kind !== "object") return undefined;
  const values = new Map<string, JsonTree>();
  const names = new Set(members.map(({ name }) => name));
  for (const { rawName, value } of tree.members) {
    if (rawName.includes("\\") || values.has(rawName)) return undefined;
    if (names.has(rawName)) values.set(rawName, value);
  }
  if (members.some(({ name, isSuspect }) => isSuspect && !isMissing(values.get(name)))) return undefined;
  return members.map(({ name }) => values.get(name));
}

function isMissing(tree: JsonTree | undefined): boolean {
  return tree === undefined || (tree.kind === "leaf" && tree.raw === "null");
}
