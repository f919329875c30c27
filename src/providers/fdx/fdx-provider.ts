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
import { cursorParameter } from "./page-cursor.js";
import {
  decodeAssetTransferNetworks,
  decodeRewardCategories,
  decodeRewardProgram,
  decodeRewardPrograms,
} from "./relation-decoders.js";

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

  async customers(call: ProviderCall, cursor?: string): Promise<Answer<Page<FdxRecord>>> {
    return this.#list(
      call,
      ["customers"],
      { limit: this.#pageSize, ...cursorParameter(cursor) },
      decodeCustomers,
    );
  }

  async accounts(call: ProviderCall, query: AccountsQuery): Promise<Answer<Page<AccountRecord>>> {
    const { resultType, accountIds, cursor } = query;
    const limit = accountIds?.length ?? this.#pageSize;
    const ids = accountIds?.join(",");
    const parameters = { resultType, accountIds: ids, limit, ...cursorParameter(cursor) };
    return this.#list(call, ["accounts"], parameters, decodeAccounts);
  }

  async account(call: ProviderCall, accountId: AccountId): Promise<Answer<AccountRecord>> {
    return this.#one(call, ["accounts", accountId], decodeAccount);
  }

  async transactions(
    call: ProviderCall,
    accountId: AccountId,
    query: HistoryQuery,
  ): Promise<Answer<Page<FdxRecord>>> {
    return this.#list(
      call,
      ["accounts", accountId, "transactions"],
      historyParameters(query),
      decodeTransactions,
    );
  }

  async paymentNetworks(
    call: ProviderCall,
    accountId: AccountId,
    cursor?: string,
  ): Promise<Answer<Page<FdxRecord>>> {
    const path = ["accounts", accountId, "payment-networks"];
    return this.#list(
      call,
      path,
      { limit: this.#pageSize, ...cursorParameter(cursor) },
      decodePaymentNetworks,
    );
  }

  async assetTransferNetworks(call: ProviderCall, accountId: AccountId): Promise<Answer<Page<FdxRecord>>> {
    const path = ["accounts", accountId, "asset-transfer-networks"];
    return this.#list(call, path, {}, decodeAssetTransferNetworks);
  }

  async contact(call: ProviderCall, accountId: AccountId): Promise<Answer<FdxRecord>> {
    return this.#one(call, ["accounts", accountId, "contact"], decodeContact);
  }

  async statements(
    call: ProviderCall,
    accountId: AccountId,
    query: HistoryQuery,
  ): Promise<Answer<Page<FdxRecord>>> {
    return this.#list(
      call,
      ["accounts", accountId, "statements"],
      historyParameters(query),
      decodeStatements,
    );
  }

  async statementLink(
    call: ProviderCall,
    accountId: AccountId,
    statementId: string,
  ): Promise<string | undefined> {
    return this.#client.redirectOf(call, ["accounts", accountId, "statements", statementId]);
  }

  async rewardPrograms(call: ProviderCall, cursor?: string): Promise<Answer<Page<FdxRecord>>> {
    const query = { limit: this.#pageSize, ...cursorParameter(cursor) };
    return this.#list(call, ["reward-programs"], query, decodeRewardPrograms);
  }

  async rewardProgram(call: ProviderCall, id: string): Promise<Answer<FdxRecord>> {
    return this.#one(call, ["reward-programs", id], decodeRewardProgram);
  }

  async rewardCategories(call: ProviderCall, id: string, cursor?: string): Promise<Answer<Page<FdxRecord>>> {
    const query = { limit: this.#pageSize, ...cursorParameter(cursor) };
    return this.#list(call, ["reward-programs", id, "categories"], query, decodeRewardCategories);
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

function historyParameters({ startDate, endDate, limit, cursor }: HistoryQuery): Query {
  return { startDate, endDate, limit, ...cursorParameter(cursor) };
}
