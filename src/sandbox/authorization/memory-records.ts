import type { Adapter, AdapterPayload } from "oidc-provider";

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
  readonly #changed: () => void;
  #writes = 0;

  /** @param changed told after every change, before the change is acknowledged. */
  constructor(kept: readonly KeptRecord[] = [], changed: () => void = () => undefined) {
    this.#changed = changed;
    for (const { model, id, payload, expiresAt } of kept) {
      this.#of(model).set(id, { payload, expiresAt: expiresAt ?? Number.POSITIVE_INFINITY });
    }
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
        return record !== undefined && isAlive(record) ? record.payload : undefined;
      },
      findByUid: async (uid) => find((payload) => payload.uid === uid),
      findByUserCode: async (userCode) => find((payload) => payload.userCode === userCode),
      upsert: async (id, payload, expiresIn) => {
        records.set(id, { payload, expiresAt: expiryFrom(expiresIn) });
        this.#sweepNowAndThen();
        this.#changed();
      },
      consume: async (id) => {
        const record = records.get(id);
        if (record !== undefined) {
          record.payload = { ...record.payload, consumed: Math.floor(Date.now() / 1_000) };
          this.#changed();
        }
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

  #sweepNowAndThen(): void {
    this.#writes += 1;
    if (this.#writes % SWEEP_EVERY !== 0) return;
    for (const records of this.#models.values()) deleteWhere(records, (record) => !isAlive(record));
  }
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
