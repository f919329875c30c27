import { readFileSync } from "node:fs";
import type { z } from "zod";
import { Secret } from "../core/secret.js";

export type Environment = Readonly<Record<string, string>>;

/** Collected, so that an operator sees all of them at once. */
export type Faults = string[];

export function checked<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  source: string,
  faults: Faults,
): z.output<Schema> | undefined {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  for (const issue of result.error.issues) {
    // zod's messages name what was expected, not what was found: a secret in the wrong place is not printed.
    const fault = issue.message.endsWith("received undefined") ? "is missing" : issue.message;
    faults.push(`${source}: ${issue.path.join(".")} ${fault}`);
  }
  return undefined;
}

/** @returns what the file of this variable holds, checked; `undefined` with its faults told. */
export function readJsonFile<Schema extends z.ZodType>(
  path: string | undefined,
  schema: Schema,
  variable: string,
  faults: Faults,
): z.output<Schema> | undefined {
  if (path === undefined) return undefined; // already reported as a missing variable
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, "utf8"));
  } catch {
    faults.push(`${variable}: ${path} cannot be read as JSON`);
    return undefined;
  }
  return checked(schema, value, `${variable} ${path}`, faults);
}

const PLACEHOLDER = /^(change.?me|secret|password|example|default|sandbox|test|x+|todo)$/i;

/** Given by the provider, so nothing is asked of its form; but no provider gives out an example. */
export function providerSecret(variable: string, environment: Environment, faults: Faults): Secret {
  const secret = environment[variable];
  if (secret === undefined) faults.push(`environment: ${variable} is missing`);
  else if (PLACEHOLDER.test(secret)) faults.push(`environment: ${variable} is a default or example value`);
  return new Secret(secret ?? "");
}

export function reportDuplicates(
  source: string,
  entries: readonly { readonly id: string }[],
  faults: Faults,
): void {
  const ids = entries.map(({ id }) => id);
  const repeated = ids.filter((id, index) => ids.indexOf(id) !== index);
  for (const id of new Set(repeated)) faults.push(`${source}: id ${id} stands there twice`);
}
