import { DATA_CLUSTERS } from "../../src/core/data-cluster.js";
import type { ConsentId } from "../../src/core/ids.js";
import { Secret } from "../../src/core/secret.js";
import type { ConnectProvider } from "../../src/providers/flinks-connect/connect-provider.js";
import { ConnectSessions } from "../../src/providers/flinks-connect/connect-sessions.js";
import type { Session } from "../../src/providers/flinks-connect/connect-session.js";
import type { ConnectSettings } from "../../src/providers/flinks-connect/connect-settings.js";
import { FlinksConnect } from "../../src/providers/flinks-connect/flinks-connect.js";
import type { ProviderCall } from "../../src/providers/data-provider.js";
import type { ProviderGuard } from "../../src/providers/guard/provider-guard.js";
import type { ConsentReference } from "../../src/tokens/consent-reference.js";
import { SealedRecords } from "../../src/tokens/sealed-records.js";
import { tokenSetFrom } from "../../src/tokens/token-set.js";
import { AuditRecorder } from "./audit-recorder.js";
import { BreakableStore } from "./breakable-store.js";
import { keyRing, tokenVault, upstreamRequest } from "./builders.js";
import { INSTITUTION_ID, LOGIN_ID } from "./connect-answers.js";
import { CONNECT_ORIGIN, CUSTOMER_ID, FakeConnect } from "./fake-connect.js";
import { FakeClock } from "./fake-clock.js";
import { MemoryStore } from "./memory-store.js";
import { REFERENCE } from "./token-world.js";
import { VirtualSleep } from "./virtual-sleep.js";

export const MINUTE_MS = 60_000;
export const WAIT_MS = 8_000;
const CALL_TIMEOUT_MS = 5_000;
export const WEBHOOK_SECRET = "a secret between Flinks and us";

export const SETTINGS: ConnectSettings = {
  apiBaseUrl: new URL(`${CONNECT_ORIGIN}/`),
  widgetUrl: new URL("https://toolbox-iframe.test/v2/"),
  customerId: CUSTOMER_ID,
  secretKey: new Secret("the secret key"),
  apiKey: new Secret("the api key"),
  linking: "widget",
  webhook: { secret: new Secret(WEBHOOK_SECRET), headers: ["x-flinks-signature", "flinks-authenticity-key"] },
  historyDays: 365,
  maxAgeMinutes: 360,
  retentionDays: 90,
  pollSeconds: 10,
  giveUpMinutes: 30,
};

/** One gateway process, and how long its waits take. */
export interface ConnectProcess {
  readonly connect: FlinksConnect;
  readonly provider: ConnectProvider;
  readonly store: BreakableStore;
  readonly memory: MemoryStore;
  readonly time: VirtualSleep;
}

/** Everything of Flinks Connect over a store in memory, a clock that a test moves, and a Flinks that is a fake. */
export class ConnectWorld {
  readonly clock = new FakeClock();
  readonly flinks = new FakeConnect();
  readonly audit = new AuditRecorder();
  /** Callbacks, in order. */
  readonly told: string[] = [];
  readonly ended = new Set<ConsentId>();
  /** Being linked. */
  readonly pending = new Set<ConsentId>();
  readonly sealed: SealedRecords;
  readonly place: MemoryStore;
  readonly #processes: ConnectProcess[] = [];

  private constructor() {
    this.place = MemoryStore.open(this.clock);
    this.sealed = new SealedRecords(this.place, keyRing());
  }

  static async open(): Promise<ConnectWorld> {
    const world = new ConnectWorld();
    await world.link(REFERENCE);
    return world;
  }

  /** Makes a consent's key and tokens, as its activation does. */
  async link(reference: ConsentReference): Promise<void> {
    const loginId = new Secret(LOGIN_ID);
    const tokens = tokenSetFrom(
      { accessToken: loginId, refreshToken: loginId, expiresInSeconds: 86_400, scope: undefined },
      this.clock.now(),
    );
    await this.place.commit(reference.consentId, await tokenVault(this.place).firstWrites(reference, tokens));
  }

  process(changes: Partial<ConnectSettings> = {}, guard?: ProviderGuard): ConnectProcess {
    const memory = this.place.openAgain();
    const store = new BreakableStore(memory);
    const time = new VirtualSleep(this.clock, () => [
      this.flinks.calls.length,
      store.reads,
      this.told.length,
      this.audit.records.length,
    ]);
    const tell =
      (what: string) =>
      async ({ consentId }: ConsentReference, reason = ""): Promise<void> => {
        this.told.push(`${what} ${consentId} ${reason}`.trim());
      };
    const connect = new FlinksConnect({
      ...{
        settings: { ...SETTINGS, ...changes },
        dispatcher: this.flinks.dispatcher,
        store,
        clock: this.clock,
        guard,
      },
      sealed: new SealedRecords(store, keyRing()),
      tokens: { accessToken: async () => new Secret(LOGIN_ID) },
      ...{ callTimeoutMs: CALL_TIMEOUT_MS, waitMs: WAIT_MS, sleep: time.sleep, audit: this.audit.audit },
      isActive: async (id) => !this.ended.has(id) && !this.pending.has(id),
      mayLive: async (id) => !this.ended.has(id),
      onChallenge: tell("challenge"),
      onChallengeEnded: tell("challenge ended"),
      onReauthRequired: tell("reauth"),
    });
    const process = { connect, provider: connect.providerOf(INSTITUTION_ID), store, memory, time };
    this.#processes.push(process);
    return process;
  }

  /** Names of the sets that something was ever put into. */
  sets(): readonly string[] {
    return [...new Set(this.#processes.flatMap(({ store }) => store.sets))];
  }

  /** How many sessions at Flinks a webhook would be known by. */
  async requests(): Promise<number> {
    const found: string[] = [];
    for await (const id of this.place.ids("connect-request")) found.push(id);
    return found.length;
  }

  /** What stands in the session record. */
  async session(reference = REFERENCE): Promise<Session | undefined> {
    const policy = { maxAgeMs: 0, pollMs: 0, giveUpMs: 0, patienceMs: 0 };
    return (await new ConnectSessions(this.sealed, this.clock, policy).read(reference)).session;
  }

  async close(): Promise<void> {
    for (const { connect } of this.#processes) await connect.drain();
  }
}

export interface CountedCall {
  readonly call: ProviderCall;
  readonly calls: () => number;
  /** The client hangs up. */
  readonly leave: () => void;
}

/** One GraphQL request. */
export function connectCall(reference = REFERENCE): CountedCall {
  const controller = new AbortController();
  let calls = 0;
  return {
    call: {
      reference,
      grantedClusters: DATA_CLUSTERS,
      request: upstreamRequest({
        signal: controller.signal,
        countCall: () => {
          calls += 1;
        },
      }),
    },
    calls: () => calls,
    leave: () => {
      controller.abort();
    },
  };
}
