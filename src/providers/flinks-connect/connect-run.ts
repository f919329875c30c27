import type { ConsentReference } from "../../tokens/consent-reference.js";
import type { UpstreamRequest } from "../data-provider.js";
import type { ReadingMode } from "./connect-client.js";

/** A reading that this process is at. */
export interface Run {
  readonly reference: ConsentReference;
  readonly mode: ReadingMode;
  /** Requests that wait for it, the first one first. */
  readonly waiters: Set<UpstreamRequest>;
  /** The version of the session record that this process wrote last. */
  heldVersion: number | undefined;
  /** The session at Flinks that it saw last: its record goes with a revocation. */
  requestId: string | undefined;
  /** Ends its sleep. */
  alarm: AbortController;
  /** Whether something has changed since it last looked. */
  isWanted: boolean;
  /** By the guard, which counts that: a step was not taken. */
  isTurnedAway: boolean;
  done: Promise<void>;
}

export function newRun(reference: ConsentReference, mode: ReadingMode): Run {
  return {
    ...{ reference, mode, waiters: new Set<UpstreamRequest>(), heldVersion: undefined, requestId: undefined },
    ...{ alarm: new AbortController(), isWanted: false, isTurnedAway: false },
    done: Promise.resolve(),
  };
}
