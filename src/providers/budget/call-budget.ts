import type { ProviderCall } from "../data-provider.js";
import type { FdxFailure } from "../fdx/fdx-failure.js";
import type { FdxRequest } from "../fdx/fdx-request.js";

/** Leave to send one HTTP request. */
export interface Allowance {
  /** To be told of an answer that is not a success: a provider may say that it was asked too often. Never rejects. */
  heard(answer: FdxFailure): Promise<void>;
}

/** What stands between the gateway and a call too many. */
export interface CallBudget {
  /**
   * To be asked for every HTTP request, as late before it is sent as can be: it counts from then on, sent or not.
   *
   * Rejects with PROVIDER_BUDGET_SPENT if a budget is used up, with PROVIDER_RATE_LIMITED if the provider has said so
   * itself not long ago, each with `retryAfter`; with STORE_UNAVAILABLE or RECORD_UNREADABLE if a budget cannot be read
   * and written; with PROVIDER_TIMEOUT if the request ends meanwhile. It must then not be sent.
   */
  reserve(call: ProviderCall, request: FdxRequest): Promise<Allowance>;
}
