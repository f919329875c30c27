import { createHash } from "node:crypto";
import { ConsentId } from "../../core/ids.js";
import type { Secret } from "../../core/secret.js";
import type { RecordStore } from "../../stores/record-store.js";
import type { ConnectCallbacks } from "./connect-callbacks.js";

/**
 * Which consents live by one login. Flinks derives a loginId from bank, user name and language: the same person gets the
 * same one in every app and at every renewal, and `DeleteCard` would end them all.
 */
export class ConnectLogins {
  readonly #store: Pick<RecordStore, "addMember" | "removeMember" | "members">;
  readonly #isActive: ConnectCallbacks["isActive"];

  constructor(
    store: Pick<RecordStore, "addMember" | "removeMember" | "members">,
    isActive: ConnectCallbacks["isActive"],
  ) {
    this.#store = store;
    this.#isActive = isActive;
  }

  /** To be done before the consent becomes active. Rejects with STORE_UNAVAILABLE. */
  async bind(loginId: Secret, consentId: ConsentId): Promise<void> {
    await this.#store.addMember(setOf(loginId), consentId);
  }

  /** Rejects with STORE_UNAVAILABLE. */
  async isInUse(loginId: Secret): Promise<boolean> {
    for (const consentId of await this.#store.members(setOf(loginId))) {
      if (await this.#isActive(ConsentId(consentId))) return true;
    }
    return false;
  }

  /** The login is over. */
  async forget(loginId: Secret): Promise<void> {
    const set = setOf(loginId);
    for (const consentId of await this.#store.members(set)) await this.#store.removeMember(set, consentId);
  }
}

/** Hashed: whoever reads the store cannot use the login. */
function setOf(loginId: Secret): string {
  return `connect-login/${createHash("sha256").update(loginId.reveal().toLowerCase()).digest("base64url")}`;
}
