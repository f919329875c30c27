import type { Pool } from "undici";
import type { GatewayConfig } from "../config/gateway-config.js";
import type { TlsIdentity } from "../core/client-authentication.js";
import { MAX_ANSWER_BYTES } from "../providers/answer-limit.js";

/** @returns limits for the connections to one bank, and what they are encrypted with. */
export function connectionOptions(
  { upstream }: Pick<GatewayConfig, "upstream">,
  tls: TlsIdentity = {},
): Pool.Options {
  const { timeoutMs, connections } = upstream;
  const { ca, certificate } = tls;
  const shown = certificate && { cert: certificate.chain, key: certificate.key.reveal() };
  const connect = { timeout: timeoutMs, ...(ca !== undefined && { ca }), ...shown };
  const timeouts = { connect, headersTimeout: timeoutMs, bodyTimeout: timeoutMs };
  return { ...timeouts, connections, pipelining: 1, maxResponseSize: MAX_ANSWER_BYTES };
}
