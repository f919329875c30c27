import type { GatewayWorld } from "../support/gateway-world.js";

/** Has 60 accounts with 20,000 transactions in all (`src/sandbox/seed/load-portfolio.ts`). */
export const PERSON = "morgan";

/** Before anything the bank has: without a day, only two years are asked for. */
const FIRST_DAY = "2000-01-01";
const PAGE = `nodes { id transactionId description debitCreditMemo status postedTimestamp amount }
  pageInfo { hasNextPage endCursor } complete`;
/** One operation that asks for 60 accounts and 100 transactions of each: 61 upstream calls. */
const OVERVIEW = `{ accounts(first: 100) { nodes { id transactions(first: 100, startDate: "${FIRST_DAY}") { ${PAGE} } } } }`;
const NEXT = `query ($account: ID!, $after: String!) {
  accountTransactions(accountId: $account, after: $after, first: 100) { ${PAGE} }
}`;

interface PageOfTransactions {
  readonly nodes: readonly { readonly id: string }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly complete: boolean;
}

interface OverviewAccount {
  readonly id: string;
  readonly transactions: PageOfTransactions;
}

/** What one person was shown. */
export interface Reading {
  readonly accounts: number;
  /** Rows, and how many of them are different ones. */
  readonly transactions: number;
  readonly distinct: number;
  readonly requests: number;
  /** Whether every list said of itself that nothing is missing. */
  readonly isComplete: boolean;
}

/** Reads everything once, page by page, as an app does. Tells each request, which is when memory may be looked at. */
export async function readAll(world: GatewayWorld, onRequest: () => Promise<void>): Promise<Reading> {
  const ids = new Set<string>();
  let transactions = 0;
  let requests = 1;
  let isComplete = true;
  const count = (page: PageOfTransactions): void => {
    for (const { id } of page.nodes) ids.add(id);
    transactions += page.nodes.length;
    isComplete &&= page.complete;
  };
  const accounts = await overview(world);
  await onRequest();
  for (const account of accounts) {
    let page = account.transactions;
    count(page);
    while (page.pageInfo.hasNextPage) {
      page = await nextPage(world, account.id, page.pageInfo.endCursor);
      requests += 1;
      count(page);
      await onRequest();
    }
  }
  return { accounts: accounts.length, transactions, distinct: ids.size, requests, isComplete };
}

/** The first page of every account, in one operation. */
export async function overview(world: GatewayWorld): Promise<readonly OverviewAccount[]> {
  const data = await asked(world, OVERVIEW);
  return (data["accounts"] as { nodes: readonly OverviewAccount[] }).nodes;
}

async function nextPage(
  world: GatewayWorld,
  account: string,
  after: string | null,
): Promise<PageOfTransactions> {
  const data = await asked(world, NEXT, { account, after });
  return data["accountTransactions"] as PageOfTransactions;
}

async function asked(
  world: GatewayWorld,
  query: string,
  variables: Readonly<Record<string, unknown>> = {},
): Promise<Readonly<Record<string, unknown>>> {
  const answer = await world.query(PERSON, query, variables);
  if (answer.errors !== undefined) throw new Error(`answered with errors: ${JSON.stringify(answer.errors)}`);
  return answer.data as Readonly<Record<string, unknown>>;
}
