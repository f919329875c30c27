import { type ActiveConsent, auditFacts } from "../../consents/consent.js";
import { GatewayError } from "../../core/gateway-error.js";
import type { FdxRecord } from "../../loaders/records.js";
import type { GraphContext } from "../context.js";

/** A record as its provider sent it, kept beside what the gateway adds. Not a GraphQL field. */
const payload = Symbol("payload");

interface Payload {
  readonly consent: ActiveConsent;
  readonly record: FdxRecord;
  /** What the gateway has written over in the record itself; undefined for what was not there. */
  readonly replaced: FdxRecord;
}

export interface WithPayload {
  readonly [payload]: Payload;
}

/** @returns the member to add to a parent object that is a copy of the record. */
export function keepPayload(consent: ActiveConsent, record: FdxRecord): WithPayload {
  return { [payload]: { consent, record, replaced: {} } };
}

/**
 * As `keepPayload`, but writes into the row itself, as the gateway is about to do with `id` and `accountCategory`. A row
 * that was written into before, for another field of the same request, keeps what it was at first.
 */
export function keepReplaced(consent: ActiveConsent, row: FdxRecord & { [payload]?: Payload }): void {
  if (payload in row) return;
  const { id, accountCategory } = row;
  row[payload] = { consent, record: row, replaced: { id, accountCategory } };
}

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
export function readPayload(context: GraphContext, node: WithPayload): FdxRecord {
  requireRawAllowed(context, RAW);
  const { consent, record, replaced } = node[payload];
  context.auditOnce("raw-payload.read", auditFacts(consent));
  return { ...record, ...replaced };
}
