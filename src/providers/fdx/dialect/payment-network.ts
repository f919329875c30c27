import { putDigits } from "./canadian-numbers.js";
import type { PlainObject } from "./plain-object.js";

const ABA_DIGITS = 9;

/** Only in the US: the first digit of a routing number may be a zero, of others nobody knows how many there are. */
export function putRoutingNumber(network: PlainObject): void {
  const { type } = network;
  if (typeof type === "string" && type.startsWith("US_")) putDigits(network, "bankId", ABA_DIGITS);
}

/** An account number is text, also where it came as a number: the graph masks characters. */
export function putIdentifier(network: PlainObject): void {
  const { identifier } = network;
  if (typeof identifier === "number") network["identifier"] = String(identifier);
}
