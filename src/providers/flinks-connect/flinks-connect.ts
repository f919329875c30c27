import type { Dispatcher } from "undici";
import type { Clock } from "../../core/clock.js";
import { sleep } from "../../core/sleep.js";
import type { RecordStore } from "../../stores/record-store.js";
import type { SealedRecords } from "../../tokens/sealed-records.js";
import type { TokenManager } from "../../tokens/token-manager.js";
import type { ProviderGuard } from "../guard/provider-guard.js";
import { ConnectAuthorizationServer } from "./connect-authorization-server.js";
import type { ConnectCallbacks } from "./connect-callbacks.js";
import { ConnectChallenges } from "./connect-challenge.js";
import { ConnectClient, type ConnectInstitution } from "./connect-client.js";
import { connectKnows } from "./connect-fields.js";
import { ConnectLogins } from "./connect-logins.js";
import { ConnectProvider } from "./connect-provider.js";
import { ConnectReader, type ConnectReaderParts } from "./connect-reader.js";
import type { ReadingPolicy } from "./connect-reading.js";
import { ConnectRequests } from "./connect-requests.js";
import { ConnectSessions } from "./connect-sessions.js";
import type { ConnectSettings } from "./connect-settings.js";
import { ConnectSnapshots } from "./connect-snapshots.js";
import { ConnectSteps } from "./connect-steps.js";
import { ConnectWebhooks } from "./connect-webhooks.js";

export interface FlinksConnectParts extends ConnectCallbacks {
  readonly settings: ConnectSettings;
  /** A pool to `apiBaseUrl`'s origin, which does not follow redirects. */
  readonly dispatcher: Dispatcher;
  readonly store: RecordStore;
  readonly sealed: SealedRecords;
  /** Its access tokens are loginIds. */
  readonly tokens: Pick<TokenManager, "accessToken">;
  readonly clock: Clock;
  /** For one call to Flinks. */
  readonly callTimeoutMs: number;
  /** Before the steps of readings; none if left out. */
  readonly guard?: ProviderGuard | undefined;
  /** How long a request waits for its first snapshot; leaves it time to answer before its deadline. */
  readonly waitMs: number;
  readonly sleep?: ConnectReaderParts["sleep"];
}

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** Everything the gateway has of one instance of Flinks Connect. */
export class FlinksConnect {
  readonly challenges: ConnectChallenges;
  /** Missing where Flinks was not told to send any. */
  readonly webhooks: ConnectWebhooks | undefined;
  readonly knowsField = connectKnows;
  readonly #parts: FlinksConnectParts;
  readonly #client: ConnectClient;
  readonly #reader: ConnectReader;

  constructor(parts: FlinksConnectParts) {
    this.#parts = parts;
    const { settings, dispatcher, clock, callTimeoutMs } = parts;
    this.#client = new ConnectClient({ settings, dispatcher, clock, timeoutMs: callTimeoutMs });
    const shared = sharedParts(parts, this.#client);
    const { guard, waitMs } = parts;
    this.#reader = new ConnectReader({ ...shared, guard, waitMs, sleep: parts.sleep ?? sleep });
    const goOn = this.#reader.goOn.bind(this.#reader);
    this.challenges = new ConnectChallenges({ ...shared, steps: new ConnectSteps(shared), goOn });
    const { webhook } = settings;
    this.webhooks =
      webhook &&
      new ConnectWebhooks({
        ...{ ...shared, ...webhook, requests: new ConnectRequests(parts.store, clock), goOn },
      });
  }

  /** The banks that Connect reaches. Rejects like every call to Flinks. */
  institutions(signal: AbortSignal): Promise<readonly ConnectInstitution[]> {
    return this.#client.institutions({ signal });
  }

  providerOf(institutionId: number): ConnectProvider {
    return new ConnectProvider({ reader: this.#reader, institutionId });
  }

  /** @param redirectUri our callback for this bank. */
  authorizationServerOf(institutionId: number, redirectUri: URL): ConnectAuthorizationServer {
    const { settings, store, mayLive } = this.#parts;
    const logins = new ConnectLogins(store, mayLive);
    const client = this.#client;
    return new ConnectAuthorizationServer({ client, logins, settings, institutionId, redirectUri });
  }

  /** A chore: brings on readings that were left unfinished. @param signal begins nothing more when it is aborted. */
  round(signal: AbortSignal): Promise<void> {
    return this.#reader.round(signal);
  }

  /** Begins no reading any more, and waits until what Flinks has answered is written down. */
  drain(): Promise<void> {
    return this.#reader.drain();
  }
}

function sharedParts(
  parts: FlinksConnectParts,
  client: ConnectClient,
): Omit<ConnectReaderParts, "guard" | "waitMs" | "sleep"> & { readonly client: ConnectClient } {
  const { settings, sealed, store, clock, tokens } = parts;
  const policy: ReadingPolicy = {
    maxAgeMs: settings.maxAgeMinutes * MINUTE_MS,
    pollMs: settings.pollSeconds * 1000,
    giveUpMs: settings.giveUpMinutes * MINUTE_MS,
    // `Authorize` is two calls.
    patienceMs: 2 * parts.callTimeoutMs + 1000,
  };
  return {
    ...{ client, tokens, clock, policy, callbacks: parts },
    snapshots: new ConnectSnapshots(sealed, clock, parts.isActive),
    sessions: new ConnectSessions(sealed, clock, policy),
    requests: settings.webhook && new ConnectRequests(store, clock),
    retentionMs: settings.retentionDays * DAY_MS,
    historyDays: settings.historyDays,
  };
}
