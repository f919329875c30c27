import { AppId, ConsentId, EndUserId } from "../../src/core/ids.js";
import type { Secret } from "../../src/core/secret.js";
import type { Write } from "../../src/stores/record-store.js";
import type { ConsentReference } from "../../src/tokens/consent-reference.js";
import { decodeLetter } from "../../src/tokens/letter.js";
import { RefreshLog } from "../../src/tokens/refresh-log.js";
import type { RotationPolicy } from "../../src/tokens/refresh-state.js";
import { tokenSetFrom } from "../../src/tokens/token-set.js";
import { AuditRecorder } from "../support/audit-recorder.js";
import { MAPLE, tokenVault } from "../support/builders.js";
import { FakeClock } from "../support/fake-clock.js";
import { MemoryStore, type StoreFault } from "../support/memory-store.js";
import { Disk } from "./memory-spool.js";
import { ModelBank, type Plan } from "./model-bank.js";
import { ModelProcess, type Surroundings, TOKEN_TIMEOUT_MS } from "./model-process.js";
import { ProtocolJudge } from "./protocol-judge.js";
import { Steps, turn } from "./steps.js";
import { VirtualTime } from "./virtual-time.js";

/** The first two are on one machine and share a spool folder. */
export const PROCESSES = 3;
export const CONSENTS = 2;
const MACHINES = [0, 0, 1];
/** Nothing that is asked for may take longer than this once all faults are over: patience, the call, and a cool-down. */
const RECOVERY_MS = 31_000;
/** While nothing is wrong no call takes longer. */
const AT_ONCE_MS = 250;
/** More than a token lives. */
const TOKEN_LIFE_MS = 400_000;

interface Answer {
  readonly token: Secret;
  /** To the bank, when it was handed out. */
  readonly isGood: boolean;
}

/** Gateway processes, their store, disks and bank; whatever happens is decided from outside. */
export class TokenModel {
  readonly steps = new Steps();
  readonly time = new VirtualTime();
  readonly audit = new AuditRecorder();
  readonly store = MemoryStore.open(new FakeClock());
  readonly judge: ProtocolJudge;
  readonly bank: ModelBank;
  readonly #policy: RotationPolicy;
  readonly #disks = [new Disk(), new Disk()];
  readonly #processes: ModelProcess[] = [];
  /** Token sets that no refresh has made. */
  readonly #first = new Set<string>();
  readonly #lastRead = new Map<ConsentId, Secret>();
  /** What was asked and not answered, by process. */
  readonly #open = new Map<ModelProcess, number>();
  #restoreTimers: () => void = () => undefined;

  private constructor(policy: RotationPolicy) {
    this.#policy = policy;
    this.judge = new ProtocolJudge(policy, (id) => this.bank.endOf(id));
    this.bank = new ModelBank(this.time, policy, TOKEN_TIMEOUT_MS, this.judge);
  }

  static async open(policy: RotationPolicy): Promise<TokenModel> {
    const model = new TokenModel(policy);
    model.#restoreTimers = model.time.install();
    for (let index = 0; index < PROCESSES; index += 1)
      model.#processes.push(new ModelProcess(model.#around(index)));
    for (const reference of REFERENCES) {
      const tokens = tokenSetFrom(model.bank.grant(reference.consentId), model.process(0).now());
      const writes = await tokenVault(model.store).firstWrites(reference, tokens);
      await model.store.commit(reference.consentId, writes);
      for (const { value } of writes)
        if (value !== null) model.#first.add(Buffer.from(value).toString("base64"));
    }
    await model.settle();
    return model;
  }

  close(): void {
    for (const process of this.#processes) process.kill(false);
    this.#restoreTimers();
  }

  process(index: number): ModelProcess {
    const process = this.#processes[index % PROCESSES];
    if (process === undefined) throw new Error("no such process");
    return process;
  }

  // What is asked of the gateway.

  read(index: number, consent: number): void {
    const process = this.process(index);
    this.#read(process, referenceOf(consent)).catch(() => undefined);
  }

  /** A bank has answered 401 to the token that was handed out last. */
  readWithRejected(index: number, consent: number): void {
    const reference = referenceOf(consent);
    const rejected = this.#lastRead.get(reference.consentId);
    this.#read(this.process(index), reference, rejected).catch(() => undefined);
  }

  renew(index: number, consent: number): void {
    const process = this.process(index);
    const reference = referenceOf(consent);
    this.#watch(process, reference, async () => process.manager.renew(reference, process.now())).catch(
      () => undefined,
    );
  }

