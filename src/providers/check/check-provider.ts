import type { DataCluster } from "../../core/data-cluster.js";
import { FDX_RESOURCES, type FdxResource } from "../../core/fdx-resource.js";
import type { AccountId } from "../../core/ids.js";
import { entityOf, fieldsOf } from "../../fdx/entity-fields.js";
import { entityNamed } from "../../fdx/model.js";
import type { AccountRecord, FdxRecord, HistoryQuery, ProviderCall, ResultType } from "../data-provider.js";
import type { ProviderEntry } from "../provider-directory.js";
import type { FdxProfile } from "../provider-profile.js";
import { isMissing } from "../fdx/dialect/plain-object.js";
import { CheckQuestions, type Question } from "./check-questions.js";
import type { CheckReport } from "./check-report.js";

const DAY_MS = 86_400_000;
const TRANSACTION_DAYS = 90;
const STATEMENT_DAYS = 365;
/** So few that most accounts have a second page. */
const HISTORY_LIMIT = 10;
/** One of each kind, and not more. */
const MAX_ACCOUNTS = 3;
const MAX_IDS = 2;

const ACCOUNTS = { entity: "Account", list: "accounts", idKey: "accountId" } as const;

/** A bank that speaks FDX. */
export type FdxEntry = ProviderEntry & { readonly profile: FdxProfile };

export interface CheckOptions {
  readonly entry: FdxEntry;
  readonly call: ProviderCall;
  /** Today, wall-clock milliseconds. */
  readonly now: number;
}

/**
 * Goes through everything a provider can be asked for under one consent, one request after another: at most some forty. What
 * the consent does not cover and what is declared unsupported is not asked for. Never rejects for what the provider does;
 * rejects for faults of the gateway or its store.
 */
export async function checkProvider(options: CheckOptions): Promise<Omit<CheckReport, "calls">> {
  return new Check(options).run();
}

class Check {
  readonly #options: CheckOptions;
  readonly #questions: CheckQuestions;
  #accountIdsHonoured: boolean | undefined;

  constructor(options: CheckOptions) {
    this.#options = options;
    this.#questions = new CheckQuestions(options.entry.profile.fdx.baseUrl, options.call);
  }

  async run(): Promise<Omit<CheckReport, "calls">> {
    const { entry, call } = this.#options;
    await this.#customers();
    const light = await this.#accountList("lightweight", "ACCOUNT_BASIC");
    const detailed = await this.#accountList("details", "ACCOUNT_DETAILED");
    const accounts = detailed.length > 0 ? detailed : light;
    await this.#accountsByIds(accounts);
    const chosen = oneOfEachKind(accounts);
    for (const account of chosen) await this.#oneAccount(account);
    if (chosen.length === 0) this.#nothingOf("ACCOUNT", "TRANSACTIONS", "PAYMENT_NETWORKS", "STATEMENTS");
    await this.#rewards();
    const { lines } = this.#questions;
    return {
      dataProviderId: entry.profile.id,
      fdxVersion: entry.profile.fdx.fdxVersion,
      consentId: call.reference.consentId,
      usable: isUsable(lines),
      accountIdsHonoured: this.#accountIdsHonoured,
      lines,
      types: entry.capability.report().entities.map((type) => ({
        ...type,
        of: fieldsOf(entityNamed(type.name)).size,
      })),
    };
  }

