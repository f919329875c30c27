import { hash } from "node:crypto";
import type { Clock } from "../core/clock.js";
import { GatewayError } from "../core/gateway-error.js";
import { ConsentId } from "../core/ids.js";
import type { IdHolder } from "../core/node-id.js";
import type { RecordStore, Write } from "../stores/record-store.js";
import {
  asOf,
  type Consent,
  type ConsentState,
  decodeConsent,
  encodeConsent,
  vanishesAt,
} from "./consent.js";

/** How often a change is tried again when another process changed the same consent. */
const MAX_ATTEMPTS = 5;

/** Consents in the store, and which of them a person has given to an app. */
export class ConsentRepository {
  readonly #store: RecordStore;
  readonly #clock: Clock;
  readonly #onUnreadable: (id: ConsentId) => void;

  /** @param onUnreadable told of a damaged consent that was left out of a list. */
  constructor(store: RecordStore, clock: Clock, onUnreadable: (id: ConsentId) => void = () => undefined) {
    this.#store = store;
    this.#clock = clock;
    this.#onUnreadable = onUnreadable;
  }

  /** Whoever asks: for the gateway's own work. Callers' requests go through `findOwned`. */
  async find(id: ConsentId): Promise<Consent | undefined> {
    const record = await this.#store.get({ kind: "consent", id });
    return record && asOf(decodeConsent(id, record), this.#clock.now());
  }

  /** A consent of another app or person is `undefined`, exactly like a missing one. */
  async findOwned(holder: IdHolder, id: ConsentId): Promise<Consent | undefined> {
    const consent = await this.find(id);
    return consent !== undefined && isOwnedBy(consent, holder) ? consent : undefined;
  }

  /** @returns the person's consents that were ever active, oldest first. */
  async listOwned(holder: IdHolder): Promise<readonly Consent[]> {
    const ids = await this.#store.members(ownerSet(holder));
    const found = await Promise.all(ids.map((id) => this.#findReadable(holder, ConsentId(id))));
    return found
      .filter((consent) => consent !== undefined)
      .filter(({ state: { phase } }) => phase !== "PENDING" && phase !== "REJECTED")
      .sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1));
  }

  /** One damaged record must not take the person's other banks away. */
  async #findReadable(holder: IdHolder, id: ConsentId): Promise<Consent | undefined> {
    try {
      return await this.findOwned(holder, id);
    } catch (failure) {
      if (!(failure instanceof GatewayError && failure.code === "RECORD_UNREADABLE")) throw failure;
      this.#onUnreadable(id);
      return undefined;
    }
  }

  async create(consent: Consent): Promise<void> {
    if (!(await this.#store.commit(consent.id, [writeOf(consent)]))) {
      throw new GatewayError("INTERNAL", `consent id ${consent.id} was handed out twice`);
    }
  }

  /**
   * Makes a pending consent active together with its tokens: both are written or neither.
   * @returns `false` if the consent is no longer pending.
   */
  async activate(pending: Consent, state: ConsentState, tokenWrites: readonly Write[]): Promise<boolean> {
    const consent = { ...pending, state };
    // The set first: a member without a consent is passed over, a consent without a member could not be listed.
    await this.#store.addMember(ownerSet(consent), consent.id);
    return this.#store.commit(consent.id, [writeOf(consent), ...tokenWrites]);
  }

  /**
   * Moves a consent to another state, again if somebody else changed it meanwhile.
   * @param next gives `undefined` to leave the consent as it is.
   * @param alongside gives writes of the same consent's other records: all are made or none.
   */
  async transition(
    id: ConsentId,
    next: (current: Consent) => ConsentState | undefined,
    alongside: (current: Consent) => Promise<readonly Write[]> = async () => [],
  ): Promise<Consent | undefined> {
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
      const current = await this.find(id);
      if (current === undefined) return undefined;
      const state = next(current);
      if (state === undefined) return current;
      const writes = [writeOf({ ...current, state }), ...(await alongside(current))];
      if (await this.#store.commit(id, writes)) return { ...current, state, version: current.version + 1 };
    }
    throw new GatewayError("STORE_UNAVAILABLE", `consent ${id} is changed by others all the time`);
  }
}

function writeOf(consent: Consent): Write {
  const write = { kind: "consent", value: encodeConsent(consent), ifVersion: consent.version } as const;
  const expiresAt = vanishesAt(consent);
  return expiresAt === undefined ? write : { ...write, expiresAt };
}

function isOwnedBy(consent: Consent, holder: IdHolder): boolean {
  return consent.appId === holder.appId && consent.endUserId === holder.endUserId;
}

/** JSON keeps app and person apart, whatever characters their ids hold; the hash makes it as short as a key must be. */
function ownerSet(holder: IdHolder): string {
  const owner = JSON.stringify([holder.appId, holder.endUserId]);
  return `consents-of/${hash("sha256", owner, "base64url")}`;
}
