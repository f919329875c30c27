import { afterAll, afterEach, beforeAll, expect, it } from "@jest/globals";
import { request } from "undici";
import { decodeTransactions } from "../../../src/providers/fdx/fdx-decoders.js";
import { CAPITAL, FlinksWorld, PRAIRIE } from "../../support/flinks-world.js";
import type { GraphQLAnswer } from "../../support/gateway-world.js";
import { describeRows } from "./flinks-rows.js";

let world: FlinksWorld;
/** Alex's accounts at the bank that has all, Dana's at the one that tells no direction. */
let capital: readonly Account[];
let prairie: readonly Account[];

interface Account {
  readonly id: string;
  readonly accountId: string;
  readonly accountCategory: string;
  readonly __typename: string;
}

beforeAll(async () => {
  world = await FlinksWorld.start({ recorded: true, outbound: { pageSize: 3 } });
  await world.connect(CAPITAL, { personId: "alex" });
  await world.connect(PRAIRIE, { personId: "dana" });
  const query = "{ accounts { nodes { id accountId accountCategory __typename } } }";
  capital = (await read("alex", query)).data.accounts.nodes;
  prairie = (await read("dana", query)).data.accounts.nodes;
  world.fronts.data.reset();
});

afterEach(async () => {
  await world.control("DELETE", "/faults");
  world.fronts.data.reset();
});

afterAll(() => world.close());

const read = (personId: string, query: string, variables = {}): Promise<GraphQLAnswer> =>
  world.gateway.query(personId, query, variables);

/** What the gateway asked for, as `path?query` below `/api/fdx/5/`. */
const asked = (): readonly string[] =>
  world.fronts.data.seen.map(({ path, query }) => {
    const text = query.size === 0 ? "" : `?${query.toString()}`;
    return path.replace("/api/fdx/5/", "") + text;
  });

const HISTORY = `query ($id: ID!, $after: String, $startDate: Date, $endDate: Date) {
  accountTransactions(accountId: $id, first: 100, after: $after, startDate: $startDate, endDate: $endDate) {
    totalCount complete
    nodes { transactionId accountCategory amount debitCreditMemo status postedTimestamp transactionTimestamp }
    pageInfo { hasNextPage endCursor }
  }
}`;

/** The whole history of an account, page by page. */
async function walk(personId: string, id: string): Promise<{ rows: any[]; totalCount: number }> {
  const rows: any[] = [];
  for (let after: string | null = null; ;) {
    const { data, errors } = await read(personId, HISTORY, { id, after });
    if (errors !== undefined) throw new Error(JSON.stringify(errors));
    const { nodes, pageInfo, totalCount } = data.accountTransactions;
    rows.push(...nodes);
    after = pageInfo.endCursor;
    if (!pageInfo.hasNextPage) return { rows, totalCount };
  }
}

/** The raw text that Flinks serves of a person's newest transactions, past the gateway. */
async function served(personId: string, providerId: number, accountId: string): Promise<string> {
  const minted = await request(`${world.controlUrl}/grants`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ personId, providerId }),
  });
  const [{ accessToken }] = (await minted.body.json()) as [{ accessToken: string }];
  const url = `${world.fronts.data.origin}/api/fdx/5/accounts/${accountId}/transactions?limit=100`;
  const answer = await request(url, { headers: { authorization: `Bearer ${accessToken}` } });
  return answer.body.text();
}

const texts = (text: string, member: RegExp): readonly string[] =>
  [...text.matchAll(member)].map(([, value = ""]) => value);

const bank = (accounts: readonly Account[]): Account => {
  const [first] = accounts;
  if (first === undefined) throw new Error("no account");
  return first;
};

/** Today's amounts and moments end in zeros; those that a careless reader spoils are written over them. */
function spoil(from: RegExp, to: string): void {
  world.fronts.data.edit = (_path, body) => body.replace(from, to);
}

const withMemo = (row: object): Buffer =>
  Buffer.from(JSON.stringify({ transactions: [row, { ...row }], page: { totalElements: 2 } }));

