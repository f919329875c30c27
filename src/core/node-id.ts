import { LRUCache } from "lru-cache";
import type { AppId, ConsentId, EndUserId } from "./ids.js";
import { SealedText } from "./sealed-text.js";

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

/** A cursor holds the provider's, at most 2 KB, and what was seen of the list. */
const MAX_LENGTH = 8192;
/** Of ids that were made lately; some five hundred bytes each. */
const MOST_KNOWN = 10_000;

/**
 * Opaque ids and cursors: the reference and a MAC over it, the app and the end user. A foreign or changed id fails
 * before any look-up, so it cannot be told from a missing one.
 */
export class NodeIdCodec {
  readonly #sealed: SealedText;
  /** Lists show the same accounts over and over, and a MAC costs ten times a look. */
  readonly #known = new LRUCache<string, string>({ max: MOST_KNOWN });

  /** @param secret at least 32 bytes; changing it makes every id handed out before invalid. */
  constructor(secret: Uint8Array) {
    this.#sealed = new SealedText(secret, "node-id");
  }

  encode(holder: IdHolder, { kind, consentId, parts }: NodeReference): string {
    const text = JSON.stringify([kind, consentId, ...parts]);
    const owner = nameOf(holder);
    // No cursor comes twice.
    if (kind === "cursor") return this.#sealed.seal(text, owner);
    const name = owner + text;
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    const id = this.#sealed.seal(text, owner);
    this.#known.set(name, id);
    return id;
  }

  /** @returns `undefined` for an id that is malformed, changed, of another kind, or handed to somebody else. */
  decode(holder: IdHolder, kind: NodeKind, id: string): NodeReference | undefined {
    const reference = this.decodeAny(holder, id);
    return reference?.kind === kind ? reference : undefined;
  }

  decodeAny(holder: IdHolder, id: string): NodeReference | undefined {
    const text = id.length > MAX_LENGTH ? undefined : this.#sealed.open(id, nameOf(holder));
    if (text === undefined) return undefined;
    // Behind the MAC only text that `encode` wrote can arrive here.
    const [kind, consentId, ...parts] = JSON.parse(text) as [NodeKind, ConsentId, ...string[]];
    return { kind, consentId, parts };
  }
}

function nameOf({ appId, endUserId }: IdHolder): string {
  return JSON.stringify([appId, endUserId]);
}
