import type { FieldNode, GraphQLResolveInfo } from "graphql";
import type { ActiveConsent } from "../../consents/consent.js";
import type { GatewayError } from "../../core/gateway-error.js";
import type { FdxRecord } from "../../loaders/records.js";

export type Path = GraphQLResolveInfo["path"];

/** Under which consent something was read. */
export interface Origin {
  readonly consent: ActiveConsent;
  /** The record itself, where it may tell in its `error` why it is not whole. */
  readonly record?: FdxRecord;
}

/** @returns for each row of the joined lists, which consent its list was read under. */
export function rowOrigins(
  consents: readonly ActiveConsent[],
  lists: readonly (readonly unknown[])[],
): readonly Origin[] {
  return consents.flatMap((consent, index) => (lists[index] ?? []).map(() => ({ consent })));
}

/** Nulls of one field at one place of the document, in one type. */
export interface NullGroup {
  readonly typeName: string;
  readonly fieldName: string;
  readonly paths: Path[];
}

/** Entries of a list that are not there, for a reason. */
export interface Gap {
  readonly path: Path;
  readonly failure: Pick<GatewayError, "code" | "facts">;
}

/**
 * The nulls of one request: noted where they arise, which is cheap enough for every field of a long list, and explained
 * when the answer is whole.
 */
export class NullLedger {
  /** graphql-js hands the same array of field nodes to every row of a list, so it stands for the place in the document. */
  readonly #groups = new Map<readonly FieldNode[], NullGroup>();
  readonly #origins = new Map<Path, Origin | readonly Origin[]>();
  readonly #gaps: Gap[] = [];

  note({ fieldNodes, path, parentType, fieldName }: GraphQLResolveInfo): void {
    const group = this.#groups.get(fieldNodes);
    if (group === undefined) {
      this.#groups.set(fieldNodes, { typeName: parentType.name, fieldName, paths: [path] });
    } else {
      group.paths.push(path);
    }
  }

  /**
   * Tells under which consent the value of a field was read; for a list or connection, that of each of its rows. Fields
   * below need not say it again.
   */
  tellOrigin(path: Path, origin: Origin | readonly Origin[]): void {
    this.#origins.set(path, origin);
  }

  /** Tells that a list lacks entries. */
  tellGap(path: Path, failure: Gap["failure"]): void {
    this.#gaps.push({ path, failure });
  }

  get groups(): readonly NullGroup[] {
    return [...this.#groups.values()];
  }

  get gaps(): readonly Gap[] {
    return this.#gaps;
  }

  /** @returns under which consent the value at this place was read; `undefined` where nobody has told. */
  originOf(path: Path): Origin | undefined {
    let row = 0;
    for (let place: Path | undefined = path; place !== undefined; place = place.prev) {
      const told = this.#origins.get(place);
      if (told !== undefined) return "consent" in told ? told : told[row];
      if (typeof place.key === "number") row = place.key;
    }
    return undefined;
  }
}
