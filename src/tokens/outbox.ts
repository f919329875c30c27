import type { Audit } from "../core/audit.js";
import type { Clock } from "../core/clock.js";
import { failureFields } from "../core/failure-fields.js";
import { GatewayError } from "../core/gateway-error.js";
import type { ConsentId } from "../core/ids.js";
import type { RecordStore } from "../stores/record-store.js";
import type { GiveBack } from "./give-back.js";
import type { Letter } from "./letter.js";
import { type RefreshLog, refreshWrite, type StoredRefresh } from "./refresh-log.js";
import { decideAnswer, refreshed } from "./refresh-state.js";
import type { Spool } from "./spool.js";
import type { TokenSet } from "./token-set.js";
import type { TokenVault } from "./token-vault.js";

export interface OutboxParts {
  readonly spool: Pick<Spool, "put" | "remove" | "read" | "keepAside">;
  readonly vault: Pick<TokenVault, "unseal">;
  readonly store: RecordStore;
  readonly log: RefreshLog;
  readonly giveBack: GiveBack;
  readonly clock: Clock;
  readonly audit: Audit;
  /** How long until a letter that could not be delivered is tried again, in milliseconds. */
  readonly retryMs: number;
}

/** `stored`: the tokens are the consent's. `superseded`: it has newer ones. `gone`: it has ended. */
export type Delivery = "stored" | "superseded" | "gone";

interface Pending {
  readonly letter: Letter;
  /** Missing for a letter of an earlier process: it is opened only if it must be given back. */
  readonly tokens: TokenSet | undefined;
  /** The attempt it answers: the one that made the call, or a later one that took the record over. */
  attemptId: string;
  /** The try that runs now, for all who want one. */
  trying: Promise<boolean> | undefined;
  /** Monotonic milliseconds. */
  readonly since: number;
  readonly delivered: Promise<Delivery>;
  readonly settle: (delivery: Delivery) => void;
}

/** A change between reading and writing is followed by another try at once, so often. */
const MAX_TRIES = 5;
/** A bank that cannot be told for so long that a consent has ended is given up. */
const GIVE_BACK_MS = 3_600_000;

/**
 * Brings new tokens into the store: first onto the local disk, then by compare-and-set into the store, and only then is
 * anybody shown them. A letter that cannot be delivered is kept and tried again until the store has said what becomes of it.
 */
export class Outbox {
  readonly #parts: OutboxParts;
  readonly #pending = new Map<ConsentId, Pending>();
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(parts: OutboxParts) {
    this.#parts = parts;
  }

  /** Letters that have not arrived, and for how long the oldest waits, in milliseconds. */
  status(): { readonly letters: number; readonly oldestMs: number } {
    const since = [...this.#pending.values()].map((pending) => pending.since);
    const oldestMs = since.length === 0 ? 0 : this.#parts.clock.monotonic() - Math.min(...since);
    return { letters: this.#pending.size, oldestMs };
  }

  /** @returns the delivery of a letter that is under way for this consent. */
  pending(consentId: ConsentId): Promise<Delivery> | undefined {
    return this.#pending.get(consentId)?.delivered;
  }

  /** A new attempt has taken the record over: the letter that waits is its answer. */
  adopt(consentId: ConsentId, attemptId: string): void {
    const pending = this.#pending.get(consentId);
    if (pending !== undefined) pending.attemptId = attemptId;
  }

  /** Resolves when the store has decided, however long that takes; it never rejects. */
  async deliver(letter: Letter, tokens: TokenSet): Promise<Delivery> {
    const pending = this.#admit(letter, tokens);
    await this.#intoSpool(letter);
    await this.#tryToSettle(pending);
    return pending.delivered;
  }

  /**
   * Delivers what other processes left in the spool; what does not arrive now is tried again later.
   * @param from see `Spool.read`.
   */
  async recover(from: "everybody" | "the-dead" = "everybody"): Promise<void> {
    const { spool, audit } = this.#parts;
    const { letters, unreadable } = await spool.read(from);
    for (const { file, consentId } of unreadable) {
      audit("operator.alarm", { alarm: "spool_unreadable", file, ...(consentId && { consentId }) });
    }
    // Of two letters for one consent the newer one goes first.
    const newestFirst = [...letters].sort((a, b) => b.version - a.version || b.issuedAt - a.issuedAt);
    for (const letter of newestFirst) this.#admitInTurn(letter);
    if (letters.length > 0) await this.#retryAll();
  }

  /** Stops trying; what is left stays in the spool. */
  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
  }

  #admit(letter: Letter, tokens: TokenSet | undefined): Pending {
    let settle: (delivery: Delivery) => void = () => undefined;
    const delivered = new Promise<Delivery>((resolve) => (settle = resolve));
    const since = this.#parts.clock.monotonic();
    const { attemptId } = letter;
    const pending = { letter, tokens, attemptId, trying: undefined, since, delivered, settle };
    this.#pending.set(letter.reference.consentId, pending);
    return pending;
  }

