import { GraphQLScalarType, Kind } from "graphql";
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
 * A value that a provider got wrong fails its own field with `PROVIDER_ANSWER_INVALID`; a wrong argument fails the
 * operation with `ARGUMENT_INVALID`. Neither error repeats the value: it may be personal data.
 */
export function textScalar(rules: TextScalarRules): GraphQLScalarType<string, string> {
  const { name, description, specifiedByURL, output, input } = rules;
  const parse = (value: unknown): string => {
    const parsed = typeof value === "string" ? input(value) : undefined;
    if (parsed === undefined) throw new GatewayError("ARGUMENT_INVALID", `not a valid ${name}`);
    return parsed;
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
    parseValue: parse,
    parseLiteral: (node) => parse(node.kind === Kind.STRING ? node.value : undefined),
  });
}
