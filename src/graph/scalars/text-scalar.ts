import { GraphQLError, GraphQLScalarType, Kind, print, type ValueNode } from "graphql";
import { GatewayError } from "../../core/gateway-error.js";

/** A scalar that travels as JSON text. Both readers answer `undefined` for what they do not accept. */
export interface TextScalarRules {
  readonly name: string;
  readonly description: string;
  readonly specifiedByURL?: string;
  /** Reads what a provider sent: as lenient as the scalar's promise to clients allows. */
  readonly output: (value: unknown) => string | undefined;
  /** Reads what a client sent: strict. */
  readonly input: (text: string) => string | undefined;
}

/**
 * A value that a provider got wrong fails its own field with `PROVIDER_ANSWER_INVALID`, without the value: it may be
 * personal data. A wrong argument is refused before anything runs, as graphql-js does for its own scalars: a literal
 * with `GRAPHQL_VALIDATION_FAILED` at its place, a variable with `BAD_USER_INPUT` and its name.
 */
export function textScalar(rules: TextScalarRules): GraphQLScalarType<string, string> {
  const { name, description, specifiedByURL, output, input } = rules;
  const parse = (value: unknown, node?: ValueNode): string => {
    const parsed = typeof value === "string" ? input(value) : undefined;
    if (parsed !== undefined) return parsed;
    if (node === undefined) throw new GraphQLError(`This is no ${name}.`);
    throw new GraphQLError(`${print(node)} is no ${name}.`, { nodes: node });
  };
  return new GraphQLScalarType<string, string>({
    name,
    description,
    specifiedByURL,
    serialize(value) {
      const text = output(value);
      if (text === undefined) throw new GatewayError("PROVIDER_ANSWER_INVALID", `not a valid ${name}`);
      return text;
    },
    parseValue: (value) => parse(value),
    parseLiteral: (node) => parse(node.kind === Kind.STRING ? node.value : undefined, node),
  });
}
