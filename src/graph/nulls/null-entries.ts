import type { DataCluster } from "../../core/data-cluster.js";
import { groupBy } from "../../core/group-by.js";
import type { Path } from "../shown-rows.js";
import type { NullReason } from "./null-reason.js";

/** A path of the answer: names and places in lists. */
export type Keys = readonly (string | number)[];

/** Why there is nothing. */
export interface Cause {
  readonly reason: NullReason;
  /** The data cluster concerned, where it is known. */
  readonly cluster?: DataCluster;
  /** The code of the failure, where there was one. */
  readonly code?: string;
}

/** One member of `extensions.nulls`. */
export interface NullEntry extends Cause {
  /** As in the answer, with `*` for every place of a list whose nulls have this same cause. */
  readonly path: Keys;
  /** The list at `path` is there, and lacks entries. */
  readonly missing?: true;
}

/** A null's place: as graphql-js has it, or as an error tells it. Made into keys only where nulls must be told apart. */
type Place = Path | Keys;

interface Null {
  readonly keys: Keys;
  readonly cause: Cause;
}

const ANY = "*";

/** Gathers nulls, and tells as few entries as explain each of them once. */
export class NullEntries {
  readonly #patterns = new Map<string, { readonly pattern: Keys; readonly causes: Map<Cause, Place[]> }>();
  readonly #gaps = new Map<string, NullEntry>();
  readonly #causes = new Map<string, Cause>();

  add(place: Place, cause: Cause): void {
    const pattern = keysOf(place).map((key) => (typeof key === "number" ? ANY : key));
    this.addAll(pattern, [place], cause);
  }

  /** As `add`, for places that differ in nothing but numbers. */
  addAll(pattern: Keys, places: readonly Place[], given: Cause): void {
    const name = pattern.join(" ");
    const cause = this.#same(given);
    const known = this.#patterns.get(name) ?? { pattern, causes: new Map<Cause, Place[]>() };
    const told = known.causes.get(cause) ?? [];
    this.#patterns.set(name, known);
    known.causes.set(cause, told);
    for (const place of places) told.push(place);
  }

  addGap(path: Keys, cause: Cause): void {
    const entry: NullEntry = { path, ...cause, missing: true };
    this.#gaps.set(JSON.stringify(entry), entry);
  }

  /** @returns the one object that stands for this cause. */
  #same(cause: Cause): Cause {
    const name = `${cause.reason} ${cause.cluster ?? ""} ${cause.code ?? ""}`;
    const known = this.#causes.get(name) ?? cause;
    this.#causes.set(name, known);
    return known;
  }

  /** @returns the entries by their paths: which of two banks answered first must not show. */
  list(): readonly NullEntry[] {
    const entries = [...this.#patterns.values()].flatMap(({ pattern, causes }) => {
      const [first, ...others] = causes.keys();
      if (first !== undefined && others.length === 0) return [{ path: pattern, ...first }];
      return apart(pattern, nullsOf(causes));
    });
    return [...entries, ...this.#gaps.values()].sort(byPath);
  }
}

function byPath(one: NullEntry, other: NullEntry): number {
  const [a, b] = [one.path.join("."), other.path.join(".")];
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** Fixes the outermost place of a list in the pattern, and so on inwards, until all nulls below have one cause. */
function apart(pattern: Keys, nulls: readonly Null[]): NullEntry[] {
  const [first] = nulls;
  if (first === undefined) return [];
  const star = pattern.indexOf(ANY);
  if (star < 0 || nulls.every(({ cause }) => cause === first.cause))
    return [{ path: pattern, ...first.cause }];
  const places = groupBy(nulls, ({ keys }) => keys[star] ?? ANY);
  return [...places].flatMap(([place, below]) => apart(fixed(pattern, star, place), below));
}

function fixed(pattern: Keys, star: number, place: Keys[number]): Keys {
  return pattern.map((key, index) => (index === star ? place : key));
}

function nullsOf(causes: ReadonlyMap<Cause, readonly Place[]>): readonly Null[] {
  return [...causes].flatMap(([cause, places]) => places.map((place) => ({ keys: keysOf(place), cause })));
}

export function keysOf(place: Place): Keys {
  if (!("key" in place)) return place;
  const keys: (string | number)[] = [];
  for (let part: Path | undefined = place; part !== undefined; part = part.prev) keys.push(part.key);
  return keys.reverse();
}
