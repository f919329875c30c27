import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { startSandboxWorld } from "../../src/cli/start-sandbox.js";
import type { SandboxBank } from "../../src/sandbox/sandbox-bank.js";
import { FDX_FIELDS } from "../support/fdx-fields.js";
import { callerFor, control, type Get, openBank } from "../support/sandbox-caller.js";

describe("the sparse bank", () => {
  let bank: SandboxBank;
  let get: Get;

  beforeAll(async () => {
    bank = await openBank({ bank: "sparse" });
    get = await callerFor(bank, "alex");
  });

  afterAll(() => bank.close());

  test("tells what FDX requires of an account, and its id", async () => {
    const { accounts } = (await get("accounts?resultType=details")).body;
    expect(accounts).toHaveLength(4);
    for (const { holdings, ...account } of accounts) {
      expect(Object.keys(account).toSorted()).toEqual(["accountCategory", "accountId"]);
      for (const holding of holdings ?? []) expect(Object.keys(holding)).toEqual(["holdingId"]);
    }
    expect((await get(`accounts/${accounts[0].accountId}`)).body).toEqual(accounts[0]);
  });

  test("tells the ids of transactions, statements and people, and pages", async () => {
    const { accounts } = (await get("accounts")).body;
    const id = accounts[0].accountId;
    const first = (await get(`accounts/${id}/transactions?limit=2`)).body;
    expect(first.page).toEqual({ nextPageKey: expect.any(String) });
    const second = (await get(first.links.next.href)).body;
    const keys = [...first.transactions, ...second.transactions].map((row) => Object.keys(row).toSorted());
    expect(keys).toEqual(Array.from({ length: 4 }, () => ["accountCategory", "accountId", "transactionId"]));
    const [statement] = (await get(`accounts/${id}/statements`)).body.statements;
    expect(Object.keys(statement).toSorted()).toEqual(["accountId", "statementId"]);
    const document = await get(`accounts/${id}/statements/${statement.statementId}`);
    expect(document.headers["content-type"]).toBe("application/pdf");
    expect(Object.keys((await get("customers/current")).body).toSorted()).toEqual(["accounts", "customerId"]);
    const networks = (await get(`accounts/${id}/payment-networks`)).body.paymentNetworks;
    expect(Object.keys(networks[0]).toSorted()).toEqual(["bankId", "identifier"]);
  });

  test("still refuses in full, and wraps at the older face", async () => {
    expect(await get("accounts/none")).toMatchObject({ status: 404, body: { code: "701", message: /./ } });
    const older = await callerFor(bank, "alex", bank.fdxV5BaseUrl);
    const [row] = (await older("accounts")).body.accounts;
    expect(row).toEqual({
      depositAccount: { accountCategory: "DEPOSIT_ACCOUNT", accountId: expect.any(String) },
    });
  });
});

const CATEGORIES: Readonly<Record<string, readonly [account: string, transaction?: string]>> = {
  DEPOSIT_ACCOUNT: ["DepositAccount", "DepositTransaction"],
  LOAN_ACCOUNT: ["LoanAccount", "LoanTransaction"],
  LOC_ACCOUNT: ["LineOfCreditAccount", "LineOfCreditTransaction"],
  INVESTMENT_ACCOUNT: ["InvestmentAccount", "InvestmentTransaction"],
  INSURANCE_ACCOUNT: ["InsuranceAccount", "InsuranceTransaction"],
  ANNUITY_ACCOUNT: ["AnnuityAccount"],
  COMMERCIAL_ACCOUNT: ["CommercialAccount", "CommercialTransaction"],
  DIGITAL_WALLET: ["DigitalWallet", "DigitalWalletTransaction"],
  BNPL_ACCOUNT: ["BuyNowPayLaterAccount", "BuyNowPayLaterTransaction"],
};

/** What no sound account has: a failure, a closing date, and a second kind of yearly change. */
const NEVER = /\.(error|accountCloseDate|payoutChangeAmount)$/;

