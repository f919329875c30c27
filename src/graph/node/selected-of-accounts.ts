import { isAbstractType } from "graphql";
import { type FieldSelection, selectedFields } from "../selected-fields.js";

/**
 * @returns what is wanted of an account by a selection on `Node`: a field that only consents or data providers have says
 * nothing of that.
 */
export function selectedOfAccounts(selection: FieldSelection): ReadonlySet<string> {
  const { schema } = selection;
  const account = schema.getType("Account");
  const types = isAbstractType(account) ? schema.getPossibleTypes(account) : [];
  const fields = new Set(types.flatMap((type) => Object.keys(type.getFields())));
  return new Set([...selectedFields(selection, [])].filter((field) => fields.has(field)));
}
