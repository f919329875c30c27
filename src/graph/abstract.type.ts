import { isAbstractType, type GraphQLSchema } from "graphql";
import type { FdxEntity } from "../fdx/entity.js";
import { kindsOf } from "../fdx/model.js";
import type { FdxRecord } from "../loaders/records.js";
import { namedBy } from "./enums/open-enum.js";

type TypeNameOf = (value: unknown) => string;

const deciders = new Map<string, TypeNameOf>();

/**
 * @param base an interface or union of the FDX tables, which say what tells its kinds apart.
 * @returns its `resolveType`.
 */
export function tellKinds(base: FdxEntity): TypeNameOf {
  const kinds = kindsOf(base.name);
  const names = new Map<unknown, string>();
  for (const { when, name } of kinds) if (when !== undefined) names.set(when, name);
  const key = base.tellBy;
  const otherwise = kinds.find((kind) => kind.otherwise)?.name;
  if (key === undefined || otherwise === undefined) throw new Error(`${base.name}: a kind has no name`);
  return decideBy(base.name, (value) => namedBy(names, (value as FdxRecord)[key]) ?? otherwise);
}

/** As `tellKinds`, for what no table tells. */
export function decideBy(name: string, decide: TypeNameOf): TypeNameOf {
  deciders.set(name, decide);
  return decide;
}

/**
 * Takes type-graphql's async wrapper off every `resolveType` of this module: it costs a promise for each list item,
 * and makes graphql-js complete the whole list asynchronously.
 */
export function resolveTypesDirectly(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    const decide = deciders.get(type.name);
    if (decide !== undefined && isAbstractType(type)) type.resolveType = decide;
  }
  return schema;
}
