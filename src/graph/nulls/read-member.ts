import type { GraphQLField, GraphQLFieldResolver } from "graphql";
import type { NullLedger } from "./null-ledger.js";

/** As graphql-js's default resolver, for records that hold no functions. A row of a long list passes here for each field. */
export const readMember: GraphQLFieldResolver<unknown, { readonly nulls: NullLedger }> = (
  source,
  _args,
  context,
  info,
) => {
  const value = (source as Readonly<Record<string, unknown>>)[info.fieldName];
  if (value === undefined || value === null) context.nulls.note(info);
  return value;
};

/** Whether a field is just read from the record that its object is. */
export function readsMember({ resolve }: Pick<GraphQLField<unknown, unknown>, "resolve">): boolean {
  return resolve === readMember;
}
