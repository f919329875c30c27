import type { FastifyInstance } from "fastify";
import { Availability } from "../../control/availability.js";
import { CallLog } from "../../control/call-log.js";
import { FaultRegister } from "../../faults/fault-register.js";
import { isRecord } from "../../fdx/v5/convert.js";
import { listenOnLoopback } from "../../loopback-listener.js";
import type { BankAccount } from "../../seed/bank-books.js";
import type { OpenProvider } from "../provider-directory.js";
import { flinksFace } from "./flinks-face.js";
import { PageCursors } from "./page-cursors.js";
import { providerDataApp } from "./provider-data-app.js";
import { StatementDesk } from "./statement-desk.js";

/** The FDX fields a provider fills, as dotted paths, under the keys of the documentation. */
type DataInventory = Readonly<
  Record<
    "account" | "customers" | "detailed_accounts" | "lightweight_accounts" | "payments" | "transactions",
    readonly string[]
  >
>;

const EMPTY: DataInventory = {
  ...{ account: [], customers: [], detailed_accounts: [] },
  ...{ lightweight_accounts: [], payments: [], transactions: [] },
};

const inventories = new WeakMap<OpenProvider, Promise<DataInventory>>();

/** Found out by reading what the provider serves of all of its people, so that it is true; empty if it serves nothing. */
export function dataInventory(open: OpenProvider | undefined): Promise<DataInventory> {
  if (open === undefined) return Promise.resolve(EMPTY);
  const known = inventories.get(open) ?? takeInventory(open);
  inventories.set(open, known);
  return known;
}

async function takeInventory(open: OpenProvider): Promise<DataInventory> {
  const app = await inventoryApp(open);
  const { server, origin, close } = await listenOnLoopback(0);
  server.on("request", (request, response) => {
    app.routing(request, response);
  });
  const found = new Map<string, Set<string>>();
  for (const person of open.books.people) {
    for (const [key, path] of pathsOf(open.books.accountsOf(person))) {
      const headers = { authorization: `Bearer ${person.id}` };
      const answer = await fetch(`${origin}/api/fdx/5/${path}`, { headers });
      const body: unknown = await answer.json();
      if (answer.ok) found.set(key, new Set([...(found.get(key) ?? []), ...fieldsOf(body, "")]));
    }
  }
  await close();
  await app.close();
  const sorted = [...found].map(([key, fields]) => [key, [...fields].toSorted()]);
  return { ...EMPTY, ...(Object.fromEntries(sorted) as Partial<DataInventory>) };
}

/** What is read of one person, with the key that its fields stand under. */
function pathsOf(accounts: readonly BankAccount[]): readonly (readonly [keyof DataInventory, string])[] {
  return [
    ["customers", "customers/current"],
    ["lightweight_accounts", "accounts?limit=100"],
    ["detailed_accounts", "accounts?limit=100&resultType=details"],
    ...oneOfEach(accounts).flatMap(({ id }): readonly (readonly [keyof DataInventory, string])[] => [
      ["account", `accounts/${id}`],
      ["transactions", `accounts/${id}/transactions?limit=100`],
      ["payments", `accounts/${id}/payment-networks?limit=1`],
    ]),
  ];
}

/** Accounts of one product have the same fields. */
function oneOfEach(accounts: readonly BankAccount[]): readonly BankAccount[] {
  return [...new Map(accounts.map((account) => [account.product, account])).values()];
}

/** The provider past everything that tests may have switched on; a person's id is the token to all of their data. */
function inventoryApp({ bank, books, provider }: OpenProvider): Promise<FastifyInstance> {
  const face = flinksFace({ bank, cursors: new PageCursors(), statements: new StatementDesk() });
  return providerDataApp({
    ...{ profile: bank.profile, books, face, baseUrl: `https://inventory.invalid${face.path}/` },
    ...{ calls: new CallLog(), availability: new Availability(), faults: new FaultRegister() },
    withdrawGrant: () => undefined,
    accessOf: async (personId) => {
      const person = books.person(personId);
      const clusters = new Set(provider.scopes);
      return person && { grantId: personId, person, accounts: books.accountsOf(person), clusters };
    },
  });
}

/** Lists add nothing to a path. */
function fieldsOf(value: unknown, path: string): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((item) => fieldsOf(item, path));
  if (!isRecord(value)) return value === undefined || value === null ? [] : [path];
  return Object.entries(value).flatMap(([name, inner]) =>
    fieldsOf(inner, path === "" ? name : `${path}.${name}`),
  );
}
