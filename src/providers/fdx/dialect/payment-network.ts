import { putCanadianNumbers, putDigits } from "./canadian-numbers.js";
import type { PlainObject } from "./plain-object.js";
import { shapeOf } from "./shape.js";

const ABA_DIGITS = 9;

export const PAYMENT_NETWORK = shapeOf({
  booleans: ["transferIn", "transferOut", "supportsRequestForPayment"],
  further(network) {
    putText(network, "identifier");
    const country = String(network["type"]).slice(0, 3);
    // Only there: a US routing number also has nine digits and may begin with a zero.
    if (country === "CA_") putCanadianNumbers(network, "bankId");
    if (country === "US_") putDigits(network, "bankId", ABA_DIGITS);
  },
});

/** An account number is text, also where it came as a number: the graph masks characters. */
function putText(record: PlainObject, name: string): void {
  if (typeof record[name] === "number") record[name] = String(record[name]);
}
