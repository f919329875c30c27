const ACCOUNTS = 3;
const TRANSACTIONS = 20;
const NEWEST = Date.UTC(2026, 10, 1, 12);
const HOUR_MS = 3_600_000;
const CUSTOMER = { customerId: "customer-1", name: { first: "Ada", last: "Lovelace" } };

/** @returns the answers of a bank with three accounts, in the shapes of FDX 6.4, by their paths below the base URL. */
export function bankBodies(): ReadonlyMap<string, Buffer> {
  const ids = Array.from({ length: ACCOUNTS }, (_, index) => `account-${index + 1}`);
  const bodies = new Map<string, unknown>([
    ["customers/current", CUSTOMER],
    ["customers", { page: { totalElements: 1 }, customers: [CUSTOMER] }],
    ["accounts", { page: { totalElements: ACCOUNTS }, accounts: ids.map(account) }],
  ]);
  for (const [index, id] of ids.entries()) {
    bodies.set(`accounts/${id}`, account(id, index));
    bodies.set(`accounts/${id}/transactions`, {
      page: { totalElements: TRANSACTIONS },
      transactions: Array.from({ length: TRANSACTIONS }, (_, row) => transaction(id, row)),
    });
  }
  return new Map([...bodies].map(([path, body]) => [path, Buffer.from(JSON.stringify(body))]));
}

function account(accountId: string, index: number): object {
  return {
    ...{ accountCategory: "DEPOSIT_ACCOUNT", accountType: "CHECKING", accountId, status: "OPEN" },
    ...{ nickname: `Account ${index + 1}`, accountNumberDisplay: `****000${index + 1}` },
    ...{ currency: { currencyCode: "CAD" }, balanceType: "ASSET", balanceAsOf: "2026-11-01T08:00:00.000Z" },
    ...{ currentBalance: 100.25 + index, availableBalance: 90.5 + index },
  };
}

function transaction(accountId: string, row: number): object {
  const at = new Date(NEWEST - row * HOUR_MS).toISOString();
  return {
    ...{ accountCategory: "DEPOSIT_ACCOUNT", accountId, transactionId: `${accountId}-${row}` },
    ...{ postedTimestamp: at, transactionTimestamp: at, description: `Purchase ${row}`, amount: 1.5 + row },
    ...{ debitCreditMemo: "DEBIT", status: "POSTED" },
  };
}
