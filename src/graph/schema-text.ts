import { lexicographicSortSchema, printSchema } from "graphql";
import { createSchema } from "./schema.js";

const HEADER = "# Emitted by `npm run schema` from src/graph. Do not edit.\n\n";

/** The schema as it is checked in: sorted, so that moving code does not change it. */
export function schemaText(): string {
  return `${HEADER}${printSchema(lexicographicSortSchema(createSchema()))}\n`;
}
