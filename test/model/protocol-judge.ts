import { GatewayError } from "../../src/core/gateway-error.js";
import { ConsentId } from "../../src/core/ids.js";
import { patienceMs, type ReauthReason, type RotationPolicy } from "../../src/tokens/refresh-state.js";
import type { BankWatch, Call, End, Plan } from "./model-bank.js";
import { type ModelProcess, TOKEN_TIMEOUT_MS } from "./model-process.js";
import { LATENESS_MS } from "./virtual-time.js";

const COOL_DOWN_MS = 10_000;
/** Half of the model's grace. */
const RESCUE_MS = 30_000;

/** Never without a fault somewhere, and never for good. */
const OUTAGES = new Set(["PROVIDER_UNAVAILABLE", "PROVIDER_TIMEOUT", "STORE_UNAVAILABLE"]);

type Fault = "killed" | "stalled" | "store" | "clock" | "suspended" | "rolled back" | "bank";

interface IssuedToken {
  readonly consentId: ConsentId;
  readonly serial: number;
}

/** What the bank has not issued. */
const UNKNOWN: IssuedToken = { consentId: ConsentId("nobody's"), serial: 0 };

/** Knows what the protocol promises, and remembers every promise that was broken. */
export class ProtocolJudge implements BankWatch {
  readonly #policy: RotationPolicy;
  readonly #endOf: (consentId: ConsentId) => End | undefined;
  readonly #violations: string[] = [];
  readonly #faults = new Set<Fault>();
  readonly #planned = new Set<Plan>();
  /** Consents whose last writes were lost while nobody remembered them: their grant may be lost, and nothing else. */
  readonly #forgotten = new Set<ConsentId>();
  readonly #ending = new Set<ConsentId>();
  readonly #revoked = new Set<ConsentId>();
  /** The newest token a process has handed out. */
  readonly #newest = new Map<ModelProcess, Map<ConsentId, number>>();

  #healingSince = Infinity;

  constructor(policy: RotationPolicy, endOf: (consentId: ConsentId) => End | undefined) {
    this.#policy = policy;
    this.#endOf = endOf;
  }

