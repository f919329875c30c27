import type { Audit } from "../../src/core/audit.js";
import type { Clock } from "../../src/core/clock.js";
import { GatewayError } from "../../src/core/gateway-error.js";
import type { Secret } from "../../src/core/secret.js";
import type { AuthorizationServer, IssuedTokens, Revocation } from "../../src/oauth/authorization-server.js";
import type { RecordStore, Write } from "../../src/stores/record-store.js";
import type { ConsentReference } from "../../src/tokens/consent-reference.js";
import { GiveBack } from "../../src/tokens/give-back.js";
import { LocalCourier } from "../../src/tokens/local-courier.js";
import { Outbox } from "../../src/tokens/outbox.js";
import { RefreshLog } from "../../src/tokens/refresh-log.js";
import type { ReauthReason, RotationPolicy } from "../../src/tokens/refresh-state.js";
import { TokenKeeper } from "../../src/tokens/token-keeper.js";
import { TokenManager } from "../../src/tokens/token-manager.js";
import type { TokenVault } from "../../src/tokens/token-vault.js";
import { tokenVault } from "../support/builders.js";
import type { MemoryStore, StoreFault } from "../support/memory-store.js";
import { type Disk, MemorySpool } from "./memory-spool.js";
import type { BankClient, ModelBank } from "./model-bank.js";
import { type Lane, type Steps } from "./steps.js";
import { SteppedStore } from "./stepped-store.js";
import type { VirtualTime } from "./virtual-time.js";

export const TOKEN_TIMEOUT_MS = 1000;
const IDLE_DAYS = 30;
const START = Date.UTC(2026, 2, 1, 12);

/** What a process finds when it starts. */
export interface Surroundings {
  readonly time: VirtualTime;
  readonly steps: Steps;
  readonly store: MemoryStore;
  readonly disk: Disk;
  readonly bank: ModelBank;
  readonly policy: RotationPolicy;
  readonly audit: Audit;
  readonly onCommit: (id: string, writes: readonly Write[]) => void;
  readonly onGrantRefused: (reference: ConsentReference, reason: ReauthReason) => void;
}

/** One gateway process: everything of `tokens/` with a memory of its own, until it is killed. */
export class ModelProcess implements BankClient {
  readonly lane: Lane;
  readonly store: RecordStore;
  readonly vault: TokenVault;
  readonly outbox: Outbox;
  readonly manager: TokenManager;
  readonly keeper: TokenKeeper;
  readonly server: AuthorizationServer;
  /** Settles when it has looked through its spool; nothing is asked of it before. */
  readonly ready: Promise<void>;
  isDead = false;
  /** How far its wall clock is wrong; milliseconds. */
  wallOffsetMs = 0;
  readonly #around: Surroundings;
  readonly #place: MemoryStore;
  #troubleUntil = -1;
  #readyAt = Infinity;
  #replacement: ModelProcess | undefined;

