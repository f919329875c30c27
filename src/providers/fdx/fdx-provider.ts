import type { AccountId } from "../../core/ids.js";
import { GatewayError } from "../../core/gateway-error.js";
import { Answer } from "../answer.js";
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
} from "../data-provider.js";
import type { FdxClient, Query } from "./fdx-client.js";
import {
  decodeAccount,
  decodeAccounts,
  decodeContact,
  decodeCustomer,
  decodeCustomers,
  decodePaymentNetworks,
  decodeStatements,
  decodeTransactions,
} from "./fdx-decoders.js";

/** A provider that speaks FDX 6.x. Paths and parameters: FDX API 6.4 Core and Customer. */
export class FdxProvider implements DataProvider {
  readonly #client: FdxClient;
  readonly #pageSize: number;

  /** @param pageSize `limit` where a whole list is wanted. */
  constructor(client: FdxClient, pageSize: number) {
    this.#client = client;
    this.#pageSize = pageSize;
  }

  async customer(call: ProviderCall): Promise<Answer<FdxRecord>> {
    return this.#one(call, ["customers", "current"], decodeCustomer);
  }

  async customers(call: ProviderCall, pageKey?: string): Promise<Answer<Page<FdxRecord>>> {
    return this.#list(call, ["customers"], { limit: this.#pageSize, pageKey }, decodeCustomers);
  }

  async accounts(call: ProviderCall, query: AccountsQuery): Promise<Answer<Page<AccountRecord>>> {
    const { resultType, accountIds, pageKey } = query;
    const limit = accountIds?.length ?? this.#pageSize;
    const parameters = { resultType, accountIds: accountIds?.join(","), limit, pageKey };
    return this.#list(call, ["accounts"], parameters, decodeAccounts);
  }

  async account(call: ProviderCall, accountId: AccountId): Promise<Answer<AccountRecord>> {
    return this.#one(call, ["accounts", accountId], decodeAccount);
  }

  async transactions(
    call: ProviderCall,
    accountId: AccountId,
    query: HistoryQuery,
  ): Promise<Answer<Page<TransactionRecord>>> {
    return this.#list(call, ["accounts", accountId, "transactions"], { ...query }, decodeTransactions);
  }

  async paymentNetworks(
    call: ProviderCall,
    accountId: AccountId,
    pageKey?: string,
  ): Promise<Answer<Page<FdxRecord>>> {
    const path = ["accounts", accountId, "payment-networks"];
    return this.#list(call, path, { limit: this.#pageSize, pageKey }, decodePaymentNetworks);
  }

  async contact(call: ProviderCall, accountId: AccountId): Promise<Answer<FdxRecord>> {
    return this.#one(call, ["accounts", accountId, "contact"], decodeContact);
  }

  async statements(
    call: ProviderCall,
    accountId: AccountId,
    query: HistoryQuery,
  ): Promise<Answer<Page<StatementRecord>>> {
    return this.#list(call, ["accounts", accountId, "statements"], { ...query }, decodeStatements);
  }

  async #one<Value>(
    call: ProviderCall,
    path: readonly string[],
    decode: (bytes: Buffer) => Value,
  ): Promise<Answer<Value>> {
    const bytes = await this.#client.get(call, path);
    if (bytes === undefined) throw new GatewayError("NOT_FOUND", `nothing at ${path[0] ?? ""}`);
    return new Answer(bytes, decode);
  }

  async #list<Row>(
    call: ProviderCall,
    path: readonly string[],
    query: Query,
    decode: (bytes: Buffer) => Page<Row>,
  ): Promise<Answer<Page<Row>>> {
    const bytes = await this.#client.get(call, path, query);
    return new Answer(bytes ?? Buffer.from("{}"), decode);
  }
}
