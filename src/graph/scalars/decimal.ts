import { decimalText } from "../../core/decimal.js";
import { textScalar } from "./text-scalar.js";

/** Money, rates and quantities as text, because a JSON number loses digits in most clients. */
export const Decimal = textScalar({
  name: "Decimal",
  description:
    'An exact decimal number as text, without exponent, for example "-1234.56". An amount is in the currency of its account unless its field says otherwise.',
  output: decimalText,
  input: decimalText,
});
