import { isAbstractType, type GraphQLSchema } from "graphql";

type TypeNameOf = (value: unknown) => string;

const deciders = new Map<string, TypeNameOf>();

/** How to tell the concrete type of an interface or union from one member of the record. */
export interface Discriminator {
  /** The member to read. */
  readonly key: string;
  /** Provider's value → GraphQL type name. */
  readonly types: ReadonlyMap<unknown, string>;
  /** The type of everything else, so that nothing a provider sends is dropped. */
  readonly otherwise: string;
}

/** @returns the `resolveType` of the interface or union called `name`. */
export function discriminateBy(name: string, discriminator: Discriminator): TypeNameOf {
  const { key, types, otherwise } = discriminator;
  return decideBy(name, (value) => types.get((value as Readonly<Record<string, unknown>>)[key]) ?? otherwise);
}

/** As `discriminateBy`, for what one member does not tell. */
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
