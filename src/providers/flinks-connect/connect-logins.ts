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
  readonly #mayLive: ConnectCallbacks["mayLive"];

  constructor(
    store: Pick<RecordStore, "addMember" | "removeMember" | "members">,
    mayLive: ConnectCallbacks["mayLive"],
  ) {
    this.#store = store;
    this.#mayLive = mayLive;
  }

  /** To be done before the consent becomes active. Rejects with STORE_UNAVAILABLE. */
  async bind(loginId: Secret, consentId: ConsentId): Promise<void> {
    await this.#store.addMember(setOf(loginId), consentId);
  }

  /** Rejects with STORE_UNAVAILABLE. @returns whether another consent than this one lives by the login, or is about to. */
  async isInUseBeside(loginId: Secret, ended: ConsentId): Promise<boolean> {
    for (const member of await this.#store.members(setOf(loginId))) {
      if (member !== ended && (await this.#mayLive(ConsentId(member)))) return true;
    }
    return false;
  }

  /** Forgets a consent that has ended, and those that were left behind. One that is being linked meanwhile stays. */
  async forget(loginId: Secret, ended: ConsentId): Promise<void> {
    const set = setOf(loginId);
    for (const member of await this.#store.members(set)) {
      const isOver = member === ended || !(await this.#mayLive(ConsentId(member)));
      if (isOver) await this.#store.removeMember(set, member);
    }
  }
}

/** Hashed: whoever reads the store cannot use the login. */
function setOf(loginId: Secret): string {
  return `connect-login/${createHash("sha256").update(loginId.reveal().toLowerCase()).digest("base64url")}`;
}
