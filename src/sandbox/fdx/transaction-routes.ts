import type { FastifyInstance } from "fastify";
import { chosenAccount } from "./access.js";
import { dateRange, lastDays } from "./date-range.js";
import { dataHandler, type FdxParts } from "./fdx-service.js";
import { pageOf } from "./paging.js";
import { presentTransaction } from "./present-transaction.js";
import { json } from "./wire-answer.js";

/** How far back a request without dates reaches. */
const DEFAULT_DAYS = 90;

/** The transactions of one account: pending ones first, then the newest first. */
export function transactionRoutes(app: FastifyInstance, parts: FdxParts): void {
  app.get(
    "/accounts/:accountId/transactions",
    dataHandler(parts, {
      kind: "transactions",
      clusters: () => ["TRANSACTIONS"],
      answer: ({ access, params, query, url }) => {
        const account = chosenAccount(access, params["accountId"] ?? "");
        const range = dateRange(query, lastDays(parts.books.today, DEFAULT_DAYS));
        const entries = account.ledger
          .newestFirst()
          .filter(({ day }) => day >= range.start && day <= range.end);
        const page = pageOf(entries, { query, url, defaultLimit: 25, maxLimit: 500 });
        const transactions = page.items.map((entry) => presentTransaction(account, entry));
        return json({ ...page.parts, transactions });
      },
    }),
  );
}
