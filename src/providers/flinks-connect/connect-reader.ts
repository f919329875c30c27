import { failureFields } from "../../core/failure-fields.js";
import { GatewayError } from "../../core/gateway-error.js";
import type { ConsentId } from "../../core/ids.js";
import { unlessAborted } from "../../core/unless-aborted.js";
import type { ConsentReference } from "../../tokens/consent-reference.js";
import type { ProviderCall, UpstreamRequest } from "../data-provider.js";
import type { ProviderGuard } from "../guard/provider-guard.js";
import type { ReadingMode } from "./connect-client.js";
import { whyNotReady } from "./connect-not-ready.js";
import { isStale, nextStep, type Step } from "./connect-reading.js";
import type { StoredSession } from "./connect-sessions.js";
import type { Snapshot } from "./connect-snapshot.js";
import { newRun, type Run } from "./connect-run.js";
import { ConnectSteps, type ConnectStepsParts } from "./connect-steps.js";
import { guardedStep } from "./guarded-step.js";

export interface ConnectReaderParts extends ConnectStepsParts {
  /** Before each step that goes to Flinks; none if left out. */
  readonly guard?: ProviderGuard | undefined;
  /** How long a request waits for its first snapshot; leaves it time to answer before its deadline. */
  readonly waitMs: number;
  /** Ends early with the signal. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
}

/** How often one looks whether another process has come to an end. */
const WATCH_MS = 1000;
/** What more is unfinished comes with the next round. */
const RUNS_OF_A_ROUND = 100;

type Doing = Exclude<Step, { readonly step: "stop" } | { readonly step: "wait" }>;

/**
 * Gives snapshots, and has them read anew: one reading a consent at a time, in this process by the list of runs, among all
 * by the session record. A reading is nobody's request: it goes on when the one who caused it has been answered.
 */
export class ConnectReader {
  readonly #parts: ConnectReaderParts;
  readonly #steps: ConnectSteps;
  readonly #runs = new Map<ConsentId, Run>();
  #isEnding = false;

  constructor(parts: ConnectReaderParts) {
    this.#parts = parts;
    this.#steps = new ConnectSteps(parts);
  }

  /**
   * A snapshot that is there is given at once, however old; an old one is read anew meanwhile. Without one the request waits
   * for it.
   *
   * Rejects with CHALLENGE_REQUIRED, PROVIDER_NOT_READY (with `retryAfter`), or why the last reading failed.
   */
  async snapshotFor({ reference, request }: ProviderCall): Promise<Snapshot> {
    const { snapshots, clock, policy } = this.#parts;
    const stored = await snapshots.read(reference);
    if (stored === undefined) return this.#first(reference, request);
    if (isStale(stored, clock.now(), policy)) this.#start(reference, "live");
    return stored;
  }

  /** Goes on with a session that somebody else has brought on. @param heldVersion where this process has left it. */
  goOn(reference: ConsentReference, heldVersion?: number): void {
    const running = this.#runs.get(reference.consentId);
    const run = running ?? this.#start(reference, "live");
    if (heldVersion !== undefined) run.heldVersion = heldVersion;
    // One that is about to end has looked already, and must look once more.
    if (running === undefined) return;
    run.isWanted = true;
    run.alarm.abort();
  }

  /** Brings on what was left unfinished, whoever left it. @param signal begins nothing more when it is aborted. */
  async round(signal: AbortSignal): Promise<void> {
    for await (const reference of this.#parts.sessions.references()) {
      if (signal.aborted || this.#isEnding || this.#runs.size >= RUNS_OF_A_ROUND) return;
      await this.#bringOn(reference).catch((failure: unknown) => {
        this.#tell(reference, failure);
      });
    }
  }

