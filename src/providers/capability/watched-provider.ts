import type { FdxResource } from "../../core/fdx-resource.js";
import type { AccountId } from "../../core/ids.js";
import type { Answer } from "../answer.js";
import type {
  AccountRecord,
  AccountsQuery,
  DataProvider,
  FdxRecord,
  HistoryQuery,
  Page,
  ProviderCall,
} from "../data-provider.js";
import type { ProviderCapability } from "./provider-capability.js";

/**
 * Stands in front of a provider: refuses what was declared unsupported before any call, and learns from what is answered.
 * An answer is looked at only when somebody else reads it.
 */
export class WatchedProvider implements DataProvider {
  readonly #provider: DataProvider;
  readonly #capability: ProviderCapability;

  constructor(provider: DataProvider, capability: ProviderCapability) {
    this.#provider = provider;
    this.#capability = capability;
  }

  customer(call: ProviderCall): Promise<Answer<FdxRecord>> {
    return this.#one("CUSTOMER", "Customer", () => this.#provider.customer(call));
  }

  customers(call: ProviderCall, cursor?: string): Promise<Answer<Page<FdxRecord>>> {
    return this.#list("CUSTOMERS", "Customer", () => this.#provider.customers(call, cursor));
  }

  accounts(call: ProviderCall, query: AccountsQuery): Promise<Answer<Page<AccountRecord>>> {
    const ask = (): Promise<Answer<Page<AccountRecord>>> => this.#provider.accounts(call, query);
    return this.#answer("ACCOUNTS", ask, ({ rows }) => {
      this.#lookForIds(rows, query);
      // A lightweight record lacks what the provider would fill.
      if (query.resultType === "details") this.#capability.noteRows("Account", rows);
    });
  }

  account(call: ProviderCall, accountId: AccountId): Promise<Answer<AccountRecord>> {
    return this.#one("ACCOUNT", "Account", () => this.#provider.account(call, accountId));
  }

  transactions(
    call: ProviderCall,
    accountId: AccountId,
    query: HistoryQuery,
  ): Promise<Answer<Page<FdxRecord>>> {
    const ask = (): Promise<Answer<Page<FdxRecord>>> => this.#provider.transactions(call, accountId, query);
    return this.#list("TRANSACTIONS", "Transaction", ask);
  }

  paymentNetworks(
    call: ProviderCall,
    accountId: AccountId,
    cursor?: string,
  ): Promise<Answer<Page<FdxRecord>>> {
    const ask = (): Promise<Answer<Page<FdxRecord>>> =>
      this.#provider.paymentNetworks(call, accountId, cursor);
    return this.#list("PAYMENT_NETWORKS", "PaymentNetwork", ask);
  }

  assetTransferNetworks(call: ProviderCall, accountId: AccountId): Promise<Answer<Page<FdxRecord>>> {
    const ask = (): Promise<Answer<Page<FdxRecord>>> => this.#provider.assetTransferNetworks(call, accountId);
    return this.#list("ASSET_TRANSFER_NETWORKS", "AssetTransferNetwork", ask);
  }

  contact(call: ProviderCall, accountId: AccountId): Promise<Answer<FdxRecord>> {
    return this.#one("ACCOUNT_CONTACT", "AccountContact", () => this.#provider.contact(call, accountId));
  }

  statements(
    call: ProviderCall,
    accountId: AccountId,
    query: HistoryQuery,
  ): Promise<Answer<Page<FdxRecord>>> {
    const ask = (): Promise<Answer<Page<FdxRecord>>> => this.#provider.statements(call, accountId, query);
    return this.#list("STATEMENTS", "Statement", ask);
  }

  async statementLink(
    call: ProviderCall,
    accountId: AccountId,
    statementId: string,
  ): Promise<string | undefined> {
    const link = await this.#ask("STATEMENT_DOCUMENT", () =>
      this.#provider.statementLink(call, accountId, statementId),
    );
    this.#capability.noteServed("STATEMENT_DOCUMENT");
    return link;
  }

  rewardPrograms(call: ProviderCall, cursor?: string): Promise<Answer<Page<FdxRecord>>> {
    const ask = (): Promise<Answer<Page<FdxRecord>>> => this.#provider.rewardPrograms(call, cursor);
    return this.#list("REWARD_PROGRAMS", "RewardProgram", ask);
  }

  rewardProgram(call: ProviderCall, id: string): Promise<Answer<FdxRecord>> {
    return this.#one("REWARD_PROGRAM", "RewardProgram", () => this.#provider.rewardProgram(call, id));
  }

  rewardCategories(call: ProviderCall, id: string, cursor?: string): Promise<Answer<Page<FdxRecord>>> {
    const ask = (): Promise<Answer<Page<FdxRecord>>> => this.#provider.rewardCategories(call, id, cursor);
    return this.#list("REWARD_CATEGORIES", "RewardCategory", ask);
  }

  #one<Row extends FdxRecord>(
    resource: FdxResource,
    entity: string,
    ask: () => Promise<Answer<Row>>,
  ): Promise<Answer<Row>> {
    return this.#answer(resource, ask, (record) => {
      this.#capability.noteRows(entity, [record]);
    });
  }

  #list<Row extends FdxRecord>(
    resource: FdxResource,
    entity: string,
    ask: () => Promise<Answer<Page<Row>>>,
  ): Promise<Answer<Page<Row>>> {
    return this.#answer(resource, ask, ({ rows }) => {
      this.#capability.noteRows(entity, rows);
    });
  }

  /** What came may be a refusal with HTTP 200: only one who reads it knows. */
  async #answer<Value>(
    resource: FdxResource,
    ask: () => Promise<Answer<Value>>,
    look: (value: Value) => void,
  ): Promise<Answer<Value>> {
    const answer = await this.#ask(resource, ask);
    const served = (value: Value): void => {
      this.#capability.noteServed(resource);
      look(value);
    };
    return answer.seenBy(served, (failure) => {
      this.#capability.noteFailure(resource, failure);
    });
  }

  async #ask<Result>(resource: FdxResource, ask: () => Promise<Result>): Promise<Result> {
    this.#capability.requireServed(resource);
    try {
      return await ask();
    } catch (failure) {
      this.#capability.noteFailure(resource, failure);
      throw failure;
    }
  }

  /** An account that was not asked for shows that nobody read the ids. */
  #lookForIds(rows: readonly AccountRecord[], { accountIds }: AccountsQuery): void {
    if (accountIds === undefined) return;
    const asked = new Set(accountIds);
    if (rows.some(({ accountId }) => !asked.has(accountId))) this.#capability.noteAccountIdsIgnored();
  }
}