  async #customers(): Promise<void> {
    const { call, entry } = this.#options;
    const { dataProvider, profile } = entry;
    const expected = { entity: "Customer", idKey: "customerId" };
    await this.#questions.record(question("CUSTOMER", expected), () => dataProvider.customer(call));
    const many = question("CUSTOMERS", { ...expected, list: "customers", limit: profile.fdx.pageSize });
    await this.#questions.list(many, (cursor) => dataProvider.customers(call, cursor));
  }

  async #accountList(resultType: ResultType, cluster: DataCluster): Promise<readonly AccountRecord[]> {
    const { call, entry } = this.#options;
    const limit = entry.profile.fdx.pageSize;
    const asked = question("ACCOUNTS", { ...ACCOUNTS, limit, way: resultType, clusters: [cluster] });
    const read = (cursor: string | undefined): ReturnType<typeof entry.dataProvider.accounts> =>
      entry.dataProvider.accounts(call, { resultType, cursor });
    return (await this.#questions.list(asked, read)) as readonly AccountRecord[];
  }

  /** Shows whether the provider reads ids, if there is an account more than is asked for. */
  async #accountsByIds(accounts: readonly AccountRecord[]): Promise<void> {
    const { call, entry } = this.#options;
    const ids = new Set(accounts.map(({ accountId }) => accountId));
    const all = [...ids].filter((id) => !id.includes(","));
    const accountIds = all.slice(0, Math.min(MAX_IDS, all.length - 1));
    const resultType: ResultType = call.grantedClusters.includes("ACCOUNT_BASIC") ? "lightweight" : "details";
    const isForeign = ({ accountId }: FdxRecord): boolean => !accountIds.includes(accountId as AccountId);
    const asked = question("ACCOUNTS", {
      ...{ ...ACCOUNTS, limit: accountIds.length, way: "by accountIds" },
      faultOf: (row) => (isForeign(row) ? "an account that was not asked for" : undefined),
    });
    if (accountIds.length === 0) {
      this.#questions.notAsked(asked);
      return;
    }
    const rows = await this.#questions.list(asked, (cursor) =>
      entry.dataProvider.accounts(call, { resultType, accountIds, cursor }),
    );
    if (rows.length > 0) this.#accountIdsHonoured = !rows.some(isForeign);
  }

  async #oneAccount(account: AccountRecord): Promise<void> {
    const { call, entry } = this.#options;
    const { dataProvider, profile } = entry;
    const { accountId } = account;
    const way = kindOf(account);
    const { pageSize: limit } = profile.fdx;
    await this.#questions.record(
      question("ACCOUNT", {
        ...{ entity: "Account", idKey: "accountId", way, isFaultFatal: true },
        faultOf: (record) =>
          record["accountId"] === accountId ? undefined : "another account than the one asked for",
      }),
      () => dataProvider.account(call, accountId),
    );
    const contact = question("ACCOUNT_CONTACT", { entity: "AccountContact", way });
    await this.#questions.record(contact, () => dataProvider.contact(call, accountId));
    await this.#transactions(accountId, way);
    await this.#questions.list(
      question("PAYMENT_NETWORKS", { entity: "PaymentNetwork", list: "paymentNetworks", limit, way }),
      (cursor) => dataProvider.paymentNetworks(call, accountId, cursor),
    );
    await this.#questions.list(
      question("ASSET_TRANSFER_NETWORKS", {
        ...{ entity: "AssetTransferNetwork", list: "assetTransferNetworks", way },
      }),
      () => dataProvider.assetTransferNetworks(call, accountId),
    );
    await this.#statements(accountId, way);
  }

  async #transactions(accountId: AccountId, way: string): Promise<void> {
    const { call, entry, now } = this.#options;
    const query = historyQuery(now, TRANSACTION_DAYS);
    const asked = question("TRANSACTIONS", {
      ...{ entity: "Transaction", list: "transactions", idKey: "transactionId", limit: query.limit, way },
      faultOf: (row) => (isOutside(row, query) ? "a row of another day than asked for" : undefined),
    });
    await this.#questions.list(asked, (cursor) =>
      entry.dataProvider.transactions(call, accountId, { ...query, cursor }),
    );
  }

  async #statements(accountId: AccountId, way: string): Promise<void> {
    const { call, entry, now } = this.#options;
    const query = historyQuery(now, STATEMENT_DAYS);
    const asked = question("STATEMENTS", {
      ...{ entity: "Statement", list: "statements", idKey: "statementId", limit: query.limit, way },
    });
    const rows = await this.#questions.list(asked, (cursor) =>
      entry.dataProvider.statements(call, accountId, { ...query, cursor }),
    );
    const id = rows.map((row) => row["statementId"]).find((each) => typeof each === "string");
    const document = question("STATEMENT_DOCUMENT", { entity: "Statement", way });
    if (id === undefined) this.#questions.notAsked(document);
    else await this.#questions.other(document, () => entry.dataProvider.statementLink(call, accountId, id));
  }

  async #rewards(): Promise<void> {
    const { call, entry } = this.#options;
    const { dataProvider, profile } = entry;
    const { pageSize: limit } = profile.fdx;
    const programs = { entity: "RewardProgram", list: "rewardPrograms", limit };
    const rows = await this.#questions.list(question("REWARD_PROGRAMS", programs), (cursor) =>
      dataProvider.rewardPrograms(call, cursor),
    );
    const id = rows.map((row) => row["rewardProgramId"]).find(isText);
    if (id === undefined) {
      this.#nothingOf("REWARD_PROGRAM", "REWARD_CATEGORIES");
      return;
    }
    const program = question("REWARD_PROGRAM", { entity: "RewardProgram" });
    await this.#questions.record(program, () => dataProvider.rewardProgram(call, id));
    const categories = { entity: "RewardCategory", list: "rewardCategories", limit };
    await this.#questions.list(question("REWARD_CATEGORIES", categories), (cursor) =>
      dataProvider.rewardCategories(call, id, cursor),
    );
  }

  #nothingOf(...resources: readonly FdxResource[]): void {
    for (const resource of resources) this.#questions.notAsked(question(resource, { entity: "" }));
  }
}