  /** Begins nothing more, and waits for the calls that are under way. */
  async drain(): Promise<void> {
    this.#isEnding = true;
    for (const run of this.#runs.values()) run.alarm.abort();
    await Promise.allSettled([...this.#runs.values()].map(({ done }) => done));
  }

  async #bringOn(reference: ConsentReference): Promise<void> {
    const { sessions, callbacks } = this.#parts;
    const found = await sessions.read(reference);
    // What rests is begun anew only when somebody asks for the data.
    if (found.session === undefined || found.session.status === "RESTING") return;
    if (isDue(this.#decide(found, "live"))) this.#start(reference, "live");
    else if (found.session.status === "CHALLENGED") await callbacks.onChallenge(reference);
  }

  async #first(reference: ConsentReference, request: UpstreamRequest): Promise<Snapshot> {
    const { snapshots, sessions } = this.#parts;
    const run = this.#start(reference, "cached");
    await this.#wait(run, request);
    const read = await snapshots.read(reference);
    if (read !== undefined) return read;
    const { clock, policy } = this.#parts;
    throw whyNotReady(await sessions.read(reference), clock.now(), policy);
  }

  /** Rejects with what keeps the reading from going on here, or with PROVIDER_TIMEOUT when the request ends. */
  async #wait(run: Run, request: UpstreamRequest): Promise<void> {
    const { waitMs } = this.#parts;
    if (request.signal.aborted) throw gone();
    const over = new AbortController();
    run.waiters.add(request);
    try {
      const wait = Promise.race([run.done, this.#parts.sleep(waitMs, over.signal)]);
      await unlessAborted(wait, request.signal, gone);
    } finally {
      over.abort();
      run.waiters.delete(request);
    }
  }

  #start(reference: ConsentReference, mode: ReadingMode): Run {
    const running = this.#runs.get(reference.consentId);
    if (running !== undefined) return running;
    const run = newRun(reference, mode);
    this.#runs.set(reference.consentId, run);
    run.done = this.#run(run).finally(() => {
      this.#runs.delete(reference.consentId);
      if (run.isWanted && !this.#isEnding) this.goOn(reference, run.heldVersion);
    });
    // Those who wait are told too; nobody may be.
    run.done.catch((failure: unknown) => {
      if (!run.isTurnedAway) this.#tell(reference, failure);
    });
    return run;
  }

  /** Ends when there is a snapshot, or when nobody here can bring it on now. */
  async #run(run: Run): Promise<void> {
    while (!this.#isEnding) {
      run.isWanted = false;
      const found = await this.#parts.sessions.read(run.reference);
      await this.#requireActive(run, found);
      const step = this.#decide(found, run.mode, run.heldVersion);
      if (step.step === "stop") return;
      const goesOn =
        step.step === "wait"
          ? await this.#slept(run, step.until, found.version)
          : await this.#stepped(run, found, step);
      if (!goesOn) return;
    }
  }

  /** Rejects with CONSENT_NOT_ACTIVE. */
  async #requireActive(run: Run, { session, version }: StoredSession): Promise<void> {
    const { sessions, callbacks, requests } = this.#parts;
    const { reference } = run;
    if (session?.status === "READING") run.requestId = session.requestId;
    if (await callbacks.isActive(reference.consentId)) return;
    if (run.requestId !== undefined) await requests?.take(run.requestId);
    if (session !== undefined) await sessions.clear(reference, version);
    throw new GatewayError("CONSENT_NOT_ACTIVE", `consent ${reference.consentId} is not active`);
  }

  /** @returns `false` if there is nothing left to do. */
  async #stepped(run: Run, { session, version }: StoredSession, step: Doing): Promise<boolean> {
    // Somebody else may just have brought a snapshot.
    if (session === undefined && !(await this.#isWanting(run))) return false;
    run.heldVersion = await this.#take(run, step, version);
    if (run.heldVersion !== undefined) return true;
    // Somebody else was faster, or the reading is over.
    return (await this.#parts.sessions.read(run.reference)).session !== undefined;
  }

  async #isWanting({ reference }: Run): Promise<boolean> {
    const { snapshots, clock, policy } = this.#parts;
    const snapshot = await snapshots.read(reference);
    return snapshot === undefined || isStale(snapshot, clock.now(), policy);
  }

  #decide(found: StoredSession, mode: ReadingMode, heldVersion?: number): Step {
    const { clock, policy } = this.#parts;
    const isMine = heldVersion !== undefined && heldVersion === found.version;
    return nextStep(found.session, { now: clock.now(), isMine, mode }, policy);
  }

  #take(run: Run, step: Doing, version: number): Promise<number | undefined> {
    const { reference } = run;
    const { guard } = this.#parts;
    switch (step.step) {
      case "open":
        return guardedStep(guard, run, (context) =>
          this.#steps.open({ reference, session: step.session, version }, context),
        );
      case "ask":
      case "poll":
        return guardedStep(guard, run, (context) =>
          this.#steps.read({ reference, session: step.session, version }, context),
        );
      case "give-up":
        return this.#steps.giveUp({ reference, session: step.session, version });
      case "end-challenge":
        return this.#steps.endChallenge({ reference, session: step.session, version });
    }
  }

  /** @returns `false` if it is another process's turn, and nobody waits here. */
  async #slept(run: Run, until: number, version: number): Promise<boolean> {
    const { clock, sleep } = this.#parts;
    const isMine = run.heldVersion === version;
    if (!isMine && run.waiters.size === 0) return false;
    if (this.#isEnding) return true;
    if (run.alarm.signal.aborted) run.alarm = new AbortController();
    const ms = Math.max(1, until - clock.now());
    await sleep(isMine ? ms : Math.min(ms, WATCH_MS), run.alarm.signal);
    return true;
  }

  #tell(reference: ConsentReference, failure: unknown): void {
    this.#parts.callbacks.audit("connect.reading-failed", { ...reference, ...failureFields(failure) });
  }
}

function isDue({ step }: Step): boolean {
  return step !== "stop" && step !== "wait";
}

function gone(): GatewayError {
  return new GatewayError("PROVIDER_TIMEOUT", "the request ended before its data were there");
}
