import { isSafeNumber, parse } from "lossless-json";
import { GatewayError } from "../../core/gateway-error.js";

/**
 * A number that a double may not hold exactly: sixteen digits or more, or an exponent. The same text inside a string
 * only costs the slow path.
 */
const MAYBE_INEXACT = /[:,[]\s*-?(?:[\d.]{16,}|[\d.]+[eE])/;

/**
 * Parses JSON without losing a digit of money: numbers come as doubles where the double is exact, as their text where
 * it is not.
 * @throws GatewayError PROVIDER_ANSWER_INVALID, without any part of the text
 */
export function parseExactJson(bytes: Buffer): unknown {
  const text = bytes.toString("utf8");
  try {
    if (!MAYBE_INEXACT.test(text)) return JSON.parse(text) as unknown;
    return parse(text, undefined, {
      parseNumber: (number) => (isSafeNumber(number) ? Number(number) : number),
      // As JSON.parse has it: which parser reads a body must not decide of what it means.
      onDuplicateKey: ({ newValue }) => newValue,
    });
  } catch {
    // The parser's message quotes the text, which is somebody's account data: not even the log gets it.
    throw new GatewayError("PROVIDER_ANSWER_INVALID", `${bytes.length} bytes are not JSON`);
  }
}
