import type { FastifyInstance } from "fastify";
import type { BankAccount } from "../seed/bank-books.js";
import { historyStart } from "../seed/calendar.js";
import { chosenAccount } from "./access.js";
import { dateRange } from "./date-range.js";
import { FdxError } from "./fdx-error.js";
import type { DataCall } from "./data-call.js";
import { dataHandler, type FdxParts } from "./fdx-service.js";
import { pageOf } from "./paging.js";
import { statementDocument } from "./statement-document.js";
import { contentOf, hasStatements, statementsOf } from "./statement.js";
import { json, type WireAnswer } from "./wire-answer.js";

/** Monthly statements: the list, and each one as a document. */
export function statementRoutes(app: FastifyInstance, parts: FdxParts): void {
  app.get(
    "/accounts/:accountId/statements",
    dataHandler(parts, {
      kind: "statements",
      clusters: () => ["STATEMENTS"],
      answer: (call) => statementList(parts, call),
    }),
  );
  app.get(
    "/accounts/:accountId/statements/:statementId",
    dataHandler(parts, {
      kind: "statementDocument",
      clusters: () => ["STATEMENTS"],
      answer: (call) => document(parts, call),
    }),
  );
}

function statementList({ books }: FdxParts, { access, params, query, url }: DataCall): WireAnswer {
  const account = accountWithStatements(access.accounts, params["accountId"]);
  const range = dateRange(query, { start: historyStart(books.today), end: books.today });
  const statements = statementsOf(account, books.today).filter(
    ({ date }) => date >= range.start && date <= range.end,
  );
  const page = pageOf(statements, { query, url, defaultLimit: 25, maxLimit: 100 });
  const shown = page.items.map(({ id, month, date }) => ({
    accountId: account.id,
    statementId: id,
    statementDate: date,
    description: `Statement ${month}`,
    status: "AVAILABLE",
    links: [{ href: `${url}/${id}`, action: "GET", rel: "document", types: ["application/pdf"] }],
  }));
  return json({ ...page.parts, statements: shown });
}

async function document(
  { books, profile }: FdxParts,
  { access, params, accept }: DataCall,
): Promise<WireAnswer> {
  const account = accountWithStatements(access.accounts, params["accountId"]);
  const statement = statementsOf(account, books.today).find(({ id }) => id === params["statementId"]);
  if (statement === undefined) throw new FdxError("1104");
  if (!acceptsPdf(accept)) throw new FdxError("1203");
  const bytes = await statementDocument(profile, account, statement, contentOf(account, statement));
  return { status: 200, headers: { "content-type": "application/pdf" }, body: bytes };
}

function accountWithStatements(accounts: readonly BankAccount[], accountId: string | undefined): BankAccount {
  const account = chosenAccount({ accounts }, accountId ?? "");
  if (!hasStatements(account)) throw new FdxError("1108");
  return account;
}

/** A caller that names no media type takes what there is. */
function acceptsPdf(accept: string | undefined): boolean {
  const ranges = (accept ?? "*/*").split(",").map((range) => range.split(";")[0]?.trim().toLowerCase());
  return ranges.some((range) => ["application/pdf", "application/*", "*/*"].includes(range ?? ""));
}
