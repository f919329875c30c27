import type { Clock } from "../../src/core/clock.js";
import { GatewayError } from "../../src/core/gateway-error.js";
import type { AnswerKey, AnswerStore } from "../../src/stores/answer-store.js";

interface Row {
  readonly value: Buffer;
  readonly expiresAt: number;
}

/** Answers in memory, for all that are opened on one place. */
export class MemoryAnswerStore implements AnswerStore {
  isDown = false;
  /** By consent, then by name. */
  readonly rows: Map<string, Map<string, Row>>;
  readonly #clock: Clock;

  constructor(clock: Clock, rows = new Map<string, Map<string, Row>>()) {
    this.#clock = clock;
    this.rows = rows;
  }

  openAgain(): MemoryAnswerStore {
    return new MemoryAnswerStore(this.#clock, this.rows);
  }

  /** @returns everything that is kept, whoever it belongs to. */
  values(): readonly Buffer[] {
    return [...this.rows.values()].flatMap((rows) => [...rows.values()].map(({ value }) => value));
  }

  async get({ consentId, name }: AnswerKey): Promise<Uint8Array | undefined> {
    this.#reach();
    const row = this.rows.get(consentId)?.get(name);
    return row === undefined || row.expiresAt <= this.#clock.now() ? undefined : Buffer.from(row.value);
  }

  async put({ consentId, name }: AnswerKey, value: Uint8Array, expiresAt: number): Promise<void> {
    this.#reach();
    const rows = this.rows.get(consentId) ?? new Map<string, Row>();
    this.rows.set(consentId, rows.set(name, { value: Buffer.from(value), expiresAt }));
  }

  async delete({ consentId, name }: AnswerKey): Promise<void> {
    this.#reach();
    this.rows.get(consentId)?.delete(name);
  }

  async deleteAll(consentId: string): Promise<void> {
    this.#reach();
    this.rows.delete(consentId);
  }

  async sweep(): Promise<void> {
    this.#reach();
    for (const rows of this.rows.values()) {
      for (const [name, { expiresAt }] of rows) if (expiresAt <= this.#clock.now()) rows.delete(name);
    }
  }

  async close(): Promise<void> {
    this.isDown = true;
  }

  #reach(): void {
    if (this.isDown) throw new GatewayError("STORE_UNAVAILABLE", "the answer store is away");
  }
}
