import { createHash } from "node:crypto";
import { GatewayError } from "../../src/core/gateway-error.js";
import { AccountId } from "../../src/core/ids.js";
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
import { type Choose, chooseFrom } from "./choose.js";
import { generatedRecord } from "./generated-record.js";
import { madeAnswer } from "./made-answer.js";

/** Which accounts a consent shows. */
export type AccountsOf = (consentId: string) => readonly string[];

/**
 * A bank full of made-up FDX records: the same seed and question have the same answer. Each call is one request of a real bank's.
 */
export class GeneratedBank implements DataProvider {
  /** What was asked, one text a call. */
  readonly calls: string[] = [];
  /** @returns why this call fails. */
  failureOf: (call: string) => Error | undefined = () => undefined;
  readonly #seed: number;
  readonly #accountsOf: AccountsOf;

  constructor(seed: number, accountsOf: AccountsOf) {
    this.#seed = seed;
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
    return madeAnswer(this.#account(call, accountId));
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
    const choose = this.#chooseFor(this.#enter(call, `statementLink ${accountId} ${statementId}`));
    return choose(2) === 0 ? undefined : "https://documents.bank.test/1";
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
    const record = generatedRecord("Account", this.#chooseFor(`${reference.consentId} account record ${id}`));
    return { ...record, accountId: AccountId(id) };
  }

  #one(call: ProviderCall, what: string, entity: string): Answer<FdxRecord> {
    return madeAnswer(generatedRecord(entity, this.#chooseFor(this.#enter(call, what))));
  }

  #list(call: ProviderCall, what: string, entity: string): Answer<Page<FdxRecord>> {
    const choose = this.#chooseFor(this.#enter(call, what));
    return page(Array.from({ length: choose(4) }, () => generatedRecord(entity, choose)));
  }

  /** Some break off. */
  #history(call: ProviderCall, what: string, entity: string): Answer<Page<FdxRecord>> {
    const { value } = this.#list(call, what, entity);
    const isCutOff = this.#chooseFor(`${what} is cut off`)(5) === 0;
    return madeAnswer(isCutOff ? { ...value, cutOff: true } : value);
  }

  /** The same for the same question, whatever else was asked before. */
  #chooseFor(question: string): Choose {
    const hash = createHash("sha256").update(`${this.#seed} ${question}`).digest();
    return chooseFrom(hash.readUInt32BE());
  }
}

function page<Row>(rows: readonly Row[]): Answer<Page<Row>> {
  return madeAnswer({ rows, next: undefined, totalElements: rows.length });
}
