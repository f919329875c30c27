import { GatewayError } from "../../core/gateway-error.js";

/** @param where the place and never the value: that may be account data. */
export function unexpected(where: string): GatewayError {
  return new GatewayError("PROVIDER_ANSWER_INVALID", `${where} is missing or of another shape`);
}
