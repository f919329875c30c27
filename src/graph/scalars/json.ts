import { GraphQLError, GraphQLScalarType } from "graphql";
import { requireShallow } from "../../core/shallow.js";

function noInput(): never {
  throw new GraphQLError("JSON is for answers only.");
}

export const Json = new GraphQLScalarType({
  name: "JSON",
  description:
    "Any JSON value, for answers only. A number that a double cannot hold exactly comes as text, with every digit.",
  serialize(value) {
    requireShallow(value);
    return value;
  },
  parseValue: noInput,
  parseLiteral: noInput,
});
