import { createHash } from "node:crypto";
import { ConsentId } from "../../core/ids.js";
import type { Secret } from "../../core/secret.js";
import type { RecordStore } from "../../stores/record-store.js";
import type { ConnectCallbacks } from "./connect-callbacks.js";

export interface ConnectLoginsParts extends Pick<ConnectCallbacks, "isActive"> {
  readonly store: RecordStore;
}

/**
 * Which consents rest on one loginId. Flinks gives the same one to everybody who links the same user name at the same bank,
 * be it for another app or to renew a consent, and `DeleteCard` would end it for all of them.
 */
export class ConnectLogins {
  readonly #parts: ConnectLoginsParts;

  constructor(parts: ConnectLoginsParts) {
    this.#parts = parts;
  }

  /** To be done before the consent is active. Rejects with STORE_UNAVAILABLE. */
  async note(loginId: Secret, consentId: ConsentId): Promise<void> {
    await this.#parts.store.addMember(setOf(loginId), consentId);
  }

  /** @returns whether a consent is active that would end with the login. Rejects with STORE_UNAVAILABLE. */
  async isInUse(loginId: Secret): Promise<boolean> {
    const { store, isActive } = this.#parts;
    for (const member of await store.members(setOf(loginId))) {
      if (await isActive({ consentId: ConsentId(member) })) return true;
    }
    return false;
  }

  /** Of a login that is over: the next one has another id. */
  async forget(loginId: Secret): Promise<void> {
    const { store } = this.#parts;
    const set = setOf(loginId);
    for (const member of await store.members(set)) await store.removeMember(set, member);
  }
}

/** Hashed: whoever reads the store cannot ask Flinks for the data. */
function setOf(loginId: Secret): string {
  const text = `fdxgw/v1/connect-login ${loginId.reveal().toLowerCase()}`;
  return `connect-login/${createHash("sha256").update(text).digest("base64url")}`;
}
