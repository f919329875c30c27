import type { IncomingHttpHeaders } from "node:http";
import { GatewayError, type SupportReference } from "../../core/gateway-error.js";

/** FDX's own id of a request, echoed, and the two that Flinks' support asks for. */
const HEADERS = ["x-fapi-interaction-id", "ob-correlation-id", "ob-trace-id"] as const;

/** Long enough for every kind of id in use; a digit in it tells an id from a word, and nothing else may be in it. */
const ID = /^(?=.*\d)[\w.:-]{8,64}$/;

/** @returns the provider's ids of a request; what has not the form of an id is left out whole, never cut. */
export function supportReferencesOf(headers: IncomingHttpHeaders): readonly SupportReference[] {
  return HEADERS.flatMap((name) => {
    const value = headers[name];
    return typeof value === "string" && ID.test(value) ? [{ name, value }] : [];
  });
}

/** @returns a failure of the gateway's own with these ids too; any other as it is. */
export function withSupportReferences(failure: unknown, headers: IncomingHttpHeaders): unknown {
  const supportReferences = supportReferencesOf(headers);
  const isOurs = failure instanceof GatewayError && supportReferences.length > 0;
  return isOurs ? failure.with({ supportReferences }) : failure;
}