/** Every field of an entity that a value does not fill, however deep, as a path. */
function unfilled(value: any, entity: string, path = entity): string[] {
  if (Array.isArray(value)) {
    return value.length === 0 ? [`${path}: empty`] : value.flatMap((item) => unfilled(item, entity, path));
  }
  const fields = (FDX_FIELDS[entity] ?? "").split(" ").map((field) => field.split(":"));
  const gaps = fields.flatMap(([name = "", inner]) => gapsAt(value[name], `${path}.${name}`, inner));
  return [...new Set(gaps)];
}

function gapsAt(value: any, path: string, entity: string | undefined): string[] {
  // A transaction within an account is looked at where transactions are.
  if (NEVER.test(path) || (path.endsWith(".transactions") && value?.length > 0)) return [];
  if (value === undefined || value === null) return [path];
  return entity === undefined ? [] : unfilled(value, entity, path);
}

/** The fields FDX does not know, at the top of a record. */
function unknown(value: object, entity: string): string[] {
  const names = (FDX_FIELDS[entity] ?? "").split(" ").map((field) => field.split(":")[0]);
  return Object.keys(value).filter((name) => !names.includes(name));
}

describe("the full bank", () => {
  let bank: SandboxBank;
  let get: Get;
  let accounts: any[];

  beforeAll(async () => {
    bank = await openBank({ bank: "full" });
    get = await callerFor(bank, "robin");
    accounts = (await get("accounts?resultType=details&limit=100")).body.accounts;
  });

  afterAll(() => bank.close());

  const accountOf = (category: string): any =>
    accounts.find(({ accountCategory }) => accountCategory === category);

  test.each(Object.entries(CATEGORIES))(
    "fills every field of %s",
    async (category, [account, transaction]) => {
      const details = accountOf(category);
      expect(unfilled(details, account)).toEqual([]);
      expect(unknown(details, account)).toEqual([]);
      expect((await get(`accounts/${details.accountId}`)).body).toEqual(details);
      const { transactions } = (await get(`accounts/${details.accountId}/transactions?limit=500`)).body;
      if (transaction === undefined) {
        expect(transactions).toEqual([]);
        return;
      }
      expect(transactions.length).toBeGreaterThan(2);
      for (const row of transactions) {
        // A pending one was not posted.
        if (row.status === "PENDING") continue;
        expect(unfilled(row, transaction)).toEqual([]);
        expect(unknown(row, transaction)).toEqual([]);
      }
    },
  );

  test("shows every security category", () => {
    const { holdings } = accountOf("INVESTMENT_ACCOUNT");
    expect(holdings.length).toBeGreaterThan(3);
    for (const { security } of holdings) expect(security.securityCategory).toMatch(/_SECURITY$/);
  });

  test("keeps a lightweight answer light", async () => {
    for (const row of (await get("accounts?limit=100")).body.accounts) {
      expect(unfilled(row, "AccountDescriptor")).toEqual([]);
      expect(unknown(row, "AccountDescriptor")).toEqual([]);
    }
  });

  test("fills people, contacts, networks and statements", async () => {
    const { accountId } = accountOf("DEPOSIT_ACCOUNT");
    expect(unfilled((await get("customers/current")).body, "Customer")).toEqual([]);
    expect(unfilled((await get("customers")).body.customers, "Customer")).toEqual([]);
    expect(unfilled((await get(`accounts/${accountId}/contact`)).body, "AccountContact")).toEqual([]);
    const networks = (await get(`accounts/${accountId}/payment-networks`)).body.paymentNetworks;
    expect(unfilled(networks, "AccountPaymentNetwork")).toEqual([]);
    expect(unfilled((await get(`accounts/${accountId}/statements`)).body.statements, "Statement")).toEqual(
      [],
    );
  });

  test("has asset-transfer networks and a reward programme", async () => {
    const networks = `accounts/${accountOf("INVESTMENT_ACCOUNT").accountId}/asset-transfer-networks`;
    expect(unfilled((await get(networks)).body.assetTransferNetworks, "AssetTransferNetwork")).toEqual([]);
    const other = `accounts/${accountOf("LOAN_ACCOUNT").accountId}/asset-transfer-networks`;
    expect((await get(other)).body).toEqual({ assetTransferNetworks: [] });
    const [program] = (await get("reward-programs")).body.rewardPrograms;
    expect(unfilled(program, "RewardProgram")).toEqual([]);
    expect((await get(`reward-programs/${program.rewardProgramId}`)).body).toEqual(program);
    const categories = (await get(`reward-programs/${program.rewardProgramId}/categories`)).body;
    expect(unfilled(categories.rewardCategories, "RewardCategory")).toEqual([]);
    expect(await get("reward-programs/none")).toMatchObject({ status: 404, body: { code: "1101" } });
    const { total } = (await control(bank, "GET", "/calls")).body;
    expect(total).toMatchObject({ assetTransferNetworks: 2, rewardPrograms: 1, rewardCategories: 1 });
  });

  test("has a business customer", async () => {
    const orchard = await callerFor(bank, "orchard");
    const customer = (await orchard("customers/current")).body;
    expect(customer).toMatchObject({ type: "BUSINESS", businessCustomer: { registeredId: "OR-445566" } });
    const { accounts: own } = (await orchard("accounts")).body;
    expect(own.map(({ accountCategory }: any) => accountCategory)).toContain("COMMERCIAL_ACCOUNT");
  });

  test("shows at the older face what 5.2 knows", async () => {
    const older = await callerFor(bank, "robin", bank.fdxV5BaseUrl);
    const rows = (await older("accounts?resultType=details&limit=100")).body.accounts;
    const wrappers = rows.flatMap((row: object) => Object.keys(row));
    expect(new Set(wrappers)).toEqual(
      new Set(
        ["deposit", "loan", "loc", "investment", "insurance", "annuity", "commercial"].map(
          (kind) => `${kind}Account`,
        ),
      ),
    );
    const card = rows.find((row: any) => "locAccount" in row).locAccount;
    expect(card).toMatchObject({ lastStmtBalance: 184.2, minimumPaymentAmount: 35, interestRate: 3.25 });
    expect(card).not.toHaveProperty("bills");
    const { commercialAccount } = rows.find((row: any) => "commercialAccount" in row);
    expect(commercialAccount).not.toHaveProperty("accountCategory");
    const wallet = accountOf("DIGITAL_WALLET").accountId;
    expect(await older(`accounts/${wallet}`)).toMatchObject({ status: 404, body: { code: "701" } });
    const customer = (await older("customers/current")).body;
    expect(customer.accounts).toHaveLength(rows.length);
    expect((await older("reward-programs")).body.rewardPrograms[0]).toMatchObject({ programId: "rwp-1" });
  });
});

test("the usual banks have no rewards", async () => {
  const bank = await openBank();
  const get = await callerFor(bank, "alex");
  expect(await get("reward-programs")).toMatchObject({ status: 501, body: { code: "1106" } });
  await bank.close();
});

describe("the sandbox world", () => {
  const options = {
    gatewayUrl: "http://127.0.0.1:4000",
    clientId: "dev",
    clientSecret: "secret",
    firstPort: 0,
  };

  test("starts the two usual banks, or those that are named", async () => {
    const usual = await startSandboxWorld(options);
    expect(usual.banks.map(({ id }) => id)).toEqual(["maple", "liberty"]);
    await usual.close();
    const named = await startSandboxWorld({ ...options, banks: "full, sparse" });
    expect(named.banks.map(({ country, bank }) => [country, bank.name])).toEqual([
      ["US", "Summit Bank"],
      ["CA", "Pebble Bank"],
    ]);
    await named.close();
  });

  test.each(["", "maple,maple", "summit"])("refuses the names %p", async (banks) => {
    await expect(startSandboxWorld({ ...options, banks })).rejects.toThrow("SANDBOX_BANKS");
  });
});
