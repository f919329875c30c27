import type { GraphQLScalarType } from "graphql";
import { textScalar } from "./text-scalar.js";

interface CodeRules {
  readonly name: string;
  readonly description: string;
  readonly specifiedByURL: string;
  readonly letters: number;
}

/** A code of a fixed number of capital letters. Providers may write small letters and blanks; clients may not. */
export function codeScalar({ letters, ...rules }: CodeRules): GraphQLScalarType<string, string> {
  const form = new RegExp(`^[A-Z]{${letters}}$`);
  const checked = (text: string): string | undefined => (form.test(text) ? text : undefined);
  return textScalar({
    ...rules,
    output: (value) => (typeof value === "string" ? checked(value.trim().toUpperCase()) : undefined),
    input: checked,
  });
}
