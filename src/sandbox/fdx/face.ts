import type { CallKind } from "../control/call-log.js";
import type { Product } from "../seed/products.js";
import { Query } from "./query.js";
import type { DataCall } from "./data-call.js";
import type { WireAnswer } from "./wire-answer.js";

/** One version of FDX that a bank shows its books in. Routes and presenters speak 6.4; a face translates. */
export interface Face {
  /** Where it stands below the bank's origin. */
  readonly path: string;
  /** The names of the paging cursor: in a query, and in `page`. */
  readonly cursor: { readonly parameter: string; readonly field: string };
  readonly lacks: ReadonlySet<CallKind>;
  /** Reads a request of this version under the names of 6.4. */
  query(url: string): Query;
  /** Whether this version has accounts of that category. */
  knows(category: Product["category"]): boolean;
  /** Makes of a query that was read what the routes understand; throws to refuse it. As it is if missing. */
  resolve?(query: Query): Query;
  /** Writes an answer of 6.4 as this version does. */
  present(kind: CallKind, answer: WireAnswer, call: DataCall): WireAnswer;
  /** Writes a refusal; as 6.4 does if missing. */
  readonly refuse?: (failure: unknown) => WireAnswer;
}

export const V6_FACE: Face = {
  path: "/fdx/v6",
  cursor: { parameter: "pageKey", field: "nextPageKey" },
  lacks: new Set(),
  query: (url) => new Query(url),
  knows: () => true,
  present: (_kind, answer) => answer,
};
