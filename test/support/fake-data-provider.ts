import { AccountId } from "../../src/core/ids.js";
import { GatewayError } from "../../src/core/gateway-error.js";
import { Answer } from "../../src/providers/answer.js";
import type {
  AccountRecord,
  AccountsQuery,
  DataProvider,
  FdxRecord,
  HistoryQuery,
  Page,
  ProviderCall,
  StatementRecord,
  TransactionRecord,
} from "../../src/providers/data-provider.js";

/** One call as it came: which method, under which consent, with what. */
export interface SeenCall {
  readonly method: keyof DataProvider;
  readonly consentId: string;
  readonly argument?: unknown;
}

/** A bank whose accounts a test names, and which remembers what it was asked. */
export class FakeDataProvider implements DataProvider {
  readonly calls: SeenCall[] = [];
  /** Account ids by consent id. */
  readonly accountsOf = new Map<string, readonly string[]>();
  /** Rows of every history list. */
  history: readonly string[] = [];
  /** Consents for which every call fails. */
  readonly failing = new Map<string, Error>();
  /** How the rows of an account list are put in order before they are sent. */
  order: (ids: string[]) => string[] = (ids) => ids;
  /** `false`: a bank that does not know the `accountIds` parameter. */
  knowsAccountIds = true;
  /** At most so many rows a page, whatever `limit` says. */
  maxPageSize = Infinity;

  async customer(call: ProviderCall): Promise<Answer<FdxRecord>> {
    this.#enter("customer", call);
    return answer({ customerId: `customer of ${call.reference.consentId}` });
  }

  async customers(call: ProviderCall, pageKey?: string): Promise<Answer<Page<FdxRecord>>> {
    this.#enter("customers", call, pageKey);
    return this.#page([{ customerId: "one" }, { customerId: "two" }], pageKey);
  }

  async accounts(call: ProviderCall, query: AccountsQuery): Promise<Answer<Page<AccountRecord>>> {
    this.#enter("accounts", call, query);
    const { accountIds, resultType, pageKey } = query;
    const all = this.#idsOf(call);
    const asked: readonly string[] | undefined = this.knowsAccountIds ? accountIds : undefined;
    const ids = all.filter((id) => asked?.includes(id) ?? true);
    const rows = this.order([...ids]).map((id) => ({ accountId: AccountId(id), resultType }));
    return this.#page(rows, pageKey);
  }

  async account(call: ProviderCall, accountId: AccountId): Promise<Answer<AccountRecord>> {
    this.#enter("account", call, accountId);
    if (!this.#idsOf(call).includes(accountId)) throw new GatewayError("NOT_FOUND", "no such account");
    return answer({ accountId, resultType: "details" });
  }

  async transactions(
    call: ProviderCall,
    accountId: AccountId,
    query: HistoryQuery,
  ): Promise<Answer<Page<TransactionRecord>>> {
    this.#enter("transactions", call, { accountId, ...query });
    const rows = this.history.map((transactionId) => ({ transactionId }));
    return this.#page(rows, query.pageKey, query.limit);
  }

  async statements(
    call: ProviderCall,
    accountId: AccountId,
    query: HistoryQuery,
  ): Promise<Answer<Page<StatementRecord>>> {
    this.#enter("statements", call, { accountId, ...query });
    const rows = this.history.map((statementId) => ({ statementId }));
    return this.#page(rows, query.pageKey, query.limit);
  }

  async paymentNetworks(
    call: ProviderCall,
    accountId: AccountId,
    pageKey?: string,
  ): Promise<Answer<Page<FdxRecord>>> {
    this.#enter("paymentNetworks", call, { accountId, pageKey });
    return this.#page([{ bankId: "1" }, { bankId: "2" }, { bankId: "3" }], pageKey);
  }

  async contact(call: ProviderCall, accountId: AccountId): Promise<Answer<FdxRecord>> {
    this.#enter("contact", call, accountId);
    return answer({ accountId });
  }

  #enter(method: keyof DataProvider, { reference }: ProviderCall, argument?: unknown): void {
    this.calls.push({ method, consentId: reference.consentId, argument });
    const failure = this.failing.get(reference.consentId);
    if (failure !== undefined) throw failure;
  }

  #idsOf({ reference }: ProviderCall): readonly string[] {
    return this.accountsOf.get(reference.consentId) ?? [];
  }

  /** A cursor is the number of rows before it. */
  #page<Row>(rows: readonly Row[], pageKey: string | undefined, limit = Infinity): Answer<Page<Row>> {
    const start = Number(pageKey ?? 0);
    const end = start + Math.min(limit, this.maxPageSize);
    const nextPageKey = end < rows.length ? String(end) : undefined;
    return answer({ rows: rows.slice(start, end), nextPageKey, totalElements: rows.length });
  }
}

function answer<Value>(value: Value): Answer<Value> {
  return new Answer(Buffer.alloc(0), () => value);
}
