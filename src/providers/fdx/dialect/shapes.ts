import type { FdxEntity } from "../../../fdx/entity.js";
import { fieldType } from "../../../fdx/field-type.js";
import { FDX_ENTITIES } from "../../../fdx/model.js";
import { OTHER_WAYS, type OtherWays } from "./other-ways.js";
import type { Kinds, Member, Shape } from "./shape.js";

/**
 * Makes the shapes of the entities of the field tables, each once: brackets are lists, `Boolean` is a truth value, the
 * name of another table is a record inside. Entities may hold each other.
 */
export class Shapes {
  readonly #tables: ReadonlyMap<string, FdxEntity>;
  readonly #ways: ReadonlyMap<string, OtherWays>;
  readonly #made = new Map<string, Shape>();

  /** @param ways what no table says, by the entity's name. */
  constructor(tables: readonly FdxEntity[], ways: Readonly<Record<string, OtherWays>>) {
    this.#tables = new Map(tables.map((entity) => [entity.name, entity]));
    this.#ways = new Map(Object.entries(ways));
  }

  /** @throws Error for a name that no table has */
  of(name: string): Shape {
    const made = this.#made.get(name);
    if (made !== undefined) return made;
    const entity = this.#tables.get(name);
    if (entity === undefined) throw new Error(`no FDX table is called ${name}`);
    const shape: { -readonly [Part in keyof Shape]: Shape[Part] } = this.#withoutMembers(entity);
    // Before it is finished: what it holds may hold it.
    this.#made.set(name, shape);
    shape.members = this.#membersOf(entity);
    if (entity.tellBy !== undefined) shape.kinds = this.#kindsOf(entity.name, entity.tellBy, shape);
    return shape;
  }

  #withoutMembers(entity: FdxEntity): Shape {
    const ways = this.#lineage(entity).flatMap(({ name }) => this.#ways.get(name) ?? []);
    return {
      names: ways.flatMap(({ names = [] }) => names),
      further: ways.flatMap(({ further = [] }) => further),
      alone: ways.find(({ alone }) => alone !== undefined)?.alone,
      ...{ members: [], kinds: undefined },
    };
  }

  /** The entity and those whose rows it has too, the farthest first. */
  #lineage(entity: FdxEntity): readonly FdxEntity[] {
    const base = this.#tables.get(entity.extends ?? "");
    return base === undefined ? [entity] : [...this.#lineage(base), entity];
  }

  #membersOf(entity: FdxEntity): readonly Member[] {
    const members = this.#lineage(entity).flatMap(({ fields }) =>
      Object.entries(fields).map(([name, field]): Member => {
        const { name: type, isList } = fieldType(field);
        const part = this.#canDiffer(type) ? this.of(type) : undefined;
        return { name, isList, isBoolean: type === "Boolean", part };
      }),
    );
    return members.filter(({ isList, isBoolean, part }) => isList || isBoolean || part !== undefined);
  }

  /** Whether anything in such a record, however deep, is written otherwise by some. */
  #canDiffer(name: string, seen = new Set<string>()): boolean {
    const entity = this.#tables.get(name);
    if (entity === undefined || seen.has(name)) return false;
    seen.add(name);
    return [...this.#lineage(entity), ...this.#kinds(name)].some(
      (member) =>
        this.#ways.has(member.name) ||
        Object.values(member.fields).some((field) => {
          const { name: type, isList } = fieldType(field);
          return isList || type === "Boolean" || this.#canDiffer(type, seen);
        }),
    );
  }

  #kindsOf(name: string, tellBy: string, base: Shape): Kinds {
    const kinds = this.#kinds(name);
    const otherwise = kinds.find((kind) => kind.otherwise)?.name;
    return {
      tellBy,
      byValue: new Map(kinds.map((kind) => [kind.when, this.of(kind.name)])),
      otherwise: otherwise === undefined ? base : this.of(otherwise),
      any: joined(kinds.map((kind) => this.of(kind.name))),
    };
  }

  #kinds(base: string): readonly FdxEntity[] {
    return [...this.#tables.values()].filter((entity) => entity.extends === base);
  }
}

/** Each name, function and member once. */
function joined(shapes: readonly Shape[]): Shape {
  const members = shapes.flatMap((shape) => shape.members.map((member) => [member.name, member] as const));
  return {
    names: [...new Set(shapes.flatMap(({ names }) => names))],
    further: [...new Set(shapes.flatMap(({ further }) => further))],
    members: [...new Map(members).values()],
    ...{ alone: undefined, kinds: undefined },
  };
}

/** Of FDX 6.4. */
export const SHAPES = new Shapes(FDX_ENTITIES, OTHER_WAYS);