  constructor(around: Surroundings) {
    const { time, steps, policy, audit, onGrantRefused } = around;
    this.#around = around;
    this.lane = steps.lane();
    this.#place = around.store.openAgain();
    this.store = new SteppedStore(this.#place, this.lane, around.onCommit);
    this.vault = tokenVault(this.store);
    this.server = new ModelServer(around, this);
    const clock: Clock = { now: () => START + time.now + this.wallOffsetMs, monotonic: () => time.now };
    const log = new RefreshLog(this.store);
    const authorizationServerOf = (): AuthorizationServer => this.server;
    const spool = new MemorySpool(around.disk, this, ({ reference }) => {
      around.bank.spooled(reference.consentId, this);
    });
    const giveBack = new GiveBack({ vault: this.vault, authorizationServerOf, audit });
    const ground = { vault: this.vault, log, clock, audit };
    this.outbox = new Outbox({
      ...{ spool, vault: this.vault, store: this.store, log, giveBack, clock, audit },
      retryMs: TOKEN_TIMEOUT_MS / 2,
    });
    const courier = new LocalCourier({
      ...{ ...ground, outbox: this.outbox, authorizationServerOf },
      deliveryLimitMs: TOKEN_TIMEOUT_MS,
    });
    this.manager = new TokenManager({
      ...{ ...ground, courier, tokenTimeoutMs: TOKEN_TIMEOUT_MS, rotationOf: () => policy },
      onGrantRefused: async (reference, reason) => {
        onGrantRefused(reference, reason);
      },
    });
    this.keeper = new TokenKeeper({
      ...{ ...ground, isActive: async () => true, idleDaysOf: () => IDLE_DAYS },
      renew: (reference, newerThan) => this.manager.renew(reference, newerThan),
    });
    this.ready = this.outbox.recover().then(() => {
      this.#readyAt = time.now;
    });
  }

  now(): number {
    return START + this.#around.time.now + this.wallOffsetMs;
  }

  set storeFault(fault: StoreFault) {
    this.#place.fault = fault;
    this.trouble();
  }

  get storeFault(): StoreFault {
    return this.#place.fault;
  }

  set isStalled(stalled: boolean) {
    this.lane.isStalled = stalled;
    this.trouble();
  }

  /** @returns one that takes its place. */
  replace(around: Surroundings): ModelProcess {
    this.#replacement = new ModelProcess(around);
    return this.#replacement;
  }

  wasReplacedBy(instant: number): boolean {
    const next = this.#replacement;
    return next !== undefined && next.#readyAt <= instant && !next.hadTroubleSince(0);
  }

  kill(arrives: boolean): void {
    this.isDead = true;
    this.lane.cut(arrives);
  }

  /** Looks for what processes of its machine left that are dead: in the gateway each second. */
  rescue(): void {
    if (!this.isDead) void this.outbox.recover("the-dead");
  }

  /** Whatever it does now may take longer than it should. */
  trouble(): void {
    this.#troubleUntil = this.#around.time.now;
  }

  hadTroubleSince(instant: number): boolean {
    const isInTrouble = this.isDead || this.lane.isStalled || this.#place.fault !== "none";
    return isInTrouble || this.#troubleUntil >= instant;
  }
}

/** The bank over a network, as one process sees it. */
class ModelServer implements AuthorizationServer {
  readonly #around: Surroundings;
  readonly #process: ModelProcess;

  constructor(around: Surroundings, process: ModelProcess) {
    this.#around = around;
    this.#process = process;
  }

  authorizationUrl(): Promise<URL> {
    throw new Error("nobody authorizes here");
  }

  exchangeCode(): Promise<IssuedTokens> {
    throw new Error("nobody authorizes here");
  }

  async refresh(refreshToken: Secret, beforeSend: () => void = () => undefined): Promise<IssuedTokens> {
    const { bank, time } = this.#around;
    const { lane } = this.#process;
    await lane.call(async () => undefined);
    const plan = bank.nextPlan(refreshToken);
    if (plan === "unreachable") throw new GatewayError("PROVIDER_UNAVAILABLE", "no connection");
    beforeSend();
    const call = bank.send(refreshToken, plan, this.#process);
    let timer: unknown;
    const tooLate = new Promise<never>((_resolve, reject) => {
      timer = time.after(TOKEN_TIMEOUT_MS, () => {
        void lane
          .call(async () => undefined)
          .then(() => {
            reject(new GatewayError("PROVIDER_TIMEOUT", "no answer"));
          });
      });
    });
    try {
      const answer = await Promise.race([
        this.#exchange(lane, () => bank.carryOut(refreshToken, call)),
        tooLate,
      ]);
      call.isKept = true;
      return answer;
    } finally {
      call.isOver = true;
      time.cancel(timer);
    }
  }

  revoke(token: Secret): Promise<Revocation> {
    return this.#process.lane.call(async () => {
      this.#around.bank.revoke(token);
      return "ENDED" as const;
    });
  }

  /** The request goes there, and later the answer comes back. */
  async #exchange(lane: Lane, work: () => Promise<IssuedTokens>): Promise<IssuedTokens> {
    const [answer] = await lane.call(async () => Promise.allSettled([work()]));
    return lane.call(async () => {
      if (answer.status === "rejected") throw answer.reason;
      return answer.value;
    });
  }
}
