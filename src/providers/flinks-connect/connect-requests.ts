import { createHash } from "node:crypto";
import type { Clock } from "../../core/clock.js";
import { GatewayError } from "../../core/gateway-error.js";
import type { RecordKey, RecordStore } from "../../stores/record-store.js";
import { type ConsentReference, consentReferenceSchema } from "../../tokens/consent-reference.js";

/** Half an hour of reading, and ten tries to tell us, half an hour apart; and a little for both clocks. */
const KEPT_MS = 6 * 60 * 60_000;

/** Which consent a session at Flinks is of, for the webhook, which names the session alone. */
export class ConnectRequests {
  readonly #store: RecordStore;
  readonly #clock: Pick<Clock, "now">;

  constructor(store: RecordStore, clock: Pick<Clock, "now">) {
    this.#store = store;
    this.#clock = clock;
  }

  async note(requestId: string, reference: ConsentReference): Promise<void> {
    const { consentId, dataProviderId, appId, endUserId } = reference;
    const value = Buffer.from(JSON.stringify({ consentId, dataProviderId, appId, endUserId }));
    const expiresAt = this.#clock.now() + KEPT_MS;
    // One that is there already is the same: Flinks gives each session an id of its own.
    await this.#store.commit(keyOf(requestId).id, [
      { kind: "connect-request", value, ifVersion: 0, expiresAt },
    ]);
  }

  /** Rejects with RECORD_UNREADABLE, STORE_UNAVAILABLE. */
  async find(requestId: string): Promise<ConsentReference | undefined> {
    const record = await this.#store.get(keyOf(requestId));
    if (record === undefined) return undefined;
    try {
      return consentReferenceSchema.parse(JSON.parse(Buffer.from(record.value).toString()));
    } catch {
      throw new GatewayError("RECORD_UNREADABLE", "connect-request has another form");
    }
  }

  /** @returns whether it was still there: of several takers one gets it. */
  async take(requestId: string): Promise<boolean> {
    return (await this.#store.take(keyOf(requestId))) !== undefined;
  }
}

/** Hashed: whoever reads the store cannot ask Flinks for the data. */
function keyOf(requestId: string): RecordKey {
  return { kind: "connect-request", id: createHash("sha256").update(requestId).digest("base64url") };
}
