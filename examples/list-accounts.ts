/**
 * Lists the accounts of the end user whose access token is given, with types that come from the schema:
 *
 *     GATEWAY_URL=http://127.0.0.1:4000 ACCESS_TOKEN=… npx tsx examples/list-accounts.ts
 *
 * A field that disappears from the schema makes this file fail to compile (`npm run check`).
 */
import type { TypedDocumentNode } from "@graphql-typed-document-node/core";
import { print } from "graphql";
import { AccountsDocument, type AccountsQuery } from "./generated/operations.js";

type Account = NonNullable<AccountsQuery["accounts"]>["nodes"][number];

const { GATEWAY_URL = "http://127.0.0.1:4000", ACCESS_TOKEN = "" } = process.env;

async function run<Data, Variables>(
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
): Promise<Data> {
  const answer = await fetch(`${GATEWAY_URL}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${ACCESS_TOKEN}` },
    body: JSON.stringify({ query: print(document), variables }),
  });
  const { data, errors } = (await answer.json()) as { data?: Data; errors?: { message: string }[] };
  for (const { message } of errors ?? []) console.error(message);
  if (data == null) throw new Error(`HTTP ${answer.status}`);
  return data;
}

/** Each account type has its own balance; the compiler knows which. */
function balanceOf(account: Account): string | null {
  if ("currentBalance" in account) return account.currentBalance;
  if ("principalBalance" in account) return account.principalBalance;
  if ("currentValue" in account) return account.currentValue;
  if ("currentLedgerBalance" in account) return account.currentLedgerBalance;
  return "surrenderValue" in account ? account.surrenderValue : null;
}

const { accounts } = await run(AccountsDocument, { first: 50 });
for (const account of accounts?.nodes ?? []) {
  const bank = account.consent.dataProvider?.name ?? "";
  const name = account.nickname ?? account.productName ?? "";
  console.log([bank, name, balanceOf(account) ?? "–", account.currency?.currencyCode ?? ""].join("\t"));
}
for (const problem of accounts?.problems ?? [])
  console.error(`${problem.dataProviderId}: ${problem.message}`);
