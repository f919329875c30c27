import type { FailureCode } from "./refresh-state.js";
import type { ConsentReference } from "./consent-reference.js";

/** One token call to be made, for an attempt that is written down in the consent's refresh record. */
export interface RefreshOrder {
  readonly reference: ConsentReference;
  readonly attemptId: string;
  /** Version of the token set whose refresh token is to be traded. */
  readonly usedVersion: number;
  /** Monotonic milliseconds of this machine; later than this nothing may be sent. */
  readonly sendBy: number;
}

/** What became of new tokens. `waiting`: they are on the disk, and the store has not said yet. */
export type AnsweredDelivery = "stored" | "superseded" | "gone" | "waiting";

/** How an order ended. `answered`: the bank gave new tokens, and this is what became of them. */
export type OrderOutcome =
  | { readonly outcome: "answered"; readonly delivery: AnsweredDelivery }
  | { readonly outcome: "not-sent"; readonly code: FailureCode }
  | { readonly outcome: "refused"; readonly error: string }
  | { readonly outcome: "unclear"; readonly code: FailureCode };

/** Goes to the bank with a refresh token and brings the new tokens into the store. */
export interface RefreshCourier {
  /** Never rejects: what is not known is `unclear`. */
  carry(order: RefreshOrder): Promise<OrderOutcome>;
}
