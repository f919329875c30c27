import { AccountId } from "../../src/core/ids.js";
import { GatewayError } from "../../src/core/gateway-error.js";
import type { Answer } from "../../src/providers/answer.js";
import type {
  AccountRecord,
  AccountsQuery,
  DataProvider,
  FdxRecord,
  HistoryQuery,
  Page,
  ProviderCall,
} from "../../src/providers/data-provider.js";
import { madeAnswer } from "./made-answer.js";

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
  customerRecords: readonly FdxRecord[] = [{ customerId: "one" }, { customerId: "two" }];
  /** Consents for which every call fails. */
  readonly failing = new Map<string, Error>();
  /** How the rows of an account list are put in order before they are sent. */
  order: (ids: string[]) => string[] = (ids) => ids;
  /** `false`: a bank that does not know the `accountIds` parameter. */
  knowsAccountIds = true;
  /** `true`: answers NOT_FOUND to `accountIds` with an id it does not have. */
  refusesUnknownIds = false;
  /** `true`: every page has another one behind it. */
  endless = false;
  /** `true`: the list of all accounts breaks off. */
  endlessList = false;
  contactRecord: FdxRecord = { holders: [{ relationship: "PRIMARY" }] };
  /** What each account's record says beside its id. */
  readonly accountFields = new Map<string, FdxRecord>();
  /** What each row of a history list says beside, or in place of, its id. */
  rowOf: (id: string, idKey: string) => FdxRecord = (id, idKey) => ({ [idKey]: id });
  /** Addresses of documents, by statement. */
  readonly statementLinks = new Map<string, string>();
  /** So many rows more than a list has does it say it has. */
  hidden = 0;
  /** What a single account calls itself, if not what it was asked for as. */
  otherId: string | undefined;
  /** `true`: the first row of every page comes twice. */
  repeats = false;
  /** When its pages were read, if not for this request. */
  readAt: string | undefined;
  /** At most so many rows a page, whatever `limit` says. */
  maxPageSize = Infinity;

  async customer(call: ProviderCall): Promise<Answer<FdxRecord>> {
    this.#enter("customer", call);
    return madeAnswer({ customerId: `customer of ${call.reference.consentId}` });
  }

  async customers(call: ProviderCall, cursor?: string): Promise<Answer<Page<FdxRecord>>> {
    this.#enter("customers", call, cursor);
    return this.#page(this.customerRecords, cursor);
  }

  async accounts(call: ProviderCall, query: AccountsQuery): Promise<Answer<Page<AccountRecord>>> {
    this.#enter("accounts", call, query);
    const { accountIds, resultType, cursor } = query;
    const all = this.#idsOf(call);
    const asked: readonly string[] | undefined = this.knowsAccountIds ? accountIds : undefined;
    if (this.refusesUnknownIds && asked?.some((id) => !all.includes(id)) === true)
      throw new GatewayError("NOT_FOUND", "no such account");
    const ids = all.filter((id) => asked?.includes(id) ?? true);
    const rows = this.order([...ids]).map((id) => ({
      ...{ accountId: AccountId(id), resultType },
      ...this.accountFields.get(id),
    }));
    const { value } = this.#page(rows, cursor);
    return madeAnswer(
      this.endlessList && accountIds === undefined ? { ...value, cutOff: true, totalElements: 9 } : value,
    );
  }

  async account(call: ProviderCall, accountId: AccountId): Promise<Answer<AccountRecord>> {
    this.#enter("account", call, accountId);
    if (!this.#idsOf(call).includes(accountId)) throw new GatewayError("NOT_FOUND", "no such account");
    return madeAnswer({ accountId: AccountId(this.otherId ?? accountId), resultType: "details" });
  }

  async transactions(
    call: ProviderCall,
    accountId: AccountId,
    query: HistoryQuery,
  ): Promise<Answer<Page<FdxRecord>>> {
    this.#enter("transactions", call, { accountId, ...query });
    const rows = this.history.map((id) => this.rowOf(id, "transactionId"));
    return this.#page(rows, query.cursor, query.limit);
  }

  async statements(
    call: ProviderCall,
    accountId: AccountId,
    query: HistoryQuery,
  ): Promise<Answer<Page<FdxRecord>>> {
    this.#enter("statements", call, { accountId, ...query });
    const rows = this.history.map((id) => this.rowOf(id, "statementId"));
    return this.#page(rows, query.cursor, query.limit);
  }

  async paymentNetworks(
    call: ProviderCall,
    accountId: AccountId,
    cursor?: string,
  ): Promise<Answer<Page<FdxRecord>>> {
    this.#enter("paymentNetworks", call, { accountId, cursor });
    return this.#page([{ bankId: "1" }, { bankId: "2" }, { bankId: "3" }], cursor);
  }

  async assetTransferNetworks(call: ProviderCall, accountId: AccountId): Promise<Answer<Page<FdxRecord>>> {
    this.#enter("assetTransferNetworks", call, accountId);
    return this.#page([{ identifier: "9876543210", type: "US_DTC" }], undefined);
  }

  async contact(call: ProviderCall, accountId: AccountId): Promise<Answer<FdxRecord>> {
    this.#enter("contact", call, accountId);
    return madeAnswer({ accountId, ...this.contactRecord });
  }

  async statementLink(
    call: ProviderCall,
    accountId: AccountId,
    statementId: string,
  ): Promise<string | undefined> {
    this.#enter("statementLink", call, { accountId, statementId });
    return this.statementLinks.get(statementId);
  }

  async rewardPrograms(call: ProviderCall, cursor?: string): Promise<Answer<Page<FdxRecord>>> {
    this.#enter("rewardPrograms", call, cursor);
    return this.#page([{ rewardProgramId: "r-1" }, { rewardProgramId: "r-2" }, {}], cursor);
  }

  async rewardProgram(call: ProviderCall, id: string): Promise<Answer<FdxRecord>> {
    this.#enter("rewardProgram", call, id);
    return madeAnswer({ programName: `programme ${id}` });
  }

  async rewardCategories(call: ProviderCall, id: string, cursor?: string): Promise<Answer<Page<FdxRecord>>> {
    this.#enter("rewardCategories", call, { id, cursor });
    return this.#page([{ categoryId: "one" }, { categoryId: "two" }], cursor);
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
  #page<Row>(rows: readonly Row[], cursor: string | undefined, limit = Infinity): Answer<Page<Row>> {
    const start = Number(cursor ?? 0);
    const end = start + Math.min(limit, this.maxPageSize);
    const next = this.endless || end < rows.length ? String(end) : undefined;
    const page = rows.slice(start, end);
    const sent = this.repeats ? [...page.slice(0, 1).map((row) => ({ ...row })), ...page] : page;
    const made = { rows: sent, next, totalElements: rows.length + this.hidden };
    return madeAnswer(this.readAt === undefined ? made : { ...made, asOf: this.readAt });
  }
}
