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
import { keepAsOfAll } from "../record-time.js";
import type { FdxClient, Query } from "./fdx-client.js";
import {
  decodeAccount,
  decodeAccounts,
  decodeAssetTransferNetworks,
  decodeContact,
  decodeCustomer,
  decodeCustomers,
  decodePaymentNetworks,
  decodeRewardCategories,
  decodeRewardProgram,
  decodeRewardPrograms,
  decodeStatements,
  decodeTransactions,
  type PageDecoder,
} from "./fdx-decoders.js";
import { dialectOf, type FdxDialect } from "./fdx-version.js";
import { historyPlace } from "./history-window.js";
import { cursorParameter } from "./page-cursor.js";

/** How to ask one provider. */
export interface FdxProviderOptions {
  /** `limit` where a whole list is wanted. */
  readonly pageSize: number;
  /** For example "6.4": requests are written as in this version. */
  readonly fdxVersion: string;
  /** How many days of history one request may ask for; all if left out. */
  readonly historyWindowDays?: number | undefined;
}

const NOTHING = Buffer.alloc(0);

/**
 * A provider that speaks FDX 4.6 to 6.4. Paths and parameters: FDX API Core and Customer. Answers are read by their shape
 * (`dialect/`), whatever version they are of.
 */
export class FdxProvider implements DataProvider {
  readonly #client: FdxClient;
  readonly #pageSize: number;
  readonly #dialect: FdxDialect;
  readonly #windowDays: number | undefined;

  constructor(client: FdxClient, { pageSize, fdxVersion, historyWindowDays }: FdxProviderOptions) {
    this.#client = client;
    this.#pageSize = pageSize;
    this.#dialect = dialectOf(fdxVersion);
    this.#windowDays = historyWindowDays;
  }

  customer(call: ProviderCall): Promise<Answer<FdxRecord>> {
    return this.#one(call, ["customers", "current"], decodeCustomer);
  }

  customers(call: ProviderCall, cursor?: string): Promise<Answer<Page<FdxRecord>>> {
    return this.#list(
      call,
      ["customers"],
      { limit: this.#pageSize, ...cursorParameter(cursor) },
      decodeCustomers,
    );
  }

  accounts(call: ProviderCall, query: AccountsQuery): Promise<Answer<Page<AccountRecord>>> {
    const { resultType, accountIds, cursor } = query;
    const limit = accountIds?.length ?? this.#pageSize;
    const ids = accountIds?.join(",");
    const parameters = { resultType, accountIds: ids, limit, ...cursorParameter(cursor) };
    return this.#list(call, ["accounts"], parameters, decodeAccounts);
  }

  account(call: ProviderCall, accountId: AccountId): Promise<Answer<AccountRecord>> {
    return this.#one(call, ["accounts", accountId], decodeAccount);
  }

  transactions(
    call: ProviderCall,
    accountId: AccountId,
    query: HistoryQuery,
  ): Promise<Answer<Page<FdxRecord>>> {
    return this.#history(call, ["accounts", accountId, "transactions"], query, decodeTransactions);
  }

  paymentNetworks(
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

  assetTransferNetworks(call: ProviderCall, accountId: AccountId): Promise<Answer<Page<FdxRecord>>> {
    const path = ["accounts", accountId, "asset-transfer-networks"];
    return this.#list(call, path, {}, decodeAssetTransferNetworks);
  }

  contact(call: ProviderCall, accountId: AccountId): Promise<Answer<FdxRecord>> {
    return this.#one(call, ["accounts", accountId, "contact"], decodeContact);
  }

  statements(
    call: ProviderCall,
    accountId: AccountId,
    query: HistoryQuery,
  ): Promise<Answer<Page<FdxRecord>>> {
    return this.#history(call, ["accounts", accountId, "statements"], query, decodeStatements);
  }

  statementLink(call: ProviderCall, accountId: AccountId, statementId: string): Promise<string | undefined> {
    return this.#client.redirectOf(call, ["accounts", accountId, "statements", statementId]);
  }

  rewardPrograms(call: ProviderCall, cursor?: string): Promise<Answer<Page<FdxRecord>>> {
    const query = { limit: this.#pageSize, ...cursorParameter(cursor) };
    return this.#list(call, ["reward-programs"], query, decodeRewardPrograms);
  }

  rewardProgram(call: ProviderCall, id: string): Promise<Answer<FdxRecord>> {
    return this.#one(call, ["reward-programs", id], decodeRewardProgram);
  }

  rewardCategories(call: ProviderCall, id: string, cursor?: string): Promise<Answer<Page<FdxRecord>>> {
    const query = { limit: this.#pageSize, ...cursorParameter(cursor) };
    return this.#list(call, ["reward-programs", id, "categories"], query, decodeRewardCategories);
  }

  async #one<Row extends FdxRecord>(
    call: ProviderCall,
    path: readonly string[],
    decode: (bytes: Buffer) => Row,
  ): Promise<Answer<Row>> {
    const body = await this.#client.get(call, path);
    if (body === undefined) throw new GatewayError("NOT_FOUND", `nothing at ${path[0] ?? ""}`);
    return new Answer(body.bytes, () => {
      const row = body.read(decode);
      keepAsOfAll([row], body.asOf);
      return row;
    });
  }

  async #list<Row extends FdxRecord>(
    call: ProviderCall,
    path: readonly string[],
    query: Query,
    decode: PageDecoder<Row>,
  ): Promise<Answer<Page<Row>>> {
    const body = await this.#client.get(call, path, query);
    if (body === undefined)
      return new Answer(NOTHING, () => ({ rows: [], next: undefined, totalElements: undefined }));
    const listUrl = (): URL => this.#client.urlOf(path);
    const decodeBody = (bytes: Buffer): Page<Row> => {
      const page = body.read((given) => decode(given, listUrl), bytes);
      const { asOf } = body;
      keepAsOfAll(page.rows, asOf);
      return asOf === undefined ? page : { asOf, ...page };
    };
    return new Answer(body.bytes, decodeBody, decode.rowsAt);
  }

  /** A range that is longer than the provider allows goes on in earlier days where these end. */
  async #history<Row extends FdxRecord>(
    call: ProviderCall,
    path: readonly string[],
    query: HistoryQuery,
    decode: PageDecoder<Row>,
  ): Promise<Answer<Page<Row>>> {
    const { startName, endName } = this.#dialect;
    const place = historyPlace(query, this.#windowDays);
    const { startDate, endDate } = place.days;
    const parameters = {
      [startName]: startDate,
      [endName]: endDate,
      limit: query.limit,
      ...cursorParameter(place.cursor),
    };
    const answer = await this.#list(call, path, parameters, decode);
    return answer.map((page) => {
      const next = page.next === undefined ? undefined : place.at(page.next);
      if (place.isWhole || page.cutOff) return { ...page, next };
      return { ...page, next: next ?? place.earlier, totalElements: undefined };
    });
  }
}
