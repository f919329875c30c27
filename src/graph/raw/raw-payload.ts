import { type ActiveConsent, auditFacts } from "../../consents/consent.js";
import { GatewayError } from "../../core/gateway-error.js";
import { type FdxRecord, sentRecord } from "../../loaders/records.js";
import type { GraphContext } from "../context.js";

/**
 * Refuses before any upstream call, once for a whole list.
 * @param selected the fields wanted of each row
 * @throws GatewayError RAW_PAYLOAD_NOT_ALLOWED
 */
export function requireRawAllowed({ caller }: GraphContext, selected: ReadonlySet<string>): void {
  if (!selected.has("raw") || caller.app.allowRawPayload === true) return;
  throw new GatewayError("RAW_PAYLOAD_NOT_ALLOWED", `app ${caller.app.id} may not read payloads`);
}

const RAW: ReadonlySet<string> = new Set(["raw"]);

/** Leaves an audit record for each consent of a request: a list may have a thousand rows. */
export function readPayload(context: GraphContext, consent: ActiveConsent, record: FdxRecord): unknown {
  requireRawAllowed(context, RAW);
  context.auditOnce("raw-payload.read", auditFacts(consent));
  return sentRecord(record);
}
