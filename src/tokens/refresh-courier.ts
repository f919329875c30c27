import type { SupportReference } from "../core/gateway-error.js";
import type { Outcome } from "./refresh-state.js";
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
  { readonly outcome: "answered"; readonly delivery: AnsweredDelivery } | FailedOrder;

/** There are no new tokens. */
export type FailedOrder = Outcome & {
  /** Under what names the bank's support finds its answer, where it gives any. */
  readonly supportReferences?: readonly SupportReference[] | undefined;
};

/** Goes to the bank with a refresh token and brings the new tokens into the store. */
export interface RefreshCourier {
  /** Never rejects: what is not known is `unclear`. */
  carry(order: RefreshOrder): Promise<OrderOutcome>;
}
