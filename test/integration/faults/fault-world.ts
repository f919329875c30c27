import type { FaultName } from "../../../src/sandbox/faults/faults.js";
import { type GraphQLAnswer, GatewayWorld, type WorldOptions } from "../../support/gateway-world.js";

const DAY_MS = 86_400_000;
const HISTORY_DAYS = 90;
/** Pages at most that a walk follows. */
const ENDLESS = 2100;

/** Enough of an account that a fault cannot hide. */
const ACCOUNTS = `query ($first: Int) {
  accounts(first: $first) {
    totalCount
    nodes {
      __typename id accountId accountCategory accountType accountNumberDisplay nickname status balanceType
      productName accountOpenDate currency { currencyCode } bankTransitId lastActivityDate
      ... on DepositAccount { balanceAsOf currentBalance availableBalance earnedInterest { rate } }
      ... on LineOfCreditAccount { balanceAsOf creditLine currentBalance }
      ... on LoanAccount { balanceAsOf principalBalance originatingDate }
      ... on InvestmentAccount { balanceAsOf currentValue holdings { symbol holdingType units marketValue } }
    }
    problems { code reason retryable retryAfter userMessage accountId dataCluster supportReferences { name value } }
  }
}`;

const TRANSACTION = `__typename transactionId accountCategory accountId amount debitCreditMemo status description
  postedTimestamp transactionTimestamp transactionType`;

const PAGE = `query ($account: ID!, $first: Int, $after: String, $startDate: Date, $endDate: Date) {
  accountTransactions(accountId: $account, first: $first, after: $after, startDate: $startDate, endDate: $endDate) {
    totalCount complete historyFrom
    nodes { TRANSACTION }
    pageInfo { hasNextPage endCursor }
  }
}`.replace("TRANSACTION", TRANSACTION);

const PARTS = `query ($id: ID!) {
  customer { customerId name { first last } }
  account(id: $id) {
    paymentNetworks { bankId identifier type transferIn transferOut }
    statements(first: 3) { nodes { statementId statementDate status } complete }
  }
}`;

/** All that a customer of a working bank sees, of whatever kind. */
export interface Books {
  readonly accounts: readonly any[];
  /** Of the first account. */
  readonly transactions: readonly any[];
  /** The customer, and payment networks and statements of the first account. */
  readonly parts: any;
}

/** What a client sees of all their accounts. */
export interface Accounts {
  /** Without the gateway's ids: the same for two end users who are one person at the bank. */
  readonly rows: readonly any[];
  readonly ids: readonly string[];
  readonly problems: readonly any[];
  readonly totalCount: number | null;
  readonly calls: number;
  readonly nulls: readonly any[];
}

/** Everything a client learns of one history list by following it to its end. */
export interface Walk {
  readonly rows: readonly any[];
  /** Calls to the bank for each page. */
  readonly calls: readonly number[];
  readonly complete: boolean;
  readonly historyFrom: string | null;
  readonly totalCount: number | null;
  readonly errors: GraphQLAnswer["errors"];
  /** Where the walk goes on, if it was not followed to its end. */
  readonly after: string | null;
}

/** The gateway before Maple Bank, for customers each of whom has one fault. */
export class FaultWorld {
  readonly #customers = new Map<string, Promise<Customer>>();

  private constructor(readonly gateway: GatewayWorld) {}

  static async start(options: WorldOptions = {}): Promise<FaultWorld> {
    return new FaultWorld(await GatewayWorld.start(options));
  }

  /** A person whose bank has this fault for good, or none, with a consent to everything. */
  customer(fault?: FaultName, person = "alex"): Promise<Customer> {
    const personId = fault === undefined ? person : `${person}~${fault}`;
    const known = this.#customers.get(personId) ?? Customer.connect(this.gateway, personId);
    this.#customers.set(personId, known);
    return known;
  }

  /** Switches a fault on for everybody, for paths that hold a text. */
  switchOn(name: FaultName, path = ""): Promise<void> {
    return this.gateway.control("PUT", `${this.gateway.banks.maple.controlUrl}/faults`, { name, path });
  }

