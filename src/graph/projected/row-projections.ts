import type { FieldNode, GraphQLResolveInfo } from "graphql";
import { compileProjection } from "../../projection/compile-projection.js";
import type { CompiledProjection } from "../../projection/compiled-projection.js";
import { openProjector } from "../../projection/open-projector.js";
import type { Projected, Projector } from "../../projection/projector.js";
import { rowSelection, type SelectableRows } from "./row-selection.js";
import type { NullPlace } from "./selection-reader.js";

/** A selection on rows, made ready for all requests with the same document. */
export interface RowPlan {
  readonly projection: CompiledProjection;
  readonly nullPlaces: readonly NullPlace[];
}

/** Every so many lists take the ordinary way, which looks at what the bank fills: that is how it becomes known. */
const LOOKED_AT = 64;

/** Projects lists of rows; one for the whole process. */
export class RowProjections {
  readonly #projector: Projector;
  /** Documents are kept parsed, so a node of one stands for it; plans go with their document. */
  readonly #plans = new WeakMap<FieldNode, Map<string, RowPlan | undefined>>();
  readonly #counts = { copied: 0, unusual: 0, looked_at: 0 };
  /** By the name of the list: a request may ask for several kinds in turn, and each has to be looked at. */
  readonly #lists = new Map<string, number>();

  constructor(projector: Projector = openProjector()) {
    this.#projector = projector;
  }

  /** Lists since the start whose selection can be copied, by what was done with them. */
  get counts(): Readonly<Record<"copied" | "unusual" | "looked_at", number>> {
    return this.#counts;
  }

  /** @returns `undefined` where the ordinary way is to be taken. */
  planFor(info: GraphQLResolveInfo, nodes: FieldNode, rows: SelectableRows): RowPlan | undefined {
    const { type, source } = rows;
    const plans = this.#plans.get(nodes) ?? new Map<string, RowPlan | undefined>();
    this.#plans.set(nodes, plans);
    if (!plans.has(type.name)) plans.set(type.name, planOf(info, nodes, rows));
    const plan = plans.get(type.name);
    if (plan === undefined) return undefined;
    const lists = this.#lists.get(source.list) ?? 0;
    this.#lists.set(source.list, lists + 1);
    if (lists % LOOKED_AT !== 0) return plan;
    this.#counts.looked_at += 1;
    return undefined;
  }

  /** @returns `undefined` for a body that is unusual in any way. */
  project(body: Uint8Array, { projection }: RowPlan, slots: readonly string[]): Projected | undefined {
    const projected = this.#projector.project(body, projection, slots);
    this.#counts[projected === undefined ? "unusual" : "copied"] += 1;
    return projected;
  }
}

function planOf(info: GraphQLResolveInfo, nodes: FieldNode, rows: SelectableRows): RowPlan | undefined {
  const selection = rowSelection(info, nodes, rows);
  const projection = selection && compileProjection(selection.projection);
  return projection && { projection, nullPlaces: selection.nullPlaces };
}
