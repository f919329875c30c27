import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AppId, ConsentId, EndUserId } from "../../src/core/ids.js";
import type { Clock } from "../../src/core/clock.js";
import type { RecordStore } from "../../src/stores/record-store.js";
import { GiveBack } from "../../src/tokens/give-back.js";
import { LocalCourier } from "../../src/tokens/local-courier.js";
import { Outbox } from "../../src/tokens/outbox.js";
import { RefreshLog } from "../../src/tokens/refresh-log.js";
import type { Refresh, RotationPolicy } from "../../src/tokens/refresh-state.js";
import { Spool } from "../../src/tokens/spool.js";
import { TokenManager } from "../../src/tokens/token-manager.js";
import type { ConsentReference } from "../../src/tokens/consent-reference.js";
import { type TokenSet, tokenSetFrom } from "../../src/tokens/token-set.js";
import type { StoredTokenSet, TokenVault } from "../../src/tokens/token-vault.js";
import { AuditRecorder } from "./audit-recorder.js";
import { BreakableStore } from "./breakable-store.js";
import { MAPLE, tokenVault } from "./builders.js";
import { FakeAuthorizationServer } from "./fake-authorization-server.js";
import { FakeClock } from "./fake-clock.js";
import { storeNewer } from "./other-process.js";
import { openTempStore, type TempStore } from "./temp-store.js";

export const TOKEN_TIMEOUT_MS = 1000;
const RETRY_MS = 10;

export const REFERENCE: ConsentReference = {
  consentId: ConsentId("consent-1"),
  dataProviderId: MAPLE,
  appId: AppId("app-1"),
  endUserId: EndUserId("alex"),
};

/** What a gateway process is made of, as far as tokens go. */
export interface TokenProcess {
  readonly vault: TokenVault;
  readonly log: RefreshLog;
  readonly spool: Spool;
  readonly outbox: Outbox;
  readonly courier: LocalCourier;
  readonly manager: TokenManager;
}

export interface TokenProcessOptions {
  readonly clock?: Clock;
  /** Where its spool is; one of its own if left out. */
  readonly spoolFolder?: string;
  readonly deliveryLimitMs?: number;
}

/** Everything of `tokens/`, over a real store, a real spool and a bank that is a fake. */
export class TokenWorld {
  readonly clock: FakeClock;
  readonly server = new FakeAuthorizationServer();
  readonly audit = new AuditRecorder();
  /** What was told of consents that only their end user can help. */
  readonly refused: string[] = [];
  policy: RotationPolicy = { kind: "strict" };
  readonly #place: TempStore;
  readonly #folder: string;
  readonly #processes: TokenProcess[] = [];

  private constructor(clock: FakeClock, place: TempStore, folder: string) {
    this.clock = clock;
    this.#place = place;
    this.#folder = folder;
  }

  static async open(): Promise<TokenWorld> {
    const folder = await mkdtemp(join(tmpdir(), "fdxgw-tokens-"));
    const clock = new FakeClock();
    return new TokenWorld(clock, await openTempStore(clock), folder);
  }

  get place(): TempStore {
    return this.#place;
  }

  /** The spool folder that processes share, as those of one machine do. */
  get spoolFolder(): string {
    return join(this.#folder, "spool");
  }

  /** One gateway process: its own memory, whatever store it shares. */
  async process(store: RecordStore, options: TokenProcessOptions = {}): Promise<TokenProcess> {
    const { clock = this.clock, spoolFolder = this.spoolFolder, deliveryLimitMs = 5000 } = options;
    const vault = tokenVault(store);
    const log = new RefreshLog(store);
    const spool = await Spool.open(spoolFolder);
    const authorizationServerOf = (): FakeAuthorizationServer => this.server;
    const { audit } = this.audit;
    const giveBack = new GiveBack({ vault, authorizationServerOf, audit });
    const outbox = new Outbox({ spool, vault, store, log, giveBack, clock, audit, retryMs: RETRY_MS });
    const courier = new LocalCourier({ vault, outbox, authorizationServerOf, clock, deliveryLimitMs });
    const manager = new TokenManager({
      ...{ vault, log, courier, clock, audit, tokenTimeoutMs: TOKEN_TIMEOUT_MS },
      rotationOf: () => this.policy,
      onGrantRefused: async ({ consentId }, reason) => {
        this.refused.push(`${consentId} ${reason}`);
      },
    });
    const process = { vault, log, spool, outbox, courier, manager };
    this.#processes.push(process);
    return process;
  }

  breakable(): BreakableStore {
    return new BreakableStore(this.#place.store);
  }

  /** Gives a consent its first tokens. */
  async grant(reference = REFERENCE, changes: Partial<TokenSet> = {}): Promise<void> {
    const { store } = this.#place;
    const tokens = { ...tokenSetFrom(this.server.grant(), this.clock.now()), ...changes };
    const writes = await tokenVault(store).firstWrites(reference, tokens);
    await store.commit(reference.consentId, writes);
  }

  async stored(reference = REFERENCE): Promise<StoredTokenSet> {
    const current = await tokenVault(this.#place.store).read(reference);
    if (current === undefined) throw new Error("no tokens");
    return current;
  }

  async refresh(reference = REFERENCE): Promise<Refresh> {
    const record = await new RefreshLog(this.#place.store).read(reference.consentId);
    if (record === undefined) throw new Error("no refresh record");
    return record.refresh;
  }

  /** Another process wins: newer tokens are in the store. */
  async win(reference = REFERENCE): Promise<StoredTokenSet> {
    const { tokens } = await this.stored(reference);
    return storeNewer(
      this.#place.store,
      reference,
      tokenSetFrom(this.server.grant(), this.clock.now(), tokens),
    );
  }

  async close(): Promise<void> {
    for (const { outbox, manager } of this.#processes) {
      outbox.close();
      await manager.drain();
    }
    await this.#place.remove();
    await rm(this.#folder, { recursive: true });
  }
}
