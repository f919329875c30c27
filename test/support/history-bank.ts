import type { AccountId } from "../../src/core/ids.js";
import type { Answer } from "../../src/providers/answer.js";
import type { FdxRecord, HistoryQuery, Page, ProviderCall } from "../../src/providers/data-provider.js";
import { FakeDataProvider } from "./fake-data-provider.js";
import { madeAnswer } from "./made-answer.js";

const DAY_MS = 86_400_000;

/** How a bank chooses the rows of a window. */
export type WindowBy =
  | "posted"
  | "recorded"
  /** By the day in Toronto, though its times are in UTC. */
  | "local"
  /** With the first moment of the day behind the window. */
  | "inclusive"
  /** It does not look at the days. */
  | "nothing";

/** One account's transactions, in the order in which the bank lists them. */
export interface HistoryAccount {
  readonly rows: readonly FdxRecord[];
  readonly by: WindowBy;
  /** At most so many rows a page, whatever `limit` says. */
  readonly pageSize?: number;
}

/** A bank whose accounts each have their own transactions. */
export class HistoryBank extends FakeDataProvider {
  readonly histories = new Map<string, HistoryAccount>();
  /** Accounts whose lists break off at the end of their first page. */
  readonly endlessHistory = new Set<string>();
  /** @returns why this page cannot be had. */
  failureOf: (accountId: string, query: HistoryQuery) => Error | undefined = () => undefined;

  override async transactions(
    call: ProviderCall,
    accountId: AccountId,
    query: HistoryQuery,
  ): Promise<Answer<Page<FdxRecord>>> {
    const { consentId } = call.reference;
    this.calls.push({ method: "transactions", consentId, argument: { accountId, ...query } });
    const failure = this.failing.get(consentId) ?? this.failureOf(accountId, query);
    if (failure !== undefined) throw failure;
    const { rows, by, pageSize = Infinity } = this.histories.get(accountId) ?? { rows: [], by: "posted" };
    const chosen = rows.filter((row) => isIn(row, by, query));
    const start = Number(query.cursor ?? 0);
    const end = start + Math.min(query.limit, pageSize);
    const next = end < chosen.length ? String(end) : undefined;
    // A bank's answer is read anew for each request.
    const page = { rows: structuredClone(chosen.slice(start, end)), next, totalElements: undefined };
    return madeAnswer(this.endlessHistory.has(accountId) ? { ...page, next: undefined, cutOff: true } : page);
  }
}

function isIn(row: FdxRecord, by: WindowBy, { startDate, endDate }: HistoryQuery): boolean {
  if (by === "nothing") return true;
  const { postedTimestamp, transactionTimestamp } = row;
  const text = by === "recorded" ? transactionTimestamp : (postedTimestamp ?? transactionTimestamp);
  const moment = Date.parse(String(text)) - (by === "local" ? 5 * 3_600_000 : 0);
  // What has no time is in every window.
  if (Number.isNaN(moment)) return true;
  const end = Date.parse(endDate) + DAY_MS;
  const isBefore = by === "inclusive" ? moment <= end : moment < end;
  return moment >= Date.parse(startDate) && isBefore;
}
