import type { FieldNode, GraphQLResolveInfo } from "graphql";
import type { GatewayError } from "../../core/gateway-error.js";
import type { Path } from "../shown-rows.js";

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
  readonly #gaps: Gap[] = [];

  note({ fieldNodes, path, parentType, fieldName }: GraphQLResolveInfo): void {
    const group = this.#groups.get(fieldNodes);
    if (group === undefined) {
      this.#groups.set(fieldNodes, { typeName: parentType.name, fieldName, paths: [path] });
    } else {
      group.paths.push(path);
    }
  }

  /** Tells that a list lacks entries. */
  tellGap({ path }: Pick<GraphQLResolveInfo, "path">, failure: Gap["failure"]): void {
    this.#gaps.push({ path, failure });
  }

  get groups(): readonly NullGroup[] {
    return [...this.#groups.values()];
  }

  get gaps(): readonly Gap[] {
    return this.#gaps;
  }
}