  keeperRound(index: number): void {
    const process = this.process(index);
    void this.#ask(process, () => process.keeper.round()).catch((failure: unknown) => {
      this.judge.roundFailed(failure);
    });
  }

  revoke(index: number, consent: number): void {
    this.#revoke(this.process(index), referenceOf(consent)).catch((failure: unknown) => {
      this.judge.revocationFailed(failure);
    });
  }

  // What happens.

  async run(picks: readonly number[]): Promise<void> {
    await turn();
    for (const pick of picks) await this.steps.release(pick);
  }

  async settle(): Promise<void> {
    await turn();
    while (await this.steps.release(0));
  }

  /** Time passes, and everything that is ready is done before. */
  async pass(ms: number): Promise<void> {
    const until = this.time.now + ms;
    await this.settle();
    for (let due = this.time.nextDue; due !== undefined && due <= until; due = this.time.nextDue) {
      this.time.fireNext();
      await this.settle();
    }
    this.time.moveTo(until);
  }

  /** The machines are suspended meanwhile: all timers are late. */
  suspend(ms: number): void {
    this.judge.fault("suspended");
    this.time.moveTo(this.time.now + ms);
    for (const process of this.#processes) process.trouble();
  }

  plan(consent: number, plans: readonly Plan[]): void {
    this.judge.plans(plans);
    this.bank.plan(referenceOf(consent).consentId, plans);
  }

  kill(index: number, arrives: boolean): void {
    if (this.process(index).isDead) return;
    this.judge.fault("killed");
    this.process(index).kill(arrives);
    this.time.after(TOKEN_TIMEOUT_MS / 2, () => {
      for (const process of this.#processes) process.rescue();
    });
  }

  /** Stops a process, or lets it go on. */
  stall(index: number, isStalled: boolean): void {
    this.judge.fault("stalled");
    this.process(index).isStalled = isStalled;
  }

  breakStore(index: number, fault: StoreFault): void {
    this.judge.fault("store");
    this.process(index).storeFault = fault;
  }

  restart(index: number): void {
    const process = this.process(index);
    if (process.isDead) this.#processes[index] = process.replace(this.#around(index));
  }

  /** One consent's last writes are lost, and nobody may remember them. */
  forget(consent: number, changes: number): void {
    const { consentId } = referenceOf(consent);
    if (this.judge.isEnding(consentId)) return;
    this.judge.forgotten(consentId);
    this.#rollBack(consentId, changes);
  }

  /** One consent's last writes are lost at rest, and a process that remembers them is the first to look. */
  async forgetButRemember(index: number, consent: number, changes: number): Promise<void> {
    const { consentId } = referenceOf(consent);
    await this.settle();
    if (this.judge.isEnding(consentId) || this.judge.isForgotten(consentId)) return;
    await this.pass(AT_ONCE_MS);
    const before = await this.#versionOf(consentId);
    const answer = await this.#readAtRest(index, consent, { withinMs: AT_ONCE_MS });
    const isNewest = answer !== undefined && before === (await this.#versionOf(consentId));
    if (!isNewest || !this.#isAtRest() || !(await this.#isActive(consentId))) return;
    this.judge.fault("rolled back");
    this.#rollBack(consentId, changes);
    await this.#readAtRest(index, consent, { withinMs: AT_ONCE_MS });
    const after = await this.#versionOf(consentId);
    if (after < before)
      this.judge.violated(`version ${before} of ${consentId} was remembered, and is ${after} now`);
  }

  /**
   * All faults end, everybody recovers. Rejects if something is still open, or a consent is neither good nor honestly dead.
   */
  async heal(): Promise<void> {
    await this.#endFaults();
    this.judge.healing(this.time.now);
    for (let round = 0; round < 2; round += 1) {
      for (let index = 0; index < PROCESSES; index += 1) this.keeperRound(index);
      await this.pass(RECOVERY_MS / 2);
    }
    for (const { consentId } of REFERENCES)
      if (this.judge.isEnding(consentId)) await this.#finishRevoking(consentId);
    await this.pass(RECOVERY_MS);
    await this.#expectEmptySpools();
    this.judge.nothingIsLeft(this.#unsettled(), this.#letters());
    this.time.moveTo(this.time.now + TOKEN_LIFE_MS);
    for (let index = 0; index < PROCESSES; index += 1) {
      for (let consent = 0; consent < CONSENTS; consent += 1) await this.#expectTruth(index, consent);
    }
    this.judge.verify();
  }

  async #endFaults(): Promise<void> {
    for (let index = 0; index < PROCESSES; index += 1) {
      this.restart(index);
      const process = this.process(index);
      process.storeFault = "none";
      process.isStalled = false;
      process.wallOffsetMs = 0;
    }
    for (const { consentId } of REFERENCES) this.bank.plan(consentId, []);
    this.bank.releaseLate();
    await this.settle();
  }

  async #finishRevoking(consentId: ConsentId): Promise<void> {
    const reference = REFERENCES.find((each) => each.consentId === consentId);
    if (reference === undefined) return;
    const revoked = this.#revoke(this.process(0), reference);
    revoked.catch((failure: unknown) => {
      this.judge.violated(`cannot be revoked: ${String(failure)}`);
    });
    await this.pass(RECOVERY_MS);
    if (this.judge.isForgotten(consentId)) return;
    if (this.bank.couldBeGivenBack(consentId)) this.judge.violated(`${consentId}: the late answer was kept`);
  }

  /** Letters that are left over have arrived, or nobody needs them. */
  async #expectEmptySpools(): Promise<void> {
    for (const { text } of this.#disks.flatMap(({ files }) => [...files.values()])) {
      const letter = decodeLetter(text.trimEnd());
      if (letter === undefined) continue;
      const { consentId } = letter.reference;
      const isOver = this.judge.isEnding(consentId) || this.bank.endOf(consentId) !== undefined;
      const version = await this.#versionOf(consentId);
      if (!isOver && version < letter.version)
        this.judge.violated(`${consentId}: a letter lies in the spool`);
    }
  }

  /** A read gives a token that the bank takes, or it says why not. */
  async #expectTruth(index: number, consent: number): Promise<void> {
    const { consentId } = referenceOf(consent);
    let answer = await this.#readAtRest(index, consent);
    if (answer?.isGood === false) answer = await this.#readAtRest(index, consent, { rejected: answer.token });
    const mayFail = this.bank.endOf(consentId) !== undefined || this.judge.isEnding(consentId);
    if (answer === undefined && !mayFail)
      this.judge.violated(`${consentId} gives no token, and its grant lives`);
    if (answer?.isGood === false)
      this.judge.violated(`${consentId} gives a token that is dead, and says nothing`);
  }

  async #readAtRest(
    index: number,
    consent: number,
    { withinMs = RECOVERY_MS, rejected }: { readonly withinMs?: number; readonly rejected?: Secret } = {},
  ): Promise<Answer | undefined> {
    let answer: Answer | undefined;
    this.#read(this.process(index), referenceOf(consent), rejected).then(
      (token) => (answer = { token, isGood: this.bank.isGood(token) }),
      () => undefined,
    );
    await this.pass(withinMs);
    return answer;
  }

  #around(index: number): Surroundings {
    const { time, steps, store, bank, judge } = this;
    const disk = this.#disks[MACHINES[index] ?? 0] ?? new Disk();
    return {
      ...{ time, steps, store, disk, bank, policy: this.#policy, audit: this.audit.audit },
      onCommit: (id, writes) => {
        for (const write of writes) this.#judgeWrite(ConsentId(id), write);
      },
      onGrantRefused: ({ consentId }, reason) => {
        judge.ended(consentId, reason);
      },
    };
  }

  #judgeWrite(consentId: ConsentId, { kind, value, ifVersion, version }: Write): void {
    if (kind !== "token-set" || value === null) return;
    this.judge.stored(consentId, {
      isOnDisk: this.#isKnown(value),
      grows: (version ?? Infinity) > ifVersion,
    });
  }

  #isKnown(sealed: Uint8Array): boolean {
    const text = Buffer.from(sealed).toString("base64");
    return this.#first.has(text) || this.#disks.some(({ written }) => written.has(text));
  }

  async #read(process: ModelProcess, reference: ConsentReference, rejected?: Secret): Promise<Secret> {
    const { consentId } = reference;
    const expected = this.judge.expect(process, consentId);
    return this.#watch(process, reference, async () => {
      const token = await process.manager.accessToken(reference, rejected);
      this.#lastRead.set(consentId, token);
      expected(this.bank.accessToken(token));
      return token;
    });
  }

  /** Judges how it fails. */
  async #watch<Result>(
    process: ModelProcess,
    { consentId }: ConsentReference,
    work: () => Promise<Result>,
  ): Promise<Result> {
    return this.#ask(process, work).catch((failure: unknown) => {
      this.judge.failed(consentId, failure);
      throw failure;
    });
  }

  /** Once a process is dead nobody hears of it any more. */
  #ask<Result>(process: ModelProcess, work: () => Promise<Result>): Promise<Result> {
    if (process.isDead) return new Promise(() => undefined);
    const count = (change: number): void => {
      this.#open.set(process, (this.#open.get(process) ?? 0) + change);
    };
    count(1);
    const answer = process.ready.then(work).finally(() => {
      count(-1);
      return process.isDead ? new Promise(() => undefined) : undefined;
    });
    return answer;
  }

  #unsettled(): number {
    return this.#processes.reduce((sum, each) => sum + (each.isDead ? 0 : (this.#open.get(each) ?? 0)), 0);
  }

  /** As `consents/consent-revocation.ts` does it: here first, then at the bank, then every trace. */
  #revoke(process: ModelProcess, reference: ConsentReference): Promise<void> {
    const { consentId } = reference;
    if (process.isDead) return Promise.resolve();
    this.judge.ending(consentId);
    const { vault, store, server } = process;
    return this.#ask(process, async () => {
      for (;;) {
        const writes = await vault.revocationWrites(reference);
        if (writes.length === 0 || (await store.commit(consentId, writes))) break;
      }
      const token = await vault.revocationToken(reference);
      if (token !== undefined) await server.revoke(token, consentId);
      await vault.destroy(consentId);
      this.judge.revoked(consentId);
    });
  }

  #letters(): number {
    return this.#processes.reduce(
      (sum, { isDead, outbox }) => sum + (isDead ? 0 : outbox.status().letters),
      0,
    );
  }

  async #versionOf(consentId: ConsentId): Promise<number> {
    return (await this.store.get({ kind: "token-set", id: consentId }))?.version ?? 0;
  }

  /** Up to its first tokens. */
  #rollBack(consentId: ConsentId, changes: number): void {
    this.store.rollBack(consentId, Math.min(changes, this.store.commits(consentId) - 1));
  }

  /** Nobody is at anything, and nobody is in trouble. */
  #isAtRest(): boolean {
    if (this.#processes.some((each) => each.hadTroubleSince(this.time.now))) return false;
    if (this.time.nextDue !== undefined || this.steps.ready > 0) return false;
    return this.#unsettled() === 0 && this.#letters() === 0;
  }

  async #isActive(consentId: ConsentId): Promise<boolean> {
    const record = await new RefreshLog(this.store).read(consentId);
    return record?.refresh.status === "ACTIVE" && record.refresh.failure === undefined;
  }
}

const REFERENCES: readonly ConsentReference[] = Array.from({ length: CONSENTS }, (_, index) => ({
  consentId: ConsentId(`consent-${index}`),
  dataProviderId: MAPLE,
  appId: AppId("app-1"),
  endUserId: EndUserId("alex"),
}));

function referenceOf(consent: number): ConsentReference {
  const reference = REFERENCES[consent % CONSENTS];
  if (reference === undefined) throw new Error("no such consent");
  return reference;
}
