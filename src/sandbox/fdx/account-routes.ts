import type { FastifyInstance } from "fastify";
import type { BankAccount } from "../seed/bank-books.js";
import { chosenAccount, type Access } from "./access.js";
import { FdxError } from "./fdx-error.js";
import type { DataCall } from "./data-call.js";
import { dataHandler, type FdxParts } from "./fdx-service.js";
import { pageOf } from "./paging.js";
import { presentAccount, presentDescriptor, type AccountView } from "./present-account.js";
import type { Query } from "./query.js";
import { json, type WireAnswer } from "./wire-answer.js";

/** The accounts chosen at the consent page: the list, and each one by its id. */
export function accountRoutes(app: FastifyInstance, parts: FdxParts): void {
  app.get(
    "/accounts",
    dataHandler(parts, {
      kind: "accounts",
      clusters: (query) =>
        wantsDetails(query) ? ["ACCOUNT_DETAILED"] : ["ACCOUNT_BASIC", "ACCOUNT_DETAILED"],
      answer: (call) => accountList(parts, call),
    }),
  );
  app.get(
    "/accounts/:accountId",
    dataHandler(parts, {
      kind: "account",
      clusters: () => ["ACCOUNT_DETAILED"],
      answer: ({ access, params }) =>
        json(presentAccount(chosenAccount(access, params["accountId"] ?? ""), viewFor(parts, access))),
    }),
  );
}

function accountList(parts: FdxParts, { access, query, url }: DataCall): WireAnswer {
  const { accounts, missing } = asked(access, query);
  const page = pageOf(accounts, { query, url, defaultLimit: 25, maxLimit: 100 });
  const view = viewFor(parts, access);
  const details = wantsDetails(query);
  const shown = page.items.map((account) =>
    details ? presentAccount(account, view) : presentDescriptor(account, parts.profile),
  );
  return json({ ...page.parts, accounts: shown }, missing ? 206 : 200);
}

/** Ids that are not among the chosen accounts are left out, and the answer says with 206 that it is not all. */
function asked(
  access: Access,
  query: Query,
): { readonly accounts: readonly BankAccount[]; readonly missing: boolean } {
  const text = query.text("accountIds");
  if (text === undefined) return { accounts: access.accounts, missing: false };
  const ids = new Set(text.split(","));
  const accounts = access.accounts.filter(({ id }) => ids.has(id));
  if (accounts.length === 0) throw new FdxError("701");
  return { accounts, missing: accounts.length < ids.size };
}

function wantsDetails(query: Query): boolean {
  const resultType = query.text("resultType") ?? "lightweight";
  if (resultType === "details") return true;
  if (resultType === "lightweight") return false;
  throw new FdxError("401", "resultType is lightweight or details");
}

function viewFor({ profile, books }: FdxParts, { clusters }: Access): AccountView {
  return { profile, today: books.today, holdings: clusters.has("INVESTMENTS") };
}
