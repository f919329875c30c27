import type { DataCluster } from "../core/data-cluster.js";
import type { AccountId } from "../core/ids.js";
import type { KeptPart } from "../core/kept-part.js";
import type { RequestWishes } from "../core/request-wishes.js";
import type { WorkSignal } from "../core/work-signal.js";
import type { ConsentReference } from "../tokens/consent-reference.js";
import type { Answer } from "./answer.js";

/** A provider's record with FDX field names; every value is unchecked until a GraphQL scalar reads it. */
export type FdxRecord = Readonly<Record<string, unknown>>;
export type AccountRecord = FdxRecord & { readonly accountId: AccountId };

/** One page of a list. */
export interface Page<Row> {
  readonly rows: readonly Row[];
  /** The provider's cursor of the next page, opaque to all but the provider's adapter; missing on the last page. */
  readonly next: string | undefined;
  /** The provider says that more follows, and not how to get there: the list ends here, and is not whole. */
  readonly cutOff?: true;
  readonly totalElements: number | undefined;
  /** When it was read at the bank, RFC 3339, UTC; missing where that was for this request. */
  readonly asOf?: string;
}

/** One GraphQL request, as far as its upstream calls need it. */
export interface UpstreamRequest extends RequestWishes {
  /** Sent as `x-fapi-interaction-id`: a UUID. */
  readonly interactionId: string;
  /** Ends when nobody waits for the answer any more: the client is gone, or its deadline is near. */
  readonly signal: WorkSignal;
  /** Told once for each HTTP request that is sent to a provider. */
  countCall(): void;
  /**
   * Told once for each answer that cost no call of this request: it was kept, or another request's call brought it.
   * @param kept where it is kept, if it was
   */
  countCached(kept?: KeptPart): void;
  /** Told before a bank is asked for what is not kept, whether or not a call comes of it. */
  countMissed(): void;
  /** For a call that several requests wait for: the one that began it. */
  readonly startedBy?: UpstreamRequest | undefined;
}

/** Under which consent, and for which request, a provider is called. */
export interface ProviderCall {
  readonly reference: ConsentReference;
  /** What the end user granted, as far as is known. */
  readonly grantedClusters: readonly DataCluster[];
  /** Of the consent's record; of one that is not known nothing is kept. */
  readonly consentVersion?: number | undefined;
  readonly request: UpstreamRequest;
}

/** `lightweight` gives the descriptor only: no balances. */
export type ResultType = "lightweight" | "details";

export interface AccountsQuery {
  readonly resultType: ResultType;
  /** Only these; all of the consent's accounts if left out. */
  readonly accountIds?: readonly AccountId[];
  /** `Page.next` of the page before. */
  readonly cursor?: string | undefined;
}

export interface HistoryQuery {
  /** YYYY-MM-DD, both days included. */
  readonly startDate: string;
  readonly endDate: string;
  readonly limit: number;
  /** `Page.next` of the page before. */
  readonly cursor?: string | undefined;
}

/**
 * One provider's data, one upstream request a call (up to three when the provider refused the token).
 *
 * Rejects with GatewayError: CONSENT_REAUTH_REQUIRED, CONSENT_NOT_ACTIVE, DATA_CLUSTER_NOT_GRANTED, NOT_FOUND,
 * ARGUMENT_INVALID, CURSOR_INVALID, PROVIDER_UNAVAILABLE, PROVIDER_TIMEOUT, PROVIDER_RATE_LIMITED, PROVIDER_BUDGET_SPENT,
 * PROVIDER_REFUSED, PROVIDER_UNSUPPORTED, PROVIDER_NOT_READY, PROVIDER_ANSWER_INVALID.
 */
export interface DataProvider {
  customer(call: ProviderCall): Promise<Answer<FdxRecord>>;
  customers(call: ProviderCall, cursor?: string): Promise<Answer<Page<FdxRecord>>>;
  accounts(call: ProviderCall, query: AccountsQuery): Promise<Answer<Page<AccountRecord>>>;
  /** Always with details. */
  account(call: ProviderCall, accountId: AccountId): Promise<Answer<AccountRecord>>;
  transactions(
    call: ProviderCall,
    accountId: AccountId,
    query: HistoryQuery,
  ): Promise<Answer<Page<FdxRecord>>>;
  paymentNetworks(
    call: ProviderCall,
    accountId: AccountId,
    cursor?: string,
  ): Promise<Answer<Page<FdxRecord>>>;
  /** FDX does not page this list. */
  assetTransferNetworks(call: ProviderCall, accountId: AccountId): Promise<Answer<Page<FdxRecord>>>;
  contact(call: ProviderCall, accountId: AccountId): Promise<Answer<FdxRecord>>;
  statements(call: ProviderCall, accountId: AccountId, query: HistoryQuery): Promise<Answer<Page<FdxRecord>>>;
  /**
   * The bank's own address of a statement's document, which needs no token and stays valid for a while; `undefined`
   * where the bank has none and would send the document itself.
   */
  statementLink(call: ProviderCall, accountId: AccountId, statementId: string): Promise<string | undefined>;
  rewardPrograms(call: ProviderCall, cursor?: string): Promise<Answer<Page<FdxRecord>>>;
  /** @param id FDX `rewardProgramId` */
  rewardProgram(call: ProviderCall, id: string): Promise<Answer<FdxRecord>>;
  rewardCategories(call: ProviderCall, id: string, cursor?: string): Promise<Answer<Page<FdxRecord>>>;
}