  /** @throws Error naming the promises that were broken. */
  verify(): void {
    if (this.#violations.length > 0) throw new Error(this.#violations.join("\n"));
  }

  violated(promise: string): void {
    this.#violations.push(promise);
  }

  // What is known of the world.

  fault(fault: Fault): void {
    this.#faults.add(fault);
  }

  /** From here on nothing is wrong any more, and somebody looks after every consent. */
  healing(now: number): void {
    this.#healingSince = now;
  }

  plans(plans: readonly Plan[]): void {
    for (const plan of plans) this.#planned.add(plan);
    if (plans.some((plan) => plan !== "ok")) this.fault("bank");
  }

  forgotten(consentId: ConsentId): void {
    this.fault("rolled back");
    this.#forgotten.add(consentId);
  }

  isForgotten(consentId: ConsentId): boolean {
    return this.#forgotten.has(consentId);
  }

  ending(consentId: ConsentId): void {
    this.#ending.add(consentId);
  }

  isEnding(consentId: ConsentId): boolean {
    return this.#ending.has(consentId);
  }

  revoked(consentId: ConsentId): void {
    this.#revoked.add(consentId);
  }

  // What the bank sees.

  overlap({ consentId }: Call, { sentAt }: Call): void {
    if (this.#policy.kind !== "strict" || this.#forgotten.has(consentId)) return;
    this.violated(`${consentId}: two token calls at once, the first sent at ${sentAt}`);
  }

  reuse(call: Call, { by, at }: { readonly by: Call; readonly at: number }): void {
    const { consentId } = call;
    if (this.#forgotten.has(consentId)) return;
    const isExcused = this.#policy.kind === "strict" ? mayBeLost(call, by) : !this.#isRescuedInTime(at);
    if (!isExcused)
      this.violated(`${consentId}: the token spent at ${at} came again, and its answer had arrived`);
  }

  deadCall({ consentId }: Call, nth: number, sinceMs: number): void {
    if (this.#forgotten.has(consentId) || nth === 1) return;
    const least = Math.min(COOL_DOWN_MS, (patienceMs(this.#policy, TOKEN_TIMEOUT_MS) * 2) / 3);
    if (sinceMs < least) this.violated(`${consentId}: call ${nth} for a dead grant after ${sinceMs} ms`);
    const wasHeard = !["store", "killed", "stalled", "suspended"].some((each) =>
      this.#faults.has(each as Fault),
    );
    if (wasHeard && !this.#wasUnclear())
      this.violated(`${consentId}: call ${nth} for a grant that was refused`);
  }

  retried({ consentId, sentAt }: Call, failed: Call): void {
    const isKnown = ["store", "killed", "stalled", "suspended", "clock"].every(
      (each) => !this.#faults.has(each as Fault),
    );
    if (!isKnown || this.#forgotten.has(consentId)) return;
    const sinceMs = sentAt - failed.sentAt;
    if (sinceMs < COOL_DOWN_MS) this.violated(`${consentId}: asked again ${sinceMs} ms after ${failed.plan}`);
  }

  // What the gateway says.

  /** @returns takes the token that a read which begins now ends with. */
  expect(process: ModelProcess, consentId: ConsentId): (token: IssuedToken | undefined) => void {
    const seen = this.#newest.get(process) ?? new Map<ConsentId, number>();
    this.#newest.set(process, seen);
    const atLeast = seen.get(consentId) ?? 0;
    const isRevoked = this.#revoked.has(consentId);
    return (token = UNKNOWN) => {
      if (process.isDead) return;
      if (token.consentId !== consentId) this.violated(`${consentId} was given another one's token`);
      if (isRevoked) this.violated(`${consentId} was given a token after it was revoked`);
      this.#mustGrow(consentId, token.serial, atLeast);
      seen.set(consentId, Math.max(token.serial, seen.get(consentId) ?? 0));
    };
  }

  failed(consentId: ConsentId, failure: unknown): void {
    const code = failure instanceof GatewayError ? failure.code : "";
    if (!this.#mayFail(consentId, code)) this.violated(`${consentId}: ${String(failure)}`);
  }

  ended(consentId: ConsentId, reason: ReauthReason): void {
    const end = this.#endOf(consentId);
    if (end === undefined) this.violated(`${consentId} was ended (${reason}), and its grant lives`);
    if (reason === "no_refresh_token") this.violated(`${consentId} has a refresh token`);
    const isBankAlone = [...this.#faults].every((each) => each === "bank");
    if (isBankAlone && !this.#isTrue(reason, end))
      this.violated(`${consentId}: ${reason} is not why it ended`);
  }

  /** A token set is about to become visible. */
  stored(
    consentId: ConsentId,
    { isOnDisk, grows }: { readonly isOnDisk: boolean; readonly grows: boolean },
  ): void {
    if (!isOnDisk) this.violated(`${consentId}: tokens are stored that were on no disk before`);
    if (!grows) this.violated(`${consentId}: older tokens replace newer ones`);
  }

  roundFailed(failure: unknown): void {
    this.#mustBeOfStore(failure);
  }

  revocationFailed(failure: unknown): void {
    this.#mustBeOfStore(failure);
  }

  nothingIsLeft(calls: number, letters: number): void {
    if (calls > 0) this.violated(`${calls} calls never end`);
    if (letters > 0) this.violated(`${letters} letters never arrive`);
  }

  /** With a bank that forgives for a while nothing is lost that was spent just before. */
  #isRescuedInTime(spentAt: number): boolean {
    return spentAt > this.#healingSince - RESCUE_MS;
  }

  #mustBeOfStore(failure: unknown): void {
    const isAway = failure instanceof GatewayError && failure.code === "STORE_UNAVAILABLE";
    if (!isAway || !this.#faults.has("store")) this.violated(String(failure));
  }

  #mustGrow(consentId: ConsentId, serial: number, atLeast: number): void {
    if (serial >= atLeast || this.#forgotten.has(consentId)) return;
    this.violated(`${consentId} was given token ${serial} after ${atLeast}`);
  }

  #isTrue(reason: ReauthReason, end: End | undefined): boolean {
    if (reason === "refresh_answer_lost") return this.#wasUnclear();
    return this.#policy.kind !== "strict" || end !== "reuse";
  }

  #mayFail(consentId: ConsentId, code: string): boolean {
    const reasons: Readonly<Record<string, boolean>> = {
      CONSENT_NOT_ACTIVE: this.#ending.has(consentId),
      CONSENT_REAUTH_REQUIRED: this.#endOf(consentId) !== undefined,
      RECORD_UNREADABLE: this.#forgotten.has(consentId),
      PROVIDER_REFUSED: this.#planned.has("invalid_client"),
    };
    return reasons[code] ?? (OUTAGES.has(code) && this.#faults.size + this.#ending.size > 0);
  }

  #wasUnclear(): boolean {
    return (["lost", "late", "outage"] as const).some((plan) => this.#planned.has(plan));
  }
}

/** May the answer to a call not have come into the store, although a strict bank has given it? */
function mayBeLost(again: Call, { client, sentAt, isKept, isSpooled }: Call): boolean {
  if (!isKept) return true;
  // Who holds the answer knows better.
  if (again.client === client) return false;
  if (!client.isDead) return client.hadTroubleSince(sentAt);
  return !isSpooled || !client.wasReplacedBy(again.sentAt - 2 * TOKEN_TIMEOUT_MS - LATENESS_MS);
}
