import { GatewayError } from "../../src/core/gateway-error.js";
import { AccountId } from "../../src/core/ids.js";
import { Answer } from "../../src/providers/answer.js";
import type {
  AccountRecord,
  AccountsQuery,
  DataProvider,
  FdxRecord,
  HistoryQuery,
  Page,
  ProviderCall,
} from "../../src/providers/data-provider.js";
import type { Choose } from "./choose.js";
import { generatedRecord } from "./generated-record.js";

/** Which accounts a consent shows. */
export type AccountsOf = (consentId: string) => readonly string[];

/**
 * A bank full of made-up FDX records: the same question has the same answer, as long as the bank lives. Each call is one
 * request of a real bank's.
 */
export class GeneratedBank implements DataProvider {
  /** What was asked, one text a call. */
  readonly calls: string[] = [];
  /** @returns why this call fails. */
  failureOf: (call: string) => Error | undefined = () => undefined;
  readonly #records = new Map<string, unknown>();
  readonly #choose: Choose;
  readonly #accountsOf: AccountsOf;

  constructor(choose: Choose, accountsOf: AccountsOf) {
    this.#choose = choose;
    this.#accountsOf = accountsOf;
  }

  async customer(call: ProviderCall): Promise<Answer<FdxRecord>> {
    return this.#one(call, "customer", "Customer");
  }

  async customers(call: ProviderCall, cursor?: string): Promise<Answer<Page<FdxRecord>>> {
    return this.#list(call, `customers ${cursor ?? ""}`, "Customer");
  }

  async accounts(call: ProviderCall, query: AccountsQuery): Promise<Answer<Page<AccountRecord>>> {
    this.#enter(call, `accounts ${query.resultType} ${query.accountIds?.join(",") ?? "all"}`);
    const all = this.#accountsOf(call.reference.consentId);
    const ids = all.filter((id) => query.accountIds?.includes(AccountId(id)) ?? true);
    return page(ids.map((id) => this.#account(call, id)));
  }

  async account(call: ProviderCall, accountId: AccountId): Promise<Answer<AccountRecord>> {
    this.#enter(call, `account ${accountId}`);
    const isThere = this.#accountsOf(call.reference.consentId).includes(accountId);
    if (!isThere) throw new GatewayError("NOT_FOUND", "no such account");
    return answer(this.#account(call, accountId));
  }

  async transactions(
    call: ProviderCall,
    accountId: AccountId,
    query: HistoryQuery,
  ): Promise<Answer<Page<FdxRecord>>> {
    return this.#history(call, `transactions ${accountId} ${JSON.stringify(query)}`, "Transaction");
  }

  async statements(
    call: ProviderCall,
    accountId: AccountId,
    query: HistoryQuery,
  ): Promise<Answer<Page<FdxRecord>>> {
    return this.#history(call, `statements ${accountId} ${JSON.stringify(query)}`, "Statement");
  }

  async paymentNetworks(
    call: ProviderCall,
    accountId: AccountId,
    cursor?: string,
  ): Promise<Answer<Page<FdxRecord>>> {
    return this.#list(call, `paymentNetworks ${accountId} ${cursor ?? ""}`, "PaymentNetwork");
  }

  async assetTransferNetworks(call: ProviderCall, accountId: AccountId): Promise<Answer<Page<FdxRecord>>> {
    return this.#list(call, `assetTransferNetworks ${accountId}`, "AssetTransferNetwork");
  }

  async contact(call: ProviderCall, accountId: AccountId): Promise<Answer<FdxRecord>> {
    return this.#one(call, `contact ${accountId}`, "AccountContact");
  }

  async statementLink(
    call: ProviderCall,
    accountId: AccountId,
    statementId: string,
  ): Promise<string | undefined> {
    this.#enter(call, `statementLink ${accountId} ${statementId}`);
    return this.#choose(2) === 0 ? undefined : "https://documents.bank.test/1";
  }

  async rewardPrograms(call: ProviderCall, cursor?: string): Promise<Answer<Page<FdxRecord>>> {
    return this.#list(call, `rewardPrograms ${cursor ?? ""}`, "RewardProgram");
  }

  async rewardProgram(call: ProviderCall, id: string): Promise<Answer<FdxRecord>> {
    return this.#one(call, `rewardProgram ${id}`, "RewardProgram");
  }

  async rewardCategories(call: ProviderCall, id: string, cursor?: string): Promise<Answer<Page<FdxRecord>>> {
    return this.#list(call, `rewardCategories ${id} ${cursor ?? ""}`, "RewardCategory");
  }

  #enter({ reference }: ProviderCall, what: string): string {
    const call = `${reference.consentId} ${what}`;
    this.calls.push(call);
    const failure = this.failureOf(call);
    if (failure !== undefined) throw failure;
    return call;
  }

  #account({ reference }: ProviderCall, id: string): AccountRecord {
    const record = this.#kept(`${reference.consentId} account record ${id}`, () =>
      generatedRecord("Account", this.#choose),
    );
    return { ...record, accountId: AccountId(id) };
  }

  #one(call: ProviderCall, what: string, entity: string): Answer<FdxRecord> {
    return answer(this.#kept(this.#enter(call, what), () => generatedRecord(entity, this.#choose)));
  }

  #list(call: ProviderCall, what: string, entity: string): Answer<Page<FdxRecord>> {
    const rows = this.#kept(this.#enter(call, what), () =>
      Array.from({ length: this.#choose(4) }, () => generatedRecord(entity, this.#choose)),
    );
    return page(rows);
  }

  /** Some break off. */
  #history(call: ProviderCall, what: string, entity: string): Answer<Page<FdxRecord>> {
    const { value } = this.#list(call, what, entity);
    const isCutOff = this.#kept(`${what} is cut off`, () => this.#choose(5) === 0);
    return answer(isCutOff ? { ...value, cutOff: true } : value);
  }

  /** A copy: the gateway may write into rows. */
  #kept<Value>(name: string, make: () => Value): Value {
    if (!this.#records.has(name)) this.#records.set(name, make());
    return structuredClone(this.#records.get(name)) as Value;
  }
}

function page<Row>(rows: readonly Row[]): Answer<Page<Row>> {
  return answer({ rows, next: undefined, totalElements: rows.length });
}

function answer<Value>(value: Value): Answer<Value> {
  return new Answer(Buffer.alloc(0), () => value);
}