function question(
  resource: FdxResource,
  parts: Omit<Question, "resource" | "clusters"> & Partial<Pick<Question, "clusters">>,
): Question {
  return { resource, clusters: FDX_RESOURCES[resource].dataClusters, ...parts };
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

function kindOf(account: FdxRecord): string {
  return entityOf(entityNamed("Account"), account).name;
}

/** One with an error in its place (206) tells nothing of its kind, and what belongs to it may fail likewise. */
function oneOfEachKind(accounts: readonly AccountRecord[]): readonly AccountRecord[] {
  const kinds = new Map<string, AccountRecord>();
  for (const account of accounts) {
    if (isMissing(account["error"]) && !kinds.has(kindOf(account))) kinds.set(kindOf(account), account);
  }
  return [...kinds.values()].slice(0, MAX_ACCOUNTS);
}

function historyQuery(now: number, days: number): HistoryQuery {
  const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);
  return { startDate: dayOf(now - days * DAY_MS), endDate: dayOf(now), limit: HISTORY_LIMIT };
}

/** A day more on each side: the provider's days end at its own midnight. */
function isOutside(row: FdxRecord, { startDate, endDate }: HistoryQuery): boolean {
  const instant = row["postedTimestamp"] ?? row["transactionTimestamp"];
  const at = typeof instant === "string" ? Date.parse(instant) : Number.NaN;
  return at < Date.parse(startDate) - DAY_MS || at >= Date.parse(endDate) + 2 * DAY_MS;
}

/** What a provider may say of a single thing and still be of use. */
const HARMLESS: ReadonlySet<string> = new Set([
  ...["OK", "NOT_GRANTED", "NOT_ASKED", "NOT_FOUND", "PROVIDER_UNSUPPORTED", "PROVIDER_NOT_READY"],
]);

function isUsable(lines: CheckReport["lines"]): boolean {
  const lists = lines.filter(({ resource }) => resource === "ACCOUNTS");
  const isFound = lists.every(({ answer }) => answer !== "NOT_FOUND");
  const hasAccounts = isFound && lists.some(({ answer, rows = 0 }) => answer === "OK" && rows > 0);
  return hasAccounts && lines.every(({ answer }) => HARMLESS.has(answer));
}
