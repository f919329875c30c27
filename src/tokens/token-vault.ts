import { LRUCache } from "lru-cache";
import type { ConsentId } from "../core/ids.js";
import { GatewayError } from "../core/gateway-error.js";
import { Secret } from "../core/secret.js";
import type { RecordKind, RecordStore, StoredRecord, Write } from "../stores/record-store.js";
import { ConsentCipher, type SealedKind, sealWith } from "./consent-cipher.js";
import type { KeyManagement } from "./key-ring.js";
import { RefreshLog, refreshWrite } from "./refresh-log.js";
import { refreshed } from "./refresh-state.js";
import type { ConsentReference } from "./consent-reference.js";
import { parseTokenSet, serializeTokenSet, type TokenSet } from "./token-set.js";

/** A token set and the version of its record, which the next write must name. */
export interface StoredTokenSet {
  readonly tokens: TokenSet;
  readonly version: number;
}

/** Seals token sets for one place, without asking the store. */
export interface TokenSetSealer {
  seal(tokens: TokenSet): Buffer;
  /** Overwrites the key; call it when no more is to be sealed. */
  forget(): void;
}

interface Remembered extends StoredTokenSet {
  /** As it stands in the store, to be put back if the store forgets it. */
  readonly sealed: Uint8Array;
}

/**
 * Token sets that were read are remembered, so that a read costs one store look-up and no decryption; the record's
 * version tells when they are old.
 */
const REMEMBERED_LIMIT = 10_000;
/** What was read of the bank under a consent: of no use to anybody once it is revoked. */
const READ_KINDS = ["connect-snapshot", "connect-session"] as const;
/** Everything that is kept under a consent's data key, and the key. The key first: no ciphertext opens without it. */
const KINDS = ["data-key", "token-set", "revocation-token", "refresh", ...READ_KINDS] as const;
/** How often a token set is read again that was changed between two look-ups. */
const MAX_READS = 5;

