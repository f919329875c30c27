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
  ResultType,
} from "../data-provider.js";
import { keepAsOf } from "../record-time.js";
import { keepSent, SentRecords } from "../sent-record.js";
import { accountRecord, rawAccount } from "./connect-account.js";
import { historyPage } from "./connect-history.js";
import { type ConnectHolder, contactRecord, customerRecord, holdersOf } from "./connect-holder.js";
import { paymentNetworkRecord, rawPaymentNetwork } from "./connect-payment-network.js";
import type { ConnectReader } from "./connect-reader.js";
import type { Snapshot } from "./connect-snapshot.js";
import { transactionRecord } from "./connect-transaction.js";
import { accountsIn, type ConnectAccount } from "./connect-view.js";

export interface ConnectProviderParts {
  readonly reader: Pick<ConnectReader, "snapshotFor">;
  /** Flinks' number of the bank. */
  readonly institutionId: number;
}

/** A snapshot, read. */
interface View {
  readonly snapshot: Snapshot;
  /** RFC 3339 */
  readonly asOf: string;
  readonly accounts: readonly ConnectAccount[];
}

/** What Flinks wrote of one record, and what it is in FDX's words. */
interface Told<Row extends FdxRecord> {
  readonly sent: unknown;
  readonly record: Row;
}

/**
 * A bank that is reached by Flinks Connect, read from the newest snapshot of its accounts: docs/adr/0027. Records carry how
 * old they are (record-time.ts). All calls of one GraphQL request see one snapshot.
 */
export class ConnectProvider implements DataProvider {
  readonly #parts: ConnectProviderParts;
  readonly #views = new WeakMap<ProviderCall["request"], Map<string, Promise<View>>>();

  constructor(parts: ConnectProviderParts) {
    this.#parts = parts;
  }

  async customer(call: ProviderCall): Promise<Answer<FdxRecord>> {
    const view = await this.#view(call);
    const [first] = holdersOf(view.accounts, view.snapshot.customerKey);
    return one(view, first && toldCustomer(first));
  }

  async customers(call: ProviderCall): Promise<Answer<Page<FdxRecord>>> {
    const view = await this.#view(call);
    return page(view, holdersOf(view.accounts, view.snapshot.customerKey).map(toldCustomer));
  }

  async accounts(call: ProviderCall, query: AccountsQuery): Promise<Answer<Page<AccountRecord>>> {
    const view = await this.#view(call);
    const { accountIds, resultType } = query;
    const asked = accountIds && new Set<string>(accountIds);
    const accounts = view.accounts.filter(({ accountId }) => asked?.has(accountId) ?? true);
    return page(
      view,
      accounts.map((account) => toldAccount(view, account, resultType)),
    );
  }

  async account(call: ProviderCall, accountId: AccountId): Promise<Answer<AccountRecord>> {
    const view = await this.#view(call);
    return one(view, toldAccount(view, accountNamed(view, accountId), "details"));
  }

  async transactions(
    call: ProviderCall,
    accountId: AccountId,
    query: HistoryQuery,
  ): Promise<Answer<Page<FdxRecord>>> {
    const view = await this.#view(call);
    const account = accountNamed(view, accountId);
    const { rows, ...place } = historyPage(account, query, view.snapshot);
    const told = rows.map((row) => ({ sent: row, record: transactionRecord(account, row) }));
    return page(view, told, place);
  }

  async paymentNetworks(call: ProviderCall, accountId: AccountId): Promise<Answer<Page<FdxRecord>>> {
    const view = await this.#view(call);
    const account = accountNamed(view, accountId);
    const record = paymentNetworkRecord(account);
    return page(view, record === undefined ? [] : [{ sent: rawPaymentNetwork(account), record }]);
  }

  async contact(call: ProviderCall, accountId: AccountId): Promise<Answer<FdxRecord>> {
    const view = await this.#view(call);
    const account = accountNamed(view, accountId);
    const [holder] = holdersOf([account], view.snapshot.customerKey);
    return one(view, holder && { sent: sentOf(holder), record: contactRecord(holder) });
  }

  async assetTransferNetworks(): Promise<never> {
    throw unsupported("asset transfer networks");
  }

  async statements(): Promise<never> {
    throw unsupported("statements");
  }

  async statementLink(): Promise<never> {
    throw unsupported("statements");
  }

  async rewardPrograms(): Promise<never> {
    throw unsupported("rewards");
  }

  async rewardProgram(): Promise<never> {
    throw unsupported("rewards");
  }

  async rewardCategories(): Promise<never> {
    throw unsupported("rewards");
  }

  /** Read once for a request: a list and its parts must not come from two snapshots. */
  #view(call: ProviderCall): Promise<View> {
    const views = this.#views.get(call.request) ?? new Map<string, Promise<View>>();
    this.#views.set(call.request, views);
    const { consentId } = call.reference;
    const view = views.get(consentId) ?? this.#read(call);
    views.set(consentId, view);
    return view;
  }

  async #read(call: ProviderCall): Promise<View> {
    const snapshot = await this.#parts.reader.snapshotFor(call);
    const { institutionId } = snapshot;
    if (institutionId !== undefined && institutionId !== this.#parts.institutionId) {
      throw new GatewayError("PROVIDER_ANSWER_INVALID", `accounts of institution ${institutionId}`);
    }
    return { snapshot, asOf: new Date(snapshot.asOf).toISOString(), accounts: accountsIn(snapshot.accounts) };
  }
}

function accountNamed({ accounts }: View, id: AccountId): ConnectAccount {
  const account = accounts.find(({ accountId }) => accountId === id);
  if (account === undefined) throw new GatewayError("NOT_FOUND", "no such account in the snapshot");
  return account;
}

function toldAccount({ asOf }: View, account: ConnectAccount, resultType: ResultType): Told<AccountRecord> {
  return { sent: rawAccount(account, resultType), record: accountRecord(account, asOf, resultType) };
}

function toldCustomer(holder: ConnectHolder): Told<FdxRecord> {
  return { sent: sentOf(holder), record: customerRecord(holder) };
}

function sentOf({ rows }: ConnectHolder): unknown {
  return rows.length === 1 ? rows[0] : rows;
}

/** @throws GatewayError NOT_FOUND where there is none */
function one<Row extends FdxRecord>(view: View, told: Told<Row> | undefined): Answer<Row> {
  if (told === undefined) throw new GatewayError("NOT_FOUND", "Flinks names no holder");
  const answer = page(view, [told]);
  return answer.map(({ rows: [record = told.record] }) => record);
}

/** The bytes are those of this part alone, as Flinks wrote it. */
function page<Row extends FdxRecord>(
  { asOf }: View,
  told: readonly Told<Row>[],
  place: Omit<Page<Row>, "rows"> = { next: undefined, totalElements: told.length },
): Answer<Page<Row>> {
  const sent = told.map((each) => each.sent);
  return new Answer(Buffer.from(JSON.stringify(sent)), () => {
    const records = new SentRecords(() => sent);
    for (const [index, { record }] of told.entries()) {
      keepSent(record, records, index);
      keepAsOf(record, asOf);
    }
    return { rows: told.map(({ record }) => record), ...place, asOf };
  });
}

function unsupported(what: string): GatewayError {
  return new GatewayError("PROVIDER_UNSUPPORTED", `Flinks Connect has no ${what}`);
}