  /** A letter of another process, behind the one that is under way for its consent. */
  #admitInTurn(letter: Letter): void {
    const before = this.#pending.get(letter.reference.consentId);
    if (before === undefined) this.#admit(letter, undefined);
    else {
      void before.delivered.then(() => {
        this.#admitInTurn(letter);
        this.#retryLater();
      });
    }
  }

  /** A disk that fails is no reason to lose the letter: the store may still take it. */
  async #intoSpool(letter: Letter): Promise<void> {
    const { spool, audit } = this.#parts;
    await spool.put(letter).catch((failure: unknown) => {
      audit("operator.alarm", { alarm: "spool_unwritable", ...letter.reference, ...failureFields(failure) });
    });
  }

  /** @returns whether the store was there. */
  #tryToSettle(pending: Pending): Promise<boolean> {
    pending.trying ??= this.#try(pending).finally(() => (pending.trying = undefined));
    return pending.trying;
  }

  async #try(pending: Pending): Promise<boolean> {
    try {
      const delivery = await this.#decide(pending);
      if (delivery === "unreadable") await this.#putAside(pending);
      else if (delivery !== undefined) await this.#finish(pending, delivery);
      return true;
    } catch (failure) {
      this.#parts.audit("token.write-retried", { ...pending.letter.reference, ...failureFields(failure) });
      return !(failure instanceof GatewayError && failure.code === "STORE_UNAVAILABLE");
    } finally {
      this.#retryLater();
    }
  }

  #retryLater(): void {
    if (this.#closed || this.#pending.size === 0) return;
    this.#timer ??= setTimeout(() => void this.#retryAll(), this.#parts.retryMs).unref();
  }

  async #retryAll(): Promise<void> {
    // One after another, up to the first that finds no store: one that is away is not asked for each of them, and one
    // that has just come back is not run over.
    for (const pending of [...this.#pending.values()]) {
      if (this.#closed || !(await this.#tryToSettle(pending))) break;
    }
    // One that was set meanwhile would go on beside the next, and be known to nobody who closes.
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#retryLater();
  }

  /** @returns `undefined` while nothing can be decided. */
  async #decide(pending: Pending): Promise<Delivery | "unreadable" | undefined> {
    const { letter, attemptId } = pending;
    const { reference, usedVersion } = letter;
    for (let tries = 0; tries < MAX_TRIES; tries += 1) {
      const stored = await this.#parts.log.read(reference.consentId);
      const decision = decideAnswer(stored?.refresh, { attemptId, usedVersion });
      if (decision === "wait") return undefined;
      if (decision === "store" && stored !== undefined) {
        const delivery = await this.#storeIfItOpens(pending, stored);
        if (delivery !== undefined) return delivery;
      } else if (await this.#isForGood(letter, stored)) return this.#withoutStoring(pending, decision);
    }
    return undefined;
  }

  async #storeIfItOpens(
    pending: Pending,
    stored: StoredRefresh,
  ): Promise<"stored" | "unreadable" | undefined> {
    if (!(await this.#opens(pending))) return "unreadable";
    return (await this.#store(pending.letter, stored)) ? "stored" : undefined;
  }

  async #withoutStoring(
    pending: Pending,
    decision: ReturnType<typeof decideAnswer>,
  ): Promise<Delivery | undefined> {
    if (decision === "gone") return (await this.#giveBack(pending)) ? "gone" : undefined;
    return (await this.#isStored(pending.letter)) ? "stored" : "superseded";
  }

  /** A letter that lay on a disk is opened before it takes the place of tokens that may still be good. */
  async #opens({ letter, tokens }: Pending): Promise<boolean> {
    if (tokens !== undefined) return true;
    const { reference, sealed, version } = letter;
    try {
      return (await this.#parts.vault.unseal(reference, sealed, version)) !== undefined;
    } catch (failure) {
      if (failure instanceof GatewayError && failure.code === "RECORD_UNREADABLE") return false;
      throw failure;
    }
  }

  /** A letter is thrown away only for the sake of what no fail-over can undo. */
  #isForGood({ reference }: Letter, stored: StoredRefresh | undefined): Promise<boolean> {
    return this.#parts.store.confirm({ kind: "refresh", id: reference.consentId }, stored?.version ?? 0);
  }

  /** The compare-and-set on the fence: token set and refresh record change together, or neither does. */
  #store(letter: Letter, { refresh, version: fence }: StoredRefresh): Promise<boolean> {
    const { version, sealed, reference, issuedAt } = letter;
    return this.#parts.store.commit(reference.consentId, [
      { kind: "token-set", value: sealed, ifVersion: refresh.tokenVersion, version },
      refreshWrite(refreshed(refresh, version, issuedAt), fence),
    ]);
  }

  /** A write whose confirmation was lost may have happened: then the newer version is this very letter. */
  async #isStored({ reference, sealed }: Letter): Promise<boolean> {
    const record = await this.#parts.store.get({ kind: "token-set", id: reference.consentId });
    return record !== undefined && Buffer.compare(record.value, sealed) === 0;
  }

  async #giveBack({ letter, tokens, since }: Pending): Promise<boolean> {
    const { giveBack, clock } = this.#parts;
    return (await giveBack.attempt(letter, tokens)) || clock.monotonic() - since > GIVE_BACK_MS;
  }

  async #finish(pending: Pending, delivery: Delivery): Promise<void> {
    const { letter, attemptId, tokens } = pending;
    const { reference, version } = letter;
    const nobodyTells = tokens === undefined && attemptId === letter.attemptId;
    if (delivery === "stored" && nobodyTells) this.#parts.audit("token.recovered", { ...reference, version });
    this.#settled(pending, delivery);
    await this.#parts.spool.remove(letter);
  }

  async #putAside(pending: Pending): Promise<void> {
    const { spool, audit } = this.#parts;
    audit("operator.alarm", { alarm: "spool_unreadable", ...pending.letter.reference });
    this.#settled(pending, "superseded");
    await spool.keepAside(pending.letter);
  }

  #settled(pending: Pending, delivery: Delivery): void {
    const { consentId } = pending.letter.reference;
    if (this.#pending.get(consentId) === pending) this.#pending.delete(consentId);
    pending.settle(delivery);
  }
}
