import { z } from "zod";
import { GatewayError } from "../core/gateway-error.js";
import { ConsentId } from "../core/ids.js";
import type { RecordStore, Write } from "../stores/record-store.js";
import { consentReferenceSchema } from "./consent-reference.js";
import type { Refresh } from "./refresh-state.js";

const instant = z.number().int();
const attempt = z.object({ id: z.string(), number: z.number().int().min(1), firstAt: instant });

const facts = z.object({
  reference: consentReferenceSchema,
  tokenVersion: z.number().int().min(1),
  refreshedAt: instant,
  failure: z
    .object({
      at: instant,
      code: z.enum(["PROVIDER_UNAVAILABLE", "PROVIDER_TIMEOUT", "PROVIDER_REFUSED", "STORE_UNAVAILABLE"]),
    })
    .optional(),
});

const refreshRecord = z.discriminatedUnion("status", [
  facts.extend({ status: z.literal("ACTIVE") }),
  facts.extend({ status: z.literal("REFRESHING"), attempt }),
  facts.extend({ status: z.literal("UNCERTAIN"), attempt }),
  facts.extend({
    status: z.literal("REAUTH"),
    reason: z.enum(["invalid_grant", "refresh_answer_lost", "no_refresh_token"]),
  }),
]);

/** A refresh record and its version: the fence that the next change must name. */
export interface StoredRefresh {
  readonly refresh: Refresh;
  readonly version: number;
}

/** The `refresh` records: where each consent's refresh stands. */
export class RefreshLog {
  readonly #store: RecordStore;

  constructor(store: RecordStore) {
    this.#store = store;
  }

  /**
   * Rejects with RECORD_UNREADABLE if it is not what was written.
   * @returns `undefined` for a consent without tokens.
   */
  async read(consentId: ConsentId): Promise<StoredRefresh | undefined> {
    const record = await this.#store.get({ kind: "refresh", id: consentId });
    if (record === undefined) return undefined;
    return { refresh: decodeRefresh(consentId, record.value), version: record.version };
  }

  /** @returns `false` if somebody else changed the record since `fence` was read; then nothing was written. */
  write(refresh: Refresh, fence: number): Promise<boolean> {
    return this.#store.commit(refresh.reference.consentId, [refreshWrite(refresh, fence)]);
  }

  /** The ids of all consents that have tokens. */
  async *consentIds(): AsyncIterable<ConsentId> {
    for await (const id of this.#store.ids("refresh")) yield ConsentId(id);
  }
}

/** @returns the write of a refresh record, for a commit together with other records of its consent. */
export function refreshWrite(refresh: Refresh, fence: number): Write {
  return { kind: "refresh", value: Buffer.from(JSON.stringify(refresh)), ifVersion: fence };
}

function decodeRefresh(consentId: ConsentId, bytes: Uint8Array): Refresh {
  let refresh: Refresh;
  try {
    refresh = refreshRecord.parse(JSON.parse(Buffer.from(bytes).toString()));
  } catch (cause) {
    throw new GatewayError("RECORD_UNREADABLE", `refresh record of consent ${consentId} cannot be read`, {
      cause,
    });
  }
  if (refresh.reference.consentId === consentId) return refresh;
  throw new GatewayError("RECORD_UNREADABLE", `refresh record of consent ${consentId} is another one's`);
}
