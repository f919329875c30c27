import type { Adapter, AdapterPayload } from "oidc-provider";
import { errors } from "./oidc-provider.js";

interface StoredRecord {
  payload: AdapterPayload;
  readonly expiresAt: number;
}

/** A record that outlives a restart of the bank. */
export interface KeptRecord {
  readonly model: string;
  readonly id: string;
  readonly payload: AdapterPayload;
  /** Milliseconds since 1970; null for a record without end. */
  readonly expiresAt: number | null;
}

/** What a consent is made of. Pages half filled in and sign-ins may be lost. */
const KEPT_MODELS = ["Grant", "AccessToken", "RefreshToken"];

const SWEEP_EVERY = 1_000;

/**
 * Where one bank's authorization server keeps its records. The package's own memory adapter drops the oldest of a
 * thousand records, which would look to a client like a bank that forgets consents; here a record stays until it
 * expires or is destroyed.
 */
export class MemoryRecords {
  readonly #models = new Map<string, Map<string, StoredRecord>>();
  readonly #tell: () => void;
  readonly #forgives: (usedAt: number) => boolean;
  #writes = 0;
  #untold = 0;

  /**
   * @param changed told after every change, before the change is acknowledged.
   * @param forgives whether a refresh token that was first used then, in milliseconds since 1970, may be used again.
   */
  constructor(
    kept: readonly KeptRecord[] = [],
    changed: () => void = () => undefined,
    forgives: (usedAt: number) => boolean = () => false,
  ) {
    this.#tell = changed;
    this.#forgives = forgives;
    for (const { model, id, payload, expiresAt } of kept) {
      this.#of(model).set(id, { payload, expiresAt: expiresAt ?? Number.POSITIVE_INFINITY });
    }
  }

  /** Does many changes and tells of them once, at the end. */
  async together<T>(work: () => Promise<T>): Promise<T> {
    this.#untold += 1;
    try {
      return await work();
    } finally {
      this.#untold -= 1;
      this.#changed();
    }
  }

  /** The grants that stand and have a refresh token that was not used yet. Reads every refresh token. */
  livingGrants(): ReadonlySet<string> {
    const grants = this.#of("Grant");
    const living = new Set<string>();
    for (const record of this.#of("RefreshToken").values()) {
      const { grantId = "" } = record.payload;
      if (isUnused(record.payload) && isAlive(record) && grants.has(grantId)) living.add(grantId);
    }
    return living;
  }

  /** What must be kept for the grants to go on after a restart. */
  kept(): readonly KeptRecord[] {
    return KEPT_MODELS.flatMap((model) =>
      [...this.#of(model)].map(([id, { payload, expiresAt }]) => ({
        ...{ model, id, payload },
        expiresAt: Number.isFinite(expiresAt) ? expiresAt : null,
      })),
    );
  }

  /** The adapter for one of the server's models. */
  adapter(model: string): Adapter {
    const records = this.#of(model);
    const find = (matches: (payload: AdapterPayload) => boolean): AdapterPayload | undefined =>
      [...records.values()].find((record) => isAlive(record) && matches(record.payload))?.payload;
    return {
      find: async (id) => {
        const record = records.get(id);
        return record !== undefined && isAlive(record) ? this.#seenFrom(model, record.payload) : undefined;
      },
      findByUid: async (uid) => find((payload) => payload.uid === uid),
      findByUserCode: async (userCode) => find((payload) => payload.userCode === userCode),
      upsert: async (id, payload, expiresIn) => {
        records.set(id, { payload, expiresAt: expiryFrom(expiresIn) });
        this.#sweepNowAndThen();
        this.#changed();
      },
      consume: async (id) => {
        this.#consume(model, id);
      },
      destroy: async (id) => {
        records.delete(id);
        this.#changed();
      },
      revokeByGrantId: async (grantId) => {
        deleteWhere(records, ({ payload }) => payload.grantId === grantId);
        this.#changed();
      },
    };
  }

  /** What the records of one model are found by; of a token it is the token itself. */
  ids(model: string): readonly string[] {
    return [...this.#of(model).keys()];
  }

  /** Forgets every record of one model. */
  clear(model: string): void {
    this.#of(model).clear();
    this.#changed();
  }

  /** Forgets a grant and everything issued under it. */
  withdrawGrant(grantId: string): boolean {
    for (const records of this.#models.values()) {
      deleteWhere(records, ({ payload }) => payload.grantId === grantId);
    }
    const existed = this.#of("Grant").delete(grantId);
    this.#changed();
    return existed;
  }

  #of(model: string): Map<string, StoredRecord> {
    const known = this.#models.get(model);
    if (known !== undefined) return known;
    const records = new Map<string, StoredRecord>();
    this.#models.set(model, records);
    return records;
  }

  /** A token that may be used again looks unused to the server. */
  #seenFrom(model: string, payload: AdapterPayload): AdapterPayload {
    return this.#isForgiven(model, payload) ? { ...payload, consumed: undefined } : payload;
  }

  #consume(model: string, id: string): void {
    const record = this.#of(model).get(id);
    if (record === undefined) throw new errors.InvalidGrant("unknown");
    const { payload } = record;
    // With its fraction: a time of grace may be shorter than a second.
    if (isUnused(payload)) record.payload = { ...payload, consumed: Date.now() / 1_000 };
    // The server asked before whether it was used. Of two calls at the same time both were told no.
    else if (!this.#isForgiven(model, payload)) {
      if (payload.grantId !== undefined) this.withdrawGrant(payload.grantId);
      throw new errors.InvalidGrant("already used");
    }
    this.#changed();
  }

  #isForgiven(model: string, payload: AdapterPayload): boolean {
    const consumed: unknown = payload.consumed;
    return model === "RefreshToken" && typeof consumed === "number" && this.#forgives(consumed * 1_000);
  }

  #changed(): void {
    if (this.#untold === 0) this.#tell();
  }

  #sweepNowAndThen(): void {
    this.#writes += 1;
    if (this.#writes % SWEEP_EVERY !== 0) return;
    for (const records of this.#models.values()) deleteWhere(records, (record) => !isAlive(record));
  }
}

function isUnused(payload: AdapterPayload): boolean {
  return payload.consumed === undefined;
}

function deleteWhere(records: Map<string, StoredRecord>, matches: (record: StoredRecord) => boolean): void {
  for (const [id, record] of records) {
    if (matches(record)) records.delete(id);
  }
}

function expiryFrom(expiresIn: number | undefined): number {
  return expiresIn === undefined ? Number.POSITIVE_INFINITY : Date.now() + expiresIn * 1_000;
}

function isAlive({ expiresAt }: StoredRecord): boolean {
  return expiresAt > Date.now();
}
