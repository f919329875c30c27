import type { ProjectedField, RowProjection } from "../../projection/projection.js";

/** Rows of one kind that can be copied: what a provider's list of them is, before anything is selected. */
export interface RowSource extends Required<Pick<RowProjection, "list" | "idKey" | "required">> {
  /** Their name in the field tables. */
  readonly entity: string;
  /** @returns what the gateway itself says of a row; `undefined` for a field that is read from it. */
  ofTheGateway(as: string, name: string): ProjectedField | undefined;
}
