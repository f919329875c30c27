import type { Clock } from "../core/clock.js";
import { GatewayError } from "../core/gateway-error.js";
import { sleep } from "../core/sleep.js";
import type { FlinksApi } from "../providers/flinks-outbound/flinks-api.js";
import type { RegistrationState } from "../core/registration-state.js";
import { joinedState } from "../providers/flinks-outbound/registration-state.js";

export interface RegistrationWatch {
  readonly api: Pick<FlinksApi, "registrations" | "providers">;
  readonly recipientId: string;
  readonly providerId: number;
  /** Whether the recipient is the one that `api` speaks for: then Flinks' provider list is asked too. */
  readonly isOwn: boolean;
  /** Monotonic. */
  readonly clock: Clock;
  /** From now; without it only the signal ends the watch. */
  readonly timeoutMs?: number | undefined;
  readonly signal: AbortSignal;
  /** Called when the state is another than before. */
  readonly onState: (state: RegistrationState) => void;
  /** Called for a failure that may pass; the watch goes on. */
  readonly onFailure: (failure: GatewayError) => void;
}

export interface WatchResult {
  readonly state: RegistrationState;
  readonly timedOut: boolean;
}

const FIRST_WAIT_MS = 1_000;
/** Reviews take days: more often would tell nothing sooner. */
const LONGEST_WAIT_MS = 30_000;

/**
 * Looks at a registration again and again until it is active, is suspended, or the time is up. Rejects with NOT_FOUND if
 * nobody has asked for it, with the signal's reason, or with a failure that does not pass.
 */
export async function watchRegistration(watch: RegistrationWatch): Promise<WatchResult> {
  const { clock, timeoutMs = Number.POSITIVE_INFINITY, signal, onState } = watch;
  const end = clock.monotonic() + timeoutMs;
  let state: RegistrationState = "UNKNOWN";
  for (let wait = FIRST_WAIT_MS; ; wait = Math.min(wait * 1.5, LONGEST_WAIT_MS)) {
    const seen: RegistrationState = (await stateNow(watch)) ?? state;
    signal.throwIfAborted();
    if (seen !== state) onState(seen);
    state = seen;
    if (state === "ACTIVE" || state === "SUSPENDED") return { state, timedOut: false };
    const left = end - clock.monotonic();
    if (left <= 0) return { state, timedOut: true };
    await sleep(Math.min(wait, left), signal);
    signal.throwIfAborted();
  }
}

/** @returns `undefined` if Flinks cannot say it at the moment. */
async function stateNow(watch: RegistrationWatch): Promise<RegistrationState | undefined> {
  try {
    const registration = await registrationState(watch);
    return watch.isOwn ? joinedState(await listedState(watch), registration) : registration;
  } catch (failure) {
    if (!(failure instanceof GatewayError) || !failure.entry.retryable) throw failure;
    watch.onFailure(failure);
    return undefined;
  }
}

async function registrationState({
  api,
  recipientId,
  providerId,
}: RegistrationWatch): Promise<RegistrationState> {
  const all = await api.registrations(recipientId);
  const own = all.find((each) => each.clientId === recipientId && each.providerId === providerId);
  if (own !== undefined) return own.state;
  throw new GatewayError(
    "NOT_FOUND",
    `recipient ${recipientId} has no registration with provider ${providerId}: request it first`,
  );
}

async function listedState({ api, providerId }: RegistrationWatch): Promise<RegistrationState> {
  const listed = await api.providers();
  return listed.find((each) => each.providerId === providerId)?.state ?? "UNKNOWN";
}
