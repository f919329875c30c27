/** What is written for each row of a provider's list, and what makes a body unusual. */
export interface RowProjection {
  /** Member of the body that holds the rows. */
  readonly list: string;
  /** Member of a row that no two rows of a usual list share: its own id, or what else tells it from the others. */
  readonly idKey: string;
  /** Members that no usual row has (with any value but null): other names that some providers use. */
  readonly suspects: readonly string[];
  /** Members that are missing, null, or exactly the text that the slot is given at run time. */
  readonly required?: readonly RequiredText[];
  /** In the order in which they are written. */
  readonly fields: readonly ProjectedField[];
}

interface RequiredText {
  readonly from: string;
  readonly slot: number;
}

/** One member of what is written. `from` is the provider's name of it. All but constants and row ids may be null. */
export type ProjectedField = { readonly as: string } & FieldSource;

export type FieldSource =
  /** JSON text given at run time, the same for all rows. */
  | { readonly kind: "constant"; readonly slot: number }
  /** A text given at run time, a dot, and the row's own id in base64url. */
  | { readonly kind: "rowId"; readonly slot: number }
  | ({ readonly kind: LeafKind } & MemberSource)
  /** The provider's text → the name that is written; a text not in it is unusual. */
  | ({ readonly kind: "enum"; readonly names: ReadonlyMap<string, string> } & MemberSource)
  | ObjectSource;

interface MemberSource {
  readonly from: string;
  /** Null, or none at all, is unusual: some providers write the value under other names. */
  readonly isNeeded?: boolean;
}

export interface ObjectSource extends MemberSource {
  readonly kind: "object";
  readonly suspects: readonly string[];
  readonly fields: readonly ProjectedField[];
}

/**
 * A value that is accepted only in the form in which the GraphQL scalar of that name lets it pass; of `masked`, a text that
 * `core/masked-text.ts` makes unreadable.
 */
export type LeafKind =
  "text" | "id" | "masked" | "decimal" | "int" | "boolean" | "date" | "dateTime" | "currency";
