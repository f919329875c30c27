import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";
import type { AppId, ConsentId, EndUserId } from "./ids.js";

/** Who an id is handed to. An id works for nobody else. */
export interface IdHolder {
  readonly appId: AppId;
  readonly endUserId: EndUserId;
}

/** What an opaque id stands for. `parts` are the provider's own ids (or cursor fields) below the consent. */
export interface NodeReference {
  readonly kind: NodeKind;
  readonly consentId: ConsentId;
  readonly parts: readonly string[];
}

export type NodeKind = "account" | "customer" | "consent" | "cursor";

const MAC_BYTES = 16;
/** A cursor holds the provider's, at most 2 KB, and what was seen of the list. */
const MAX_LENGTH = 8192;

/**
 * Opaque ids and cursors: the reference and a MAC over it, the app and the end user. A foreign or changed id fails
 * before any look-up, so it cannot be told from a missing one.
 */
export class NodeIdCodec {
  readonly #key: Buffer;

  /** @param secret at least 32 bytes; changing it makes every id handed out before invalid. */
  constructor(secret: Uint8Array) {
    this.#key = Buffer.from(hkdfSync("sha256", secret, "", "fdxgw/v1/node-id", 32));
  }

  encode(holder: IdHolder, reference: NodeReference): string {
    const body = Buffer.from(JSON.stringify([reference.kind, reference.consentId, ...reference.parts]));
    return Buffer.concat([this.#mac(holder, body), body]).toString("base64url");
  }

  /** @returns `undefined` for an id that is malformed, changed, of another kind, or handed to somebody else. */
  decode(holder: IdHolder, kind: NodeKind, id: string): NodeReference | undefined {
    const reference = this.decodeAny(holder, id);
    return reference?.kind === kind ? reference : undefined;
  }

  decodeAny(holder: IdHolder, id: string): NodeReference | undefined {
    if (id.length > MAX_LENGTH) return undefined;
    const bytes = Buffer.from(id, "base64url");
    if (bytes.length <= MAC_BYTES || bytes.toString("base64url") !== id) return undefined;
    const body = bytes.subarray(MAC_BYTES);
    if (!timingSafeEqual(bytes.subarray(0, MAC_BYTES), this.#mac(holder, body))) return undefined;
    // Behind the MAC only text that `encode` wrote can arrive here.
    const [kind, consentId, ...parts] = JSON.parse(body.toString()) as [NodeKind, ConsentId, ...string[]];
    return { kind, consentId, parts };
  }

  #mac(holder: IdHolder, body: Buffer): Buffer {
    const hmac = createHmac("sha256", this.#key);
    hmac.update(JSON.stringify([holder.appId, holder.endUserId])).update(body);
    return hmac.digest().subarray(0, MAC_BYTES);
  }
}
