import {
  getNamedType,
  type GraphQLField,
  type GraphQLFieldResolver,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  isNonNullType,
  isObjectType,
} from "graphql";
import { GatewayError } from "../../core/gateway-error.js";
import type { GraphContext } from "../context.js";
import { isFdxType } from "./fdx-field-facts.js";
import { readMember } from "./read-member.js";

/**
 * Makes every nullable field of a bank's data note its nulls. A part of a record that the bank does not offer (the payment
 * networks of an account) is such a null too, and no error; asked for at the root, it is all that was asked for, and fails.
 * Fields of the gateway's own types (`PageInfo`, `Consent` …)
 * say in their descriptions what their nulls mean.
 */
export function noteNulls(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type)) continue;
    for (const field of Object.values<GraphQLField<unknown, GraphContext>>(type.getFields())) {
      const isRoot = type === schema.getQueryType() && givesBankData(field.type);
      const isPart = isFdxType(type.name);
      if ((isRoot || isPart) && !isNonNullType(field.type)) noteNullsOf(field, isPart);
    }
  }
  return schema;
}

function noteNullsOf(field: GraphQLField<unknown, GraphContext>, isPart: boolean): void {
  field.resolve = field.resolve === undefined ? readMember : noting(field.resolve, isPart);
}

/** Most are asynchronous; one that is not must stay so, or a long list would wait for a promise of each row. */
function noting(
  resolve: GraphQLFieldResolver<unknown, GraphContext>,
  isPart: boolean,
): GraphQLFieldResolver<unknown, GraphContext> {
  return (source, args, context, info) => {
    const value: unknown = resolve(source, args, context, info);
    if (!(value instanceof Promise)) return noted(value, context, info);
    return value.then(
      (settled) => noted(settled, context, info),
      (failure: unknown) => {
        if (!isPart || !isNotOffered(failure)) throw failure;
        context.nulls.tellUnsupported(info, failure);
        return null;
      },
    );
  };
}

function noted(value: unknown, { nulls }: GraphContext, info: GraphQLResolveInfo): unknown {
  if (value === undefined || value === null) nulls.note(info);
  return value;
}

/** Only a call to the bank shows it, so it is never thrown at once. */
function isNotOffered(failure: unknown): failure is GatewayError {
  return failure instanceof GatewayError && failure.code === "PROVIDER_UNSUPPORTED";
}

/** An FDX entity, a list or page of them, or whatever has an id. */
function givesBankData(type: GraphQLOutputType): boolean {
  const named = getNamedType(type);
  if (isFdxType(named.name) || named.name === "Node") return true;
  if (!isObjectType(named)) return false;
  const { nodes } = named.getFields();
  return nodes !== undefined && isFdxType(getNamedType(nodes.type).name);
}
