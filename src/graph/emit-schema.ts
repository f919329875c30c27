import { readFileSync, writeFileSync } from "node:fs";
import { schemaText } from "./schema-text.js";

/** `npm run schema` writes the file; with `--check` it only says whether the file is up to date. */
const FILE = new URL("../../schema/schema.graphql", import.meta.url);

if (!process.argv.includes("--check")) {
  writeFileSync(FILE, schemaText());
} else if (readFileSync(FILE, "utf8") !== schemaText()) {
  process.stderr.write("schema/schema.graphql is stale: run `npm run schema` and commit the result.\n");
  process.exitCode = 1;
}
