import type { Pool } from "undici";
import type { GatewayConfig } from "../config/gateway-config.js";
import { MAX_ANSWER_BYTES } from "../providers/answer-limit.js";

/** @returns limits for the connections to one bank. */
export function connectionOptions({ upstream }: GatewayConfig): Pool.Options {
  const { timeoutMs, connections } = upstream;
  const timeouts = { connect: { timeout: timeoutMs }, headersTimeout: timeoutMs, bodyTimeout: timeoutMs };
  return { ...timeouts, connections, pipelining: 1, maxResponseSize: MAX_ANSWER_BYTES };
}