/** Token sets, each encrypted under its consent's data key and bound to its version. */
export class TokenVault {
  readonly #store: RecordStore;
  readonly #log: RefreshLog;
  readonly #cipher: ConsentCipher;
  readonly #onPutBack: (reference: ConsentReference, version: number) => void;
  readonly #remembered = new LRUCache<ConsentId, Remembered>({
    maxSize: REMEMBERED_LIMIT,
    sizeCalculation: () => 1,
  });

  /** @param onPutBack told when a newer token set than the store's was put back. */
  constructor(
    store: RecordStore,
    keys: KeyManagement,
    onPutBack: (reference: ConsentReference, version: number) => void = () => undefined,
  ) {
    this.#store = store;
    this.#onPutBack = onPutBack;
    this.#log = new RefreshLog(store);
    this.#cipher = new ConsentCipher(store, keys);
  }

  /**
   * Rejects with RECORD_UNREADABLE if the record does not open, or is an old one that somebody put back.
   * @returns `undefined` for a consent without tokens.
   */
  async read(reference: ConsentReference): Promise<StoredTokenSet | undefined> {
    const { consentId } = reference;
    for (let read = 0; read < MAX_READS; read += 1) {
      const record = await this.#store.get({ kind: "token-set", id: consentId });
      if (record === undefined) {
        this.#remembered.delete(consentId);
        return undefined;
      }
      const remembered = this.#remembered.get(consentId);
      if (remembered?.version === record.version) return remembered;
      if (remembered !== undefined && remembered.version > record.version) {
        await this.#putBack(reference, remembered, record.version);
        continue;
      }
      const opened = await this.#openNewest(reference, record);
      if (opened !== "changed") return opened;
    }
    throw new GatewayError("STORE_UNAVAILABLE", `tokens of consent ${consentId} change all the time`);
  }

  /** @returns the writes of a first token set with all that belongs to it; the caller commits them with the consent. */
  async firstWrites(reference: ConsentReference, tokens: TokenSet): Promise<readonly Write[]> {
    const { key, keyWrite } = await this.#cipher.createKey(reference);
    const place = { reference, kind: "token-set", version: 1 } as const;
    const value = sealWith(key, place, serializeTokenSet(tokens));
    key.fill(0);
    const refresh = { reference, tokenVersion: 1, refreshedAt: tokens.issuedAt, status: "ACTIVE" } as const;
    return [keyWrite, { kind: "token-set", value, ifVersion: 0 }, refreshWrite(refresh, 0)];
  }

  /**
   * Gets the consent's key ready, so that new tokens can be sealed even when the store has gone away meanwhile.
   * @returns `undefined` if the consent's key is destroyed.
   */
  async sealerFor(reference: ConsentReference, version: number): Promise<TokenSetSealer | undefined> {
    const key = await this.#cipher.key(reference);
    if (key === undefined) return undefined;
    const place = { reference, kind: "token-set", version } as const;
    return {
      seal: (tokens) => sealWith(key, place, serializeTokenSet(tokens)),
      forget: () => key.fill(0),
    };
  }

  /** Rejects with RECORD_UNREADABLE. @returns `undefined` if the consent's key is destroyed. */
  async unseal(
    reference: ConsentReference,
    sealed: Uint8Array,
    version: number,
  ): Promise<TokenSet | undefined> {
    const text = await this.#cipher.open({ reference, kind: "token-set", version }, sealed);
    return text === undefined ? undefined : parseTokenSet(text);
  }

  /**
   * @returns the writes that take the tokens away from every reader and keep one of them, for telling the bank. They
   * fail together with the caller's own writes if a refresh changed anything meanwhile.
   */
  async revocationWrites(reference: ConsentReference): Promise<readonly Write[]> {
    const stored = await this.read(reference);
    const record = await this.#log.read(reference.consentId);
    if (stored === undefined || record === undefined) return [];
    const token = (stored.tokens.refreshToken ?? stored.tokens.accessToken).reveal();
    const place = { reference, kind: "revocation-token", version: 1 } as const;
    const value = await this.#cipher.seal(place, Buffer.from(token));
    if (value === undefined) return [];
    return [
      { kind: "token-set", value: null, ifVersion: stored.version },
      { kind: "refresh", value: null, ifVersion: record.version },
      { kind: "revocation-token", value, ifVersion: 0 },
    ];
  }

  /** @returns the token that still has to be revoked at the bank. */
  async revocationToken(reference: ConsentReference): Promise<Secret | undefined> {
    const record = await this.#store.get({ kind: "revocation-token", id: reference.consentId });
    const text = record && (await this.#open(reference, "revocation-token", record));
    return text === undefined ? undefined : new Secret(text.toString());
  }

  /**
   * Destroys what was read of the bank, while the data key must still open the token that the bank is to be shown. Whoever
   * writes such a record late must look at the consent after the write: connect-snapshots.ts.
   */
  async destroyRead(consentId: ConsentId): Promise<void> {
    await this.#destroy(consentId, READ_KINDS);
  }

  /** Destroys the data key first, so that no copy of a ciphertext opens again, then the ciphertexts. */
  async destroy(consentId: ConsentId): Promise<void> {
    this.#remembered.delete(consentId);
    await this.#destroy(consentId, KINDS);
  }

  async #destroy(id: ConsentId, kinds: readonly RecordKind[]): Promise<void> {
    for (const kind of kinds) await this.#store.take({ kind, id }).catch(unlessUnreadable);
  }

  /** A token set that opens may still be an old one that was put back: the refresh record knows the newest version. */
  async #openNewest(
    reference: ConsentReference,
    record: StoredRecord,
  ): Promise<StoredTokenSet | undefined | "changed"> {
    const { consentId } = reference;
    const refresh = (await this.#log.read(consentId))?.refresh;
    if (refresh?.tokenVersion !== record.version) {
      const again = await this.#store.get({ kind: "token-set", id: consentId });
      if (again?.version !== record.version) return "changed";
      throw new GatewayError("RECORD_UNREADABLE", `token-set of consent ${consentId} is not the newest`);
    }
    const text = await this.#open(reference, "token-set", record);
    if (text === undefined) return undefined;
    const stored = { tokens: parseTokenSet(text), version: record.version, sealed: record.value };
    this.#remembered.set(consentId, stored);
    return stored;
  }

  /**
   * A store that failed over may have lost its last writes. The refresh token it still has is spent, so what this
   * process remembers is written back, under the version it had.
   */
  async #putBack(reference: ConsentReference, newest: Remembered, foundVersion: number): Promise<void> {
    const { consentId } = reference;
    const { version, sealed, tokens } = newest;
    const record = await this.#log.read(consentId);
    if (record === undefined || record.refresh.tokenVersion > version) {
      // What we remember is not the newest either.
      this.#remembered.delete(consentId);
      return;
    }
    const writes: Write[] = [{ kind: "token-set", value: sealed, ifVersion: foundVersion, version }];
    if (record.refresh.tokenVersion < version) {
      writes.push(refreshWrite(refreshed(record.refresh, version, tokens.issuedAt), record.version));
    }
    if (await this.#store.commit(consentId, writes)) this.#onPutBack(reference, version);
  }

  #open(reference: ConsentReference, kind: SealedKind, record: StoredRecord): Promise<Buffer | undefined> {
    return this.#cipher.open({ reference, kind, version: record.version }, record.value);
  }
}

/** What is gone need not have been readable. */
function unlessUnreadable(failure: unknown): void {
  if (!(failure instanceof GatewayError && failure.code === "RECORD_UNREADABLE")) throw failure;
}
