import { getNamedType, type GraphQLSchema, isLeafType, isObjectType, isUnionType } from "graphql";

/**
 * @param skip fields that are left out wherever they stand.
 * @returns a selection of all fields of the type, `{ … }`, with those of the objects inside, to the end of what does not
 * repeat.
 */
export function wholeSelection(
  schema: GraphQLSchema,
  typeName: string,
  skip: ReadonlySet<string>,
  above: readonly string[] = [],
): string {
  const type = schema.getType(typeName);
  const within = [...above, typeName];
  if (isUnionType(type)) {
    const kinds = type
      .getTypes()
      .map(({ name }) => `... on ${name} ${wholeSelection(schema, name, skip, within)}`);
    return `{ __typename ${kinds.join(" ")} }`;
  }
  if (!isObjectType(type)) throw new Error(`${typeName} is no type with fields`);
  const fields = Object.values(type.getFields())
    .filter(({ name, args }) => !skip.has(name) && args.length === 0)
    .flatMap((field) => {
      const named = getNamedType(field.type);
      if (isLeafType(named)) return [field.name];
      return within.includes(named.name)
        ? []
        : [`${field.name} ${wholeSelection(schema, named.name, skip, within)}`];
    });
  return `{ __typename ${fields.join(" ")} }`;
}