describeRows("data", {
  "row 9": () => {
    it("asks for the lightweight list where nothing else was selected", async () => {
      await read("alex", "{ accounts { nodes { accountId accountType nickname status } } }");
      expect(asked()[0]).toBe("accounts?resultType=lightweight&limit=3");
    });

    it.each(["... on DepositAccount { currentBalance }", "lastActivityDate"])(
      "asks for details, and for no account by itself, where %s was",
      async (field) => {
        const { data, errors } = await read("alex", `{ accounts { nodes { accountId ${field} } } }`);
        expect(errors).toBeUndefined();
        const value = Object.values<any>(data.accounts.nodes[0])[1];
        expect(value).toMatch(/^\d/);
        expect(asked()[0]).toBe("accounts?resultType=details&limit=3");
        expect(asked().filter((path) => !path.startsWith("accounts?resultType=details"))).toEqual([]);
      },
    );
  },

  "row 10": () => {
    it("counts what came inside of an account and from its own endpoint once", async () => {
      const { id, accountId } = bank(capital);
      const query = `query ($id: ID!) {
        account(id: $id) { ... on DepositAccount { currentBalance } transactions(first: 100) { nodes { transactionId } totalCount } }
      }`;
      const { account } = (await read("alex", query, { id })).data;
      expect(asked()[0]).toContain("resultType=details");
      const own = texts(await served("alex", 1000, accountId), /"transactionId":"([^"]+)"/g);
      const ids = account.transactions.nodes.map(({ transactionId }: any) => transactionId);
      expect(own.length).toBeGreaterThan(20);
      expect(ids.slice(0, own.length)).toEqual(own);
      expect(new Set(ids).size).toBe(ids.length);
      const { rows, totalCount } = await walk("alex", id);
      expect(new Set(rows.map(({ transactionId }) => transactionId)).size).toBe(totalCount);
      expect(account.transactions.totalCount).toBe(totalCount);
    });

    it("reads both ways alike", () => {
      const row = { accountId: "11", transactionId: "1", amount: 1.1, debitCreditMemo: "CREDIT" };
      const list = (): URL => new URL("https://flinks.test/api/fdx/5/accounts/11/transactions");
      const plain = decodeTransactions(withMemo({ ...row, accountCategory: "LOC_ACCOUNT" }), list);
      const wrapped = decodeTransactions(withMemo({ locTransaction: row }), list);
      expect(wrapped.rows).toEqual(plain.rows);
      expect(wrapped.rows).toHaveLength(2);
    });
  },

  "row 11": () => {
    it("goes on by Flinks' own cursors, one page after the other", async () => {
      const { rows, totalCount } = await walk("alex", bank(capital).id);
      expect(rows).toHaveLength(totalCount);
      const cursors = world.fronts.data.seen.map(({ query }) => query.get("offset"));
      expect(cursors.length).toBeGreaterThan(3);
      expect(cursors[0]).toBeNull();
      for (const cursor of cursors.slice(1)) expect(cursor).toMatch(/^[\da-f]{8}-[\da-f-]{27}$/);
      expect(new Set(cursors).size).toBe(cursors.length);
    });

    it("takes nothing from a link to another host, and says that the list is not whole", async () => {
      await world.control("PUT", "/faults", { name: "next-only-link" });
      const { data, errors } = await read("alex", HISTORY, { id: bank(capital).id });
      expect(errors).toBeUndefined();
      expect(data.accountTransactions.complete).toBe(false);
      const [first] = world.fronts.data.seen;
      const query = "{ accounts { nodes { accountId } problems { code } } }";
      const { accounts } = (await read("alex", query)).data;
      expect(accounts.problems).toMatchObject([{ code: "PROVIDER_ANSWER_INVALID" }]);
      const hosts = world.fronts.data.seen.map(({ headers }) => headers.host);
      expect(hosts).toEqual(hosts.map(() => first?.headers.host));
      expect(asked().filter((path) => path.includes("offset="))).toEqual([]);
    });
  },

  "row 12": () => {
    it("knows from the inventory what a bank fills", async () => {
      const query = `{ dataProviders(search: "prairie") { nodes { capability { types { name declared } } } } }`;
      const { data, errors } = await read("dana", query);
      expect(errors).toBeUndefined();
      const { types } = data.dataProviders.nodes[0].capability;
      const declared = types.find(({ name }: any) => name === "DepositTransaction").declared;
      expect(declared).toEqual(expect.arrayContaining(["amount", "transactionId"]));
      expect(declared).not.toContain("debitCreditMemo");
    });

    it("invents no direction and no sign", async () => {
      const { id, accountId } = bank(prairie);
      const { data, extensions } = await read("dana", HISTORY, { id });
      const amounts = data.accountTransactions.nodes.map(({ amount }: any) => amount);
      const raw = texts(await served("dana", 4101, accountId), /"amount":(-?[\d.]+)/g);
      expect(raw.length).toBeGreaterThan(20);
      expect(amounts.slice(0, raw.length)).toEqual(raw);
      const memos = data.accountTransactions.nodes.map(({ debitCreditMemo }: any) => debitCreditMemo);
      expect(new Set(memos)).toEqual(new Set([null]));
      expect(extensions?.nulls).toContainEqual({
        path: ["accountTransactions", "nodes", "*", "debitCreditMemo"],
        ...{ reason: "EMPTY", cluster: "TRANSACTIONS" },
      });
    });
  },

  "row 13": () => {
    it("hands moments on as they were written, all seven digits", async () => {
      spoil(/("transactionTimestamp":"[^."]+)\.\d{7}Z/g, "$1.6055680Z");
      const { data } = await read("alex", HISTORY, { id: bank(capital).id });
      const moments = data.accountTransactions.nodes.map((row: any) => row.transactionTimestamp);
      expect(moments.length).toBeGreaterThan(20);
      for (const moment of moments) expect(moment).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.6055680Z$/);
    });

    it("hands amounts on digit by digit", async () => {
      spoil(/"amount":[\d.]+/g, '"amount":12345678901234567.89');
      const { data } = await read("alex", HISTORY, { id: bank(capital).id });
      const amounts = new Set(data.accountTransactions.nodes.map(({ amount }: any) => amount));
      expect(amounts).toEqual(new Set(["12345678901234567.89"]));
    });
  },

  "row 14": () => {
    const DAYS = { startDate: "2026-01-05", endDate: "2026-02-04" };

    it.each([
      ["both", DAYS],
      ["only the first", { startDate: DAYS.startDate }],
      ["only the last", { endDate: DAYS.endDate }],
      ["neither", {}],
    ])("sends both days as plain days where the app gives %s", async (_which, days) => {
      const { errors } = await read("alex", HISTORY, { id: bank(capital).id, ...days });
      expect(errors).toBeUndefined();
      const [call] = world.fronts.data.seen;
      const [start, end] = [call?.query.get("startTime"), call?.query.get("endTime")];
      expect([start, end]).toEqual([
        expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
        expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
      ]);
      expect({ startDate: start, endDate: end }).toMatchObject(days);
    });
  },

  "Entity shape": () => {
    it("unwraps every kind, and tells it by its category", () => {
      expect(capital.map(({ accountCategory, __typename }) => [accountCategory, __typename])).toEqual([
        ["DEPOSIT_ACCOUNT", "DepositAccount"],
        ["DEPOSIT_ACCOUNT", "DepositAccount"],
        ["LOC_ACCOUNT", "LineOfCreditAccount"],
        ["INVESTMENT_ACCOUNT", "InvestmentAccount"],
      ]);
    });

    it("tells the category of a transaction, which has none inside, by its wrapper", async () => {
      const { data } = await read("alex", HISTORY, { id: capital[2]?.id });
      const categories = data.accountTransactions.nodes.map((row: any) => row.accountCategory);
      expect(new Set(categories)).toEqual(new Set(["LOC_ACCOUNT"]));
    });

    it("keeps a record of a kind that nobody knows", async () => {
      world.fronts.data.edit = (_path, body) =>
        body
          .replace('"depositAccount":', '"cryptoAccount":')
          .replace('"DEPOSIT_ACCOUNT"', '"CRYPTO_ACCOUNT"');
      const { accounts } = (
        await read("alex", "{ accounts { nodes { __typename accountId } problems { code } } }")
      ).data;
      expect(accounts.problems).toEqual([]);
      expect(accounts.nodes.map(({ accountId }: any) => accountId)).toEqual(
        capital.map(({ accountId }) => accountId),
      );
      expect(accounts.nodes[0].__typename).toBe("UnrecognizedAccount");
    });
  },

  Paging: () => {
    it("goes on with offset, from nextOffset, and ends where there is none", async () => {
      const query = "{ accounts { totalCount nodes { accountId } problems { code } } }";
      const { accounts } = (await read("alex", query)).data;
      expect(accounts).toMatchObject({ totalCount: 4, problems: [] });
      expect(asked()).toEqual([
        "accounts?resultType=lightweight&limit=3",
        expect.stringMatching(/^accounts\?resultType=lightweight&limit=3&offset=[\da-f-]{36}$/),
      ]);
    });
  },

  "Date filter": () => {
    it("never calls the days startDate and endDate", async () => {
      await read("alex", HISTORY, { id: bank(capital).id });
      const statements =
        "query ($id: ID!) { account(id: $id) { statements(first: 3) { nodes { statementId } } } }";
      expect((await read("alex", statements, { id: bank(capital).id })).errors).toBeUndefined();
      const dated = world.fronts.data.seen.filter(({ path }) => /transactions|statements$/.test(path));
      expect(dated).toHaveLength(2);
      for (const { query } of dated) {
        expect([...query.keys()].toSorted()).toEqual(["endTime", "limit", "startTime"]);
      }
    });
  },

  "Contact data": () => {
    it("comes with the customer, and is not asked for at an account", async () => {
      const query = `{ customer { customerId name { last } telephones { number } }
        accounts { nodes { contact { emails } holders { relationship } } } }`;
      const { data, errors, extensions } = await read("alex", query);
      expect(errors).toBeUndefined();
      expect(data.customer).toEqual({
        ...{ customerId: expect.any(String), name: { last: "Tremblay" } },
        telephones: [{ number: expect.stringMatching(/\d/) }],
      });
      expect(data.accounts.nodes[0]).toEqual({ contact: null, holders: null });
      for (const field of ["contact", "holders"]) {
        expect(extensions?.nulls).toContainEqual({
          path: ["accounts", "nodes", "*", field],
          ...{ reason: "NOT_SUPPORTED", code: "PROVIDER_UNSUPPORTED" },
        });
      }
      expect(asked()).toContain("customers/current");
      expect(asked().filter((path) => path.includes("contact"))).toEqual([]);
    });
  },

  "Result level": () => {
    it("asks for the details of one account alone where they were selected", async () => {
      const query =
        "query ($id: ID!) { account(id: $id) { accountId ... on DepositAccount { currentBalance } } }";
      const { account } = (await read("alex", query, { id: bank(capital).id })).data;
      expect(account.currentBalance).toMatch(/^\d+(\.\d+)?$/);
      expect(asked()).toEqual([`accounts?resultType=details&accountIds=${bank(capital).accountId}&limit=1`]);
    });
  },

  "Asset transfer networks": () => {
    it("are null with their reason, and nobody is asked for them", async () => {
      const query = "{ accounts { nodes { assetTransferNetworks { type } } } }";
      const { data, errors, extensions } = await read("alex", query);
      expect(errors).toBeUndefined();
      expect(data.accounts.nodes).toEqual(capital.map(() => ({ assetTransferNetworks: null })));
      expect(extensions?.nulls).toEqual([
        {
          path: ["accounts", "nodes", "*", "assetTransferNetworks"],
          ...{ reason: "NOT_SUPPORTED", code: "PROVIDER_UNSUPPORTED" },
        },
      ]);
      expect(asked().filter((path) => path.includes("asset"))).toEqual([]);
    });
  },

  "Payment network types": () => {
    it("show one that nobody knows as such, beside those that are known", async () => {
      world.fronts.data.edit = (_path, body) => body.replace('"CA_LVTS"', '"CA_RTR"');
      const query = "query ($id: ID!) { account(id: $id) { paymentNetworks { type identifierDisplay } } }";
      const { data, errors } = await read("alex", query, { id: bank(capital).id });
      expect(errors).toBeUndefined();
      expect(data.account.paymentNetworks.map(({ type }: any) => type)).toEqual(["CA_ACSS", "UNRECOGNIZED"]);
    });
  },

  "DebitCreditMemo, TransactionStatus, AccountStatus": () => {
    it("show words that nobody knows as such, and keep the row", async () => {
      world.fronts.data.edit = (_path, body) =>
        body
          .replaceAll(/"debitCreditMemo":"\w+"/g, '"debitCreditMemo":"REVERSAL"')
          .replaceAll('"status":"POSTED"', '"status":"SETTLED"')
          .replaceAll('"status":"OPEN"', '"status":"DORMANT"');
      const { data, errors } = await read("alex", HISTORY, { id: bank(capital).id });
      expect(errors).toBeUndefined();
      const posted = data.accountTransactions.nodes.filter(
        ({ postedTimestamp }: any) => postedTimestamp !== null,
      );
      expect(posted.length).toBeGreaterThan(20);
      for (const row of posted) {
        expect(row).toMatchObject({ debitCreditMemo: "UNRECOGNIZED", status: "UNRECOGNIZED" });
      }
      const { accounts } = (await read("alex", "{ accounts { nodes { status } } }")).data;
      expect(accounts.nodes).toEqual(capital.map(() => ({ status: "UNRECOGNIZED" })));
    });
  },
});
