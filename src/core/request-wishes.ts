import type { Deadline } from "./deadline.js";

/** Who acts, as FDX has it (`FDX-API-Actor-Type`): the end user is waiting, or a job of the app's runs by itself. */
export type ActorType = "USER" | "BATCH";

/** What an app may wish for one request, beside its document. */
export interface RequestWishes {
  /** For the whole answer. */
  readonly deadline: Deadline;
  readonly actorType: ActorType;
  /** How old, in seconds, the data may be at most; what is configured for each kind of data if left out. */
  readonly maxAgeSeconds?: number | undefined;
}