  switchOff(): Promise<void> {
    return this.gateway.control("DELETE", `${this.gateway.banks.maple.controlUrl}/faults`);
  }

  close(): Promise<void> {
    return this.gateway.close();
  }
}

/** One end user of the app, who asks for their own data. */
export class Customer {
  private constructor(
    private readonly gateway: GatewayWorld,
    private readonly token: string,
  ) {}

  static async connect(gateway: GatewayWorld, personId: string): Promise<Customer> {
    await gateway.connect({ personId });
    return new Customer(gateway, await gateway.token(personId));
  }

  query(text: string, variables: Readonly<Record<string, unknown>> = {}): Promise<GraphQLAnswer> {
    const headers = { authorization: `Bearer ${this.token}` };
    return this.gateway.post(JSON.stringify({ query: text, variables }), headers);
  }

  async accounts(): Promise<Accounts> {
    const answer = await this.query(ACCOUNTS, { first: 100 });
    if (answer.errors !== undefined) throw new Error(JSON.stringify(answer.errors));
    const { nodes, problems, totalCount } = answer.data.accounts;
    return {
      rows: nodes.map((account: object) => ({ ...account, id: undefined })),
      ids: nodes.map(({ id }: any) => id),
      problems,
      totalCount,
      calls: callsOf(answer),
      nulls: answer.extensions?.nulls ?? [],
    };
  }

  /** @throws Error if anything is refused or missing. */
  async books(): Promise<Books> {
    const { rows, ids, problems, totalCount, nulls } = await this.accounts();
    const id = ids[0] ?? "none";
    const history = await this.walk(id, 100);
    const { data, errors } = await this.query(PARTS, { id });
    const isWhole = history.complete && totalCount === rows.length && !nulls.some(({ missing }) => missing);
    const failures = [...problems, ...(history.errors ?? []), ...(errors ?? [])];
    if (!isWhole || failures.length > 0) throw new Error(`not whole: ${JSON.stringify(failures)}`);
    return { accounts: rows, transactions: history.rows, parts: data };
  }

  /** The gateway's id of one account; of a bank whose list can be read. */
  async accountId(place = 0): Promise<string> {
    return (await this.accounts()).ids[place] ?? "none";
  }

  /** Three months of an account, page by page. */
  async walk(account: string, first = 10, pages = ENDLESS, from: string | null = null): Promise<Walk> {
    const days = { startDate: dayAgo(HISTORY_DAYS), endDate: dayAgo(0) };
    const rows: any[] = [];
    const calls: number[] = [];
    for (let after = from; ;) {
      const answer = await this.query(PAGE, { account, first, after, ...days });
      calls.push(callsOf(answer));
      if (answer.errors !== undefined) return { ...BROKEN, rows, calls, errors: answer.errors };
      const { nodes, pageInfo, complete, historyFrom, totalCount } = answer.data.accountTransactions;
      rows.push(...nodes);
      after = pageInfo.endCursor;
      if (!pageInfo.hasNextPage || calls.length === pages)
        return { rows, calls, complete, historyFrom, totalCount, errors: undefined, after };
    }
  }
}

const BROKEN = { complete: false, historyFrom: null, totalCount: null, after: null };

export function callsOf({ extensions }: GraphQLAnswer): number {
  const calls = extensions?.upstream?.made;
  if (calls === undefined) throw new Error("the answer does not say how many calls it cost");
  return calls;
}

/**
 * @param rows the newest transactions of an account; others of the last one's day may be missing.
 * @returns the day from which on nothing is missing; null on days on which the bank has a pending transaction in front of a newer
 * posted one, since rows that are not newest first tell nothing.
 */
export function wholeFrom(rows: readonly any[]): string | null {
  const days: string[] = rows.map((row) => (row.postedTimestamp ?? row.transactionTimestamp).slice(0, 10));
  const isNewestFirst = days.every((day, index) => index === 0 || day <= (days[index - 1] ?? ""));
  if (!isNewestFirst) return null;
  return new Date(Date.parse(days.at(-1) ?? "") + DAY_MS).toISOString().slice(0, 10);
}

export function dayAgo(days: number): string {
  return new Date(Date.now() - days * DAY_MS).toISOString().slice(0, 10);
}
