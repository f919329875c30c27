import { createHmac, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { GatewayError } from "../../core/gateway-error.js";
import type { Secret } from "../../core/secret.js";
import type { ConsentReference } from "../../tokens/consent-reference.js";
import { isPlainObject, type PlainObject } from "../fdx/dialect/plain-object.js";
import { parseExactJson } from "../fdx/exact-json.js";
import { later } from "./connect-reading.js";
import type { ConnectRequests } from "./connect-requests.js";
import { ConnectSessions, type StoredSession } from "./connect-sessions.js";
import { type Snapshot, snapshotFrom } from "./connect-snapshot.js";
import type { Reading } from "./connect-session.js";
import type { ConnectStepsParts, Held } from "./connect-steps.js";

export interface ConnectWebhooksParts extends Pick<
  ConnectStepsParts,
  "tokens" | "snapshots" | "sessions" | "callbacks" | "clock" | "policy" | "retentionMs" | "historyDays"
> {
  readonly requests: ConnectRequests;
  readonly secret: Secret;
  /** Headers that may hold the signature, in small letters. */
  readonly headers: readonly string[];
  readonly goOn: (reference: ConsentReference) => void;
}

const SIGNATURE_BYTES = 32;
/** The history that Flinks gives unasked. Readings may ask for a longer one. */
const USUAL_DAYS = 90;
/** How often a refusal leaves a record: anybody can be refused as often as they like. */
const REFUSALS_TOLD_MS = 60_000;

type Refusal = "signature" | "unknown";

/**
 * What Flinks tells by itself: that a reading is done, with its data. Whatever fails is tried again by Flinks (ten times,
 * half an hour apart), and the reading's own polling does not depend on it.
 */
export class ConnectWebhooks {
  readonly #parts: ConnectWebhooksParts;
  /** When each kind of refusal was last told, and how many were not told since. */
  readonly #told = new Map<Refusal, { readonly at: number; untold: number }>();

  constructor(parts: ConnectWebhooksParts) {
    this.#parts = parts;
  }

  /**
   * @param body the raw bytes: what is signed. Nothing of them is read before the signature has been checked.
   *
   * Rejects with WEBHOOK_SIGNATURE_INVALID, BAD_REQUEST, PROVIDER_ANSWER_INVALID, WEBHOOK_UNKNOWN (never asked for, delivered
   * before, or its consent has ended), STORE_UNAVAILABLE. Nothing has changed then.
   */
  async receive(headers: IncomingHttpHeaders, body: Buffer): Promise<void> {
    this.#requireSigned(headers, body);
    const content = contentOf(body);
    const requestId = content["RequestId"];
    if (typeof requestId !== "string") throw new GatewayError("BAD_REQUEST", "a webhook without RequestId");
    const reference = await this.#parts.requests.find(requestId);
    if (reference === undefined) throw this.#unknown();
    // KYC, or a reading that failed: the next poll says so too.
    if (!Array.isArray(content["Accounts"])) return;
    await this.#keep(reference, requestId, body);
    // The snapshot first: taken before, a failure in between would lose it.
    await this.#parts.requests.take(requestId);
  }

  /** @throws GatewayError WEBHOOK_SIGNATURE_INVALID */
  #requireSigned(headers: IncomingHttpHeaders, body: Buffer): void {
    const expected = createHmac("sha256", this.#parts.secret.reveal()).update(body).digest();
    const isSigned = this.#parts.headers.some((name) => {
      const told = headers[name];
      const given = Buffer.from(typeof told === "string" ? told.trim() : "", "base64");
      return given.length === SIGNATURE_BYTES && timingSafeEqual(given, expected);
    });
    if (isSigned) return;
    this.#tell("signature");
    throw new GatewayError("WEBHOOK_SIGNATURE_INVALID", "no header has the signature of the body");
  }

  async #keep(reference: ConsentReference, requestId: string, body: Buffer): Promise<void> {
    const { callbacks, snapshots, sessions, historyDays } = this.#parts;
    const isWhole = historyDays <= USUAL_DAYS;
    if (!(await callbacks.isActive(reference.consentId))) throw await this.#over(requestId);
    const snapshot = await this.#snapshotIn(reference, body);
    const ours = readingOf(reference, requestId, await sessions.read(reference));
    const ends = ours !== undefined && isWhole ? [ConnectSessions.end(ours.version)] : [];
    // One of the same moment must give way to what ends a reading, or it stays stale and is read anew for ever.
    const kept = await snapshots.keep(reference, snapshot, { beside: ends, replacesEqual: ends.length > 0 });
    if (kept === "ended") throw await this.#over(requestId);
    if (kept === "changed") throw new GatewayError("STORE_UNAVAILABLE", "the reading changes all the time");
    const facts = { mode: "webhook", kept, asOf: new Date(snapshot.asOf).toISOString() };
    callbacks.audit("connect.snapshot-kept", { ...reference, ...facts });
    if (ours !== undefined && !isWhole) await this.#bringOn(ours);
  }

  async #snapshotIn(reference: ConsentReference, body: Buffer): Promise<Snapshot> {
    const { tokens, clock, retentionMs } = this.#parts;
    const loginId = await tokens.accessToken(reference);
    return snapshotFrom(body, {
      ...{ loginId, mode: "live", historyDays: USUAL_DAYS, now: clock.now(), retentionMs },
    });
  }

  /** The data are there: nobody need wait for the next poll. */
  async #bringOn({ reference, session, version }: Held<Reading>): Promise<void> {
    const { sessions, clock, policy, goOn } = this.#parts;
    const due = later(session, clock.now() - policy.patienceMs);
    if ((await sessions.write(reference, due, version)) !== undefined) goOn(reference);
  }

  async #over(requestId: string): Promise<GatewayError> {
    await this.#parts.requests.take(requestId);
    return this.#unknown();
  }

  #tell(reason: Refusal): void {
    const { callbacks, clock } = this.#parts;
    const last = this.#told.get(reason);
    if (last !== undefined && clock.now() - last.at < REFUSALS_TOLD_MS) {
      last.untold += 1;
      return;
    }
    const untold = last?.untold ?? 0;
    this.#told.set(reason, { at: clock.now(), untold: 0 });
    callbacks.audit("connect.webhook-refused", { reason, ...(untold === 0 ? {} : { untold }) });
  }

  #unknown(): GatewayError {
    this.#tell("unknown");
    return new GatewayError("WEBHOOK_UNKNOWN", "no session waits for this webhook");
  }
}

/** @returns the reading that the webhook is of, if it is still under way. */
function readingOf(
  reference: ConsentReference,
  requestId: string,
  { session, version }: StoredSession,
): Held<Reading> | undefined {
  const isOurs = session?.status === "READING" && session.requestId === requestId;
  return isOurs ? { reference, session, version } : undefined;
}

/** @throws GatewayError BAD_REQUEST */
function contentOf(body: Buffer): PlainObject {
  try {
    const content = parseExactJson(body);
    if (isPlainObject(content)) return content;
  } catch {
    // Says no more than the next line.
  }
  throw new GatewayError("BAD_REQUEST", "a webhook that is no JSON object");
}
