import type { FdxField } from "./entity.js";

/** What a field table's type says, taken apart. */
export interface FieldType {
  /** Of a scalar, an enum or another table. */
  readonly name: string;
  readonly isList: boolean;
  readonly isRequired: boolean;
}

const FORM = /^(\[)?(\w+)\]?(!)?$/;

/** @throws Error for a type of another form: a mistake in a table, found when the program starts. */
export function fieldType([type]: FdxField): FieldType {
  const [, bracket, name, mark] = FORM.exec(type) ?? [];
  if (name === undefined) throw new Error(`the FDX tables have the type ${type}, which is none`);
  return { name, isList: bracket !== undefined, isRequired: mark !== undefined };
}
