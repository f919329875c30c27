import { randomUUID } from "node:crypto";
import { createServer, type ServerResponse } from "node:http";
import { Pool } from "undici";
import { BASE_PATH } from "../messages.js";
import { portOf, serveParent } from "../parent-channel.js";
import { JsonCall } from "./json-call.js";

/**
 * The hand-written proxy, in a process of its own: what somebody who knows undici would write for just these three
 * answers. The same REST calls as the gateway's at the same concurrency, over `Pool.dispatch` with a handler of its own,
 * then JSON.parse, assembly and JSON.stringify. No GraphQL, no authentication, no consents, no checks of what the bank
 * sent.
 */
const pool = new Pool(process.env["UPSTREAM_URL"] ?? "", {
  connections: Number(process.env["BANK_CONNECTIONS"]),
  pipelining: 1,
});

interface Name {
  readonly first: string;
  readonly last: string;
}
interface Account {
  readonly accountId: string;
  readonly nickname: string;
  readonly currentBalance: number;
}
interface Network {
  readonly bankId: string;
  readonly identifier: string;
  readonly type: string;
}
interface Transaction {
  readonly transactionId: string;
  readonly amount: number;
  readonly description: string;
  readonly postedTimestamp: string;
}

function get<Body>(path: string): Promise<Body> {
  const headers = {
    accept: "application/json",
    authorization: "Bearer bench",
    "x-fapi-interaction-id": randomUUID(),
    "fdx-api-actor-type": "USER",
  };
  return JsonCall.send<Body>({ method: "GET", path: BASE_PATH + path, headers }, pool);
}

async function customerName(): Promise<unknown> {
  const { name } = await get<{ name: Name }>("customers/current");
  return { customer: { name: { first: name.first, last: name.last } } };
}

async function accounts(): Promise<readonly Account[]> {
  return (await get<{ accounts: Account[] }>("accounts?resultType=details&limit=100")).accounts.slice(0, 20);
}

async function accountBalances(): Promise<unknown> {
  return { accounts: { nodes: (await accounts()).map(accountFields) } };
}

async function accountOverview(): Promise<unknown> {
  const today = new Date();
  const endDate = today.toISOString().slice(0, 10);
  const startDate = new Date(Date.parse(endDate) - 730 * 86_400_000).toISOString().slice(0, 10);
  const history = `startDate=${startDate}&endDate=${endDate}&limit=50`;
  const nodes = (await accounts()).map(async (account) => {
    const path = `accounts/${account.accountId}`;
    const [{ paymentNetworks }, { transactions }] = await Promise.all([
      get<{ paymentNetworks: Network[] }>(`${path}/payment-networks?limit=100`),
      get<{ transactions: Transaction[] }>(`${path}/transactions?${history}`),
    ]);
    return {
      ...accountFields(account),
      paymentNetworks: paymentNetworks.map(networkFields),
      transactions: { nodes: transactions.slice(0, 50).map(transactionFields) },
    };
  });
  return { accounts: { nodes: await Promise.all(nodes) } };
}

function accountFields({ accountId, nickname, currentBalance }: Account): object {
  return { id: accountId, nickname, currentBalance: String(currentBalance) };
}

function networkFields({ bankId, identifier, type }: Network): object {
  return { bankId, identifierDisplay: `••••${identifier.slice(-4)}`, type };
}

function transactionFields({ transactionId, amount, description, postedTimestamp }: Transaction): object {
  return { id: transactionId, amount: String(amount), description, postedTimestamp };
}

const ENDPOINTS = new Map([
  ["/customer-name", customerName],
  ["/account-balances", accountBalances],
  ["/account-overview", accountOverview],
]);

async function answer(url: string, response: ServerResponse): Promise<void> {
  const endpoint = ENDPOINTS.get(url);
  if (endpoint === undefined) throw new Error(`no endpoint ${url}`);
  const body = JSON.stringify({ data: await endpoint() });
  response.writeHead(200, {
    "content-type": "application/json; charset=utf-8",
    "content-length": Buffer.byteLength(body),
  });
  response.end(body);
}

const server = createServer((request, response) => {
  answer(request.url ?? "", response).catch((failure: unknown) => {
    console.error(failure);
    response.writeHead(500).end();
  });
});
server.listen(0, "127.0.0.1", () => {
  serveParent(`http://127.0.0.1:${portOf(server)}`, async () => undefined);
});
