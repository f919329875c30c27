import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { kindsOf } from "../../src/fdx/model.js";
import { createSchema } from "../../src/graph/schema.js";
import { GatewayWorld } from "../support/gateway-world.js";
import { wholeSelection } from "../support/whole-selection.js";

// The same person at the same bank, once over its FDX 6.4 face and once over its FDX 5.2 face.
type Path = readonly (string | number)[];
interface Answer {
  readonly data: any;
  readonly nulls: readonly { readonly path: Path; readonly reason: string }[];
}

const schema = createSchema();
/**
 * Ids are made anew by each gateway; addresses name the face; the payload is what the bank itself wrote; relations have
 * operations of their own; `asOf` is the moment of the reading, and here are two.
 */
const SKIP = new Set([
  "id",
  "accountNodeId",
  "asOf",
  "raw",
  "consent",
  "contact",
  "holders",
  "paymentNetworks",
  "rewardProgram",
  "downloadUrl",
  "href",
]);

const selection = (typeName: string, ...also: readonly string[]): string =>
  wholeSelection(schema, typeName, new Set([...SKIP, ...also]));

/** One operation for each kind, whose fields may have the name but not the type of another kind's. */
const OPERATIONS: Readonly<Record<string, string>> = {
  customer: `{ customer ${selection("Customer")} }`,
  customers: `{ customers { nodes ${selection("Customer")} } }`,
  contacts: `{ accounts { nodes { accountId contact ${selection("AccountContact")} } } }`,
  networks: `{ accounts { nodes { accountId paymentNetworks ${selection("PaymentNetwork")} } } }`,
  statements: `{ accounts { nodes { accountId statements { complete nodes ${selection("Statement")} } } } }`,
  programmes: `{ rewardPrograms ${selection("RewardProgram", "categories")} }`,
  ...Object.fromEntries(
    kindsOf("Account").map(({ name }) => [
      name,
      `{ accounts { nodes { __typename accountId accountCategory ... on ${name} ${selection(name, "assetTransferNetworks")} } } }`,
    ]),
  ),
  ...Object.fromEntries(
    kindsOf("Transaction").map(({ name }) => [
      name,
      `{ accounts { nodes { accountId accountCategory transactions(first: 20) { complete totalCount nodes { __typename ... on ${name} ${selection(name)} } } } } }`,
    ]),
  ),
};

/**
 * Where 5.2 has room for less, so that a bank that fills everything loses some of it: one flat rate and one flat bill an
 * account, and no mention of accounts that it cannot show.
 */
const LESS_IN_OLDER =
  /(?:\.(?:earnedInterest|chargedInterest|bills)\b|^customers?(?:\.nodes\.\*)?\.accounts\b|\.memberships\.\*\.accountIds\b)/;

describe.each([
  ["a usual bank", { maple: "maple", liberty: "liberty" }, "alex", undefined],
  ["a bank that tells everything", { maple: "full", liberty: "liberty" }, "robin", LESS_IN_OLDER],
] as const)("%s", (_which, bankKeys, bankPersonId, lossy) => {
  const personId = "alex";
  const worlds: GatewayWorld[] = [];

  beforeAll(async () => {
    for (const fdxVersion of ["6.4", "5.2"] as const) {
      const world = await GatewayWorld.start({ fdxVersion, bankKeys });
      worlds.push(world);
      await world.connect({ personId, bankPersonId });
    }
  });

  afterAll(async () => {
    await Promise.all(worlds.map((world) => world.close()));
  });

  it.each(Object.entries(OPERATIONS))("answers alike over both faces: %s", async (_name, operation) => {
    const [newer, older] = await Promise.all(worlds.map((world) => answerOf(world, personId, operation)));
    if (newer === undefined || older === undefined) throw new Error("two faces");
    leaveOutUnknown(newer, older);
    const unexplained = differences(newer.data, older.data).filter(
      (difference) =>
        lossy?.test(placeOf(difference)) !== true &&
        !isOfVersion(difference) &&
        !isMissingInOlder(difference, older),
    );
    expect([...new Set(unexplained.map(inShort))]).toEqual([]);
  });
});

/** What 5.2 says in other words, for want of those of 6.4. */
const OLDER_WORDS: ReadonlyMap<unknown, unknown> = new Map([
  ["INDEXED", "VARIABLE"],
  ["PERSONTOPERSON", "TRANSFER"],
  ["HIGHINTERESTSAVINGSACCOUNT", "SAVINGS"],
  ["PERSONAL", "CELL"],
  ["PREAUTHORIZEDWITHDRAWAL", "WITHDRAWAL"],
  ["PURCHASE", "WITHDRAWAL"],
]);
/** Categories that came with FDX 6; `undefined` where an operation does not ask. */
const YOUNGER: ReadonlySet<unknown> = new Set(["DIGITAL_WALLET", "BNPL_ACCOUNT", undefined]);
/** What only 5.2 has. */
const OLDER_FIELDS: ReadonlySet<unknown> = new Set(["payee"]);

function isOfVersion({ path, newer, older }: Difference): boolean {
  if (newer === null) return OLDER_FIELDS.has(path.at(-1));
  return OLDER_WORDS.has(newer) && OLDER_WORDS.get(newer) === older;
}

function isMissingInOlder({ path, older }: Difference, answer: Answer | undefined): boolean {
  return older === null && reasonAt(answer, path) === "NOT_SUPPORTED";
}

/** Accounts of categories that 5.2 does not have are not shown by that face. */
function leaveOutUnknown(newer: Answer, older: Answer): void {
  const rows: readonly any[] | undefined = newer.data.accounts?.nodes;
  if (rows === undefined) return;
  const known = new Set(older.data.accounts.nodes.map(({ accountId }: any) => accountId));
  newer.data.accounts.nodes = rows.filter(({ accountId }) => known.has(accountId));
  const unknown = rows.filter(({ accountId }) => !known.has(accountId));
  expect(unknown.every(({ accountCategory }) => YOUNGER.has(accountCategory))).toBe(true);
}

function inShort({ path, newer, older }: Difference): string {
  return `${placeOf({ path })}: ${JSON.stringify(newer)}, ${JSON.stringify(older)}`.slice(0, 200);
}

function placeOf({ path }: Pick<Difference, "path">): string {
  return path.map((key) => (typeof key === "number" ? "*" : key)).join(".");
}

async function answerOf(world: GatewayWorld, personId: string, operation: string): Promise<Answer> {
  const { data, extensions } = await world.query(personId, operation);
  return { data, nulls: (extensions as any)?.nulls ?? [] };
}

function reasonAt(answer: Answer | undefined, place: Path): string | undefined {
  const entry = answer?.nulls.find(
    ({ path }) =>
      path.length === place.length && path.every((key, index) => key === "*" || key === place[index]),
  );
  return entry?.reason;
}

interface Difference {
  readonly path: Path;
  readonly newer: unknown;
  readonly older: unknown;
}

function differences(newer: unknown, older: unknown, path: Path = []): Difference[] {
  if (Object.is(newer, older)) return [];
  if (!isObject(newer) || !isObject(older)) return [{ path, newer, older }];
  const keys = [...new Set([...Object.keys(newer), ...Object.keys(older)])];
  return keys.flatMap((key) =>
    differences(newer[key], older[key], [...path, Array.isArray(newer) ? Number(key) : key]),
  );
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
