import type { CompiledProjection, PlannedField, PlannedObject } from "./compiled-projection.js";
import { encodePlan } from "./encode-plan.js";
import { MAX_NAMES, MAX_OBJECT_LEVELS, MAX_OBJECTS, MAX_PLAN_BYTES, MAX_SLOTS } from "./limits.js";
import type { ProjectedField, RowProjection } from "./projection.js";

/**
 * @returns `undefined` for one that is larger than `limits.ts` allows.
 * @throws RangeError for a slot that is no index, or stands both for a text and for JSON; for two texts required of one
 * member
 */
export function compileProjection(projection: RowProjection): CompiledProjection | undefined {
  const { list, idKey, required = [] } = projection;
  const slots = new Slots();
  for (const { slot } of required) slots.useAsText(slot);
  const planner = new Planner(slots);
  const row = planner.object(projection, 1, [idKey, ...required.map(({ from }) => from)]);
  if (row === undefined || slots.count > MAX_SLOTS) return undefined;
  const requiredSlots = new Map(required.map(({ from, slot }) => [from, slot]));
  if (requiredSlots.size < required.length) throw new RangeError("two texts are required of one member");
  const members = row.members.map((each) => ({ ...each, requiredSlot: requiredSlots.get(each.name) }));
  const plan = {
    list,
    row: { ...row, members },
    idMember: members.findIndex(({ name }) => name === idKey),
    slotCount: slots.count,
    textSlots: slots.texts,
  };
  const bytes = encodePlan(plan);
  return bytes.length > MAX_PLAN_BYTES ? undefined : { ...plan, bytes };
}

class Slots {
  readonly texts = new Set<number>();
  readonly #json = new Set<number>();

  get count(): number {
    return Math.max(-1, ...this.texts, ...this.#json) + 1;
  }

  useAsText(slot: number): void {
    this.#use(slot, this.texts, this.#json);
  }

  useAsJson(slot: number): void {
    this.#use(slot, this.#json, this.texts);
  }

  #use(slot: number, as: Set<number>, other: ReadonlySet<number>): void {
    if (!Number.isInteger(slot) || slot < 0) throw new RangeError(`${slot} is no slot`);
    if (other.has(slot)) throw new RangeError(`slot ${slot} stands both for a text and for JSON`);
    as.add(slot);
  }
}

class Planner {
  readonly #slots: Slots;
  #objects = 0;
  #positions = 0;

  constructor(slots: Slots) {
    this.#slots = slots;
  }

  object(
    {
      suspects,
      fields,
    }: { readonly suspects: readonly string[]; readonly fields: readonly ProjectedField[] },
    level: number,
    alsoNamed: readonly string[] = [],
  ): PlannedObject | undefined {
    this.#objects += 1;
    const read = fields.flatMap((field) => ("from" in field ? [field.from] : []));
    const names = [...new Set([...alsoNamed, ...read, ...suspects])];
    if (Math.max(names.length, fields.length) > MAX_NAMES) return undefined;
    if (level > MAX_OBJECT_LEVELS || this.#objects > MAX_OBJECTS) return undefined;
    const planned: PlannedField[] = [];
    for (const field of fields) {
      const one = this.#field(field, names, level);
      if (one === undefined) return undefined;
      planned.push(one);
    }
    const unusual = new Set(suspects);
    const members = names.map((name) => ({ name, isSuspect: unusual.has(name), requiredSlot: undefined }));
    return { members, fields: planned };
  }

  #field(field: ProjectedField, names: readonly string[], level: number): PlannedField | undefined {
    const position = this.#positions++;
    const { as } = field;
    if (field.kind === "constant") this.#slots.useAsJson(field.slot);
    if (field.kind === "rowId") this.#slots.useAsText(field.slot);
    const member = "from" in field ? names.indexOf(field.from) : -1;
    if (field.kind !== "object") return { as, source: field, member, position, object: undefined };
    const object = this.object(field, level + 1);
    return object === undefined ? undefined : { as, source: field, member, position, object };
  }
}
