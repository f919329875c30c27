import { Availability } from "../../control/availability.js";
import { CallLog } from "../../control/call-log.js";
import { FaultRegister } from "../../faults/fault-register.js";
import type { Access } from "../../fdx/access.js";
import type { FdxParts } from "../../fdx/fdx-service.js";
import { type FdxRecord, isRecord } from "../../fdx/v5/convert.js";
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

type Get = (path: string) => Promise<FdxRecord | undefined>;

const inventories = new WeakMap<OpenProvider, Promise<DataInventory>>();

/** Found out by reading what the provider serves of all of its people, so that it is true; empty if it serves nothing. */
export function dataInventory(open: OpenProvider | undefined): Promise<DataInventory> {
  if (open === undefined) return Promise.resolve(EMPTY);
  const known = inventories.get(open) ?? takeInventory(open);
  inventories.set(open, known);
  return known;
}

async function takeInventory(open: OpenProvider): Promise<DataInventory> {
  const found = new Map<keyof DataInventory, Set<string>>();
  const read = async (key: keyof DataInventory, get: Get, path: string): Promise<FdxRecord | undefined> => {
    const body = await get(path);
    found.set(key, new Set([...(found.get(key) ?? []), ...fieldsOf(body, "")]));
    return body;
  };
  for (const person of open.books.people) {
    const accounts = open.books.accountsOf(person);
    const get = await reader(open, {
      grantId: person.id,
      person,
      accounts,
      clusters: new Set(open.provider.scopes),
    });
    await read("customers", get, "customers/current");
    await read("lightweight_accounts", get, "accounts?limit=100");
    await read("detailed_accounts", get, "accounts?limit=100&resultType=details");
    for (const { id } of accounts) {
      await read("account", get, `accounts/${id}`);
      await read("transactions", get, `accounts/${id}/transactions?limit=100`);
      await read("payments", get, `accounts/${id}/payment-networks?limit=1`);
    }
  }
  const sorted = [...found].map(([key, fields]) => [key, [...fields].toSorted()]);
  return { ...EMPTY, ...(Object.fromEntries(sorted) as Partial<DataInventory>) };
}

/** Reads the provider's own answers, past everything that tests may have switched on. */
async function reader({ bank, books }: OpenProvider, access: Access): Promise<Get> {
  const face = flinksFace({ bank, cursors: new PageCursors(), statements: new StatementDesk() });
  const parts: FdxParts = {
    ...{ profile: bank.profile, books, face, baseUrl: `https://inventory.invalid${face.path}/` },
    ...{ calls: new CallLog(), availability: new Availability(), faults: new FaultRegister() },
    accessOf: async () => access,
    withdrawGrant: () => undefined,
  };
  const app = await providerDataApp(parts);
  return async (path) => {
    const answer = await app.inject({
      url: `${face.path}/${path}`,
      headers: { authorization: "Bearer any" },
    });
    const body: unknown = answer.statusCode === 200 ? answer.json() : undefined;
    return isRecord(body) ? body : undefined;
  };
}

/** Lists add nothing to a path. */
function fieldsOf(value: unknown, path: string): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((item) => fieldsOf(item, path));
  if (!isRecord(value)) return value === undefined || value === null ? [] : [path];
  return Object.entries(value).flatMap(([name, inner]) =>
    fieldsOf(inner, path === "" ? name : `${path}.${name}`),
  );
}
