import type { GraphQLResolveInfo } from "graphql";
import type { GatewayError } from "../../core/gateway-error.js";
import type { Path } from "../shown-rows.js";

/** Nulls of one field at one place of the document, in one type. */
export interface NullGroup {
  readonly typeName: string;
  readonly fieldName: string;
  readonly paths: Path[];
}

/** Something that is not there, and what kept it away. */
interface Lack {
  readonly path: Path;
  readonly failure: Pick<GatewayError, "code" | "facts">;
}

/**
 * The nulls of one request: noted where they arise, which is cheap enough for every field of a long list, and explained
 * when the answer is whole.
 */
export class NullLedger {
  /** graphql-js hands the same array of field nodes to every row of a list, so it stands for the place in the document. */
  readonly #groups = new Map<object, NullGroup>();
  readonly #gaps: Lack[] = [];
  readonly #unsupported: Lack[] = [];

  note({ fieldNodes, path, parentType, fieldName }: GraphQLResolveInfo): void {
    const group = this.#groups.get(fieldNodes);
    if (group === undefined) {
      this.#groups.set(fieldNodes, { typeName: parentType.name, fieldName, paths: [path] });
    } else {
      group.paths.push(path);
    }
  }

  /** As `note`, for a field that graphql-js has not seen. @param field the same object for every null of it. */
  noteAt(field: Pick<NullGroup, "typeName" | "fieldName">, path: Path): void {
    const group = this.#groups.get(field);
    if (group === undefined) this.#groups.set(field, { ...field, paths: [path] });
    else group.paths.push(path);
  }

  /** Tells that a list lacks entries. */
  tellGap({ path }: Pick<GraphQLResolveInfo, "path">, failure: Lack["failure"]): void {
    this.#gaps.push({ path, failure });
  }

  /** Tells that a field is null because the provider does not offer it. */
  tellUnsupported({ path }: Pick<GraphQLResolveInfo, "path">, failure: Lack["failure"]): void {
    this.#unsupported.push({ path, failure });
  }

  get groups(): readonly NullGroup[] {
    return [...this.#groups.values()];
  }

  get gaps(): readonly Lack[] {
    return this.#gaps;
  }

  get unsupported(): readonly Lack[] {
    return this.#unsupported;
  }
}
