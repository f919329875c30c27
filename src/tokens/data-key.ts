import { z } from "zod";
import { GatewayError } from "../core/gateway-error.js";
import type { StoredRecord } from "../stores/record-store.js";
import { type ConsentReference, consentReferenceSchema } from "./consent-reference.js";
import type { WrappedKey } from "./key-ring.js";

/** What a consent's `data-key` record says. */
export interface DataKey {
  /** Whose key it is, so that it can be wrapped anew by one who knows nothing else of the consent. */
  readonly reference: ConsentReference;
  readonly wrapped: WrappedKey;
}

const dataKeyRecord = z.object({
  reference: consentReferenceSchema,
  keyId: z.string(),
  wrapped: z.base64().transform((text) => Buffer.from(text, "base64")),
});

/** What a consent's data key is bound to when it is wrapped. */
export function bindings({ consentId, dataProviderId, appId, endUserId }: ConsentReference): string[] {
  return [consentId, dataProviderId, appId, endUserId];
}

export function encodeDataKey({ reference, wrapped: { keyId, wrapped } }: DataKey): Buffer {
  const { consentId, dataProviderId, appId, endUserId } = reference;
  return Buffer.from(
    JSON.stringify({
      reference: { consentId, dataProviderId, appId, endUserId },
      keyId,
      wrapped: Buffer.from(wrapped).toString("base64"),
    }),
  );
}

/** By record: the store gives the same object while nothing has changed, and each read of what is kept needs the key. */
const decoded = new WeakMap<Pick<StoredRecord, "value">, DataKey>();

/** @throws GatewayError RECORD_UNREADABLE */
export function decodeDataKey(consentId: string, record: Pick<StoredRecord, "value">): DataKey {
  const known = decoded.get(record) ?? decode(consentId, record);
  decoded.set(record, known);
  return known;
}

function decode(consentId: string, { value }: Pick<StoredRecord, "value">): DataKey {
  try {
    const { reference, keyId, wrapped } = dataKeyRecord.parse(JSON.parse(Buffer.from(value).toString()));
    return { reference, wrapped: { keyId, wrapped } };
  } catch (cause) {
    throw new GatewayError("RECORD_UNREADABLE", `data-key of consent ${consentId} cannot be read`, { cause });
  }
}
