import "reflect-metadata";
import { afterAll, beforeAll, expect, it } from "@jest/globals";
import fc from "fast-check";
import { parse, visit } from "graphql";
import type { ApolloServer } from "@apollo/server";
import { ERROR_CODES, type ErrorCode } from "../../../../src/core/error-codes.js";
import { GatewayError } from "../../../../src/core/gateway-error.js";
import { FDX_ENTITIES } from "../../../../src/fdx/model.js";
import type { GraphContext } from "../../../../src/graph/context.js";
import { createGraphQLServer } from "../../../../src/graph/graphql-server.js";
import { createSchema } from "../../../../src/graph/schema.js";
import { activeConsent, LIBERTY } from "../../../support/builders.js";
import { type Choose, chooseFrom } from "../../../support/choose.js";
import { GeneratedBank } from "../../../support/generated-bank.js";
import { generatedOperation } from "../../../support/generated-operation.js";
import { GraphWorld } from "../../../support/graph-world.js";

type Path = readonly (string | number)[];
interface Entry {
  readonly path: Path;
  readonly reason: string;
  readonly code?: string;
  readonly missing?: true;
}
interface FoundNull {
  readonly path: Path;
  readonly typeName: string;
  readonly key: string;
}

const schema = createSchema();
const FDX_TYPES = new Set(FDX_ENTITIES.map(({ name }) => name));
const BANK_DATA_OF_ROOT = new Set(["account", "accounts", "customer", "customers", "node", "transactions"]);
const CLUSTERS = ["ACCOUNT_BASIC", "ACCOUNT_DETAILED", "TRANSACTIONS", "CUSTOMER_CONTACT"] as const;
const CODES = (Object.keys(ERROR_CODES) as ErrorCode[]).filter((code) => code.startsWith("PROVIDER_"));

let server: ApolloServer<GraphContext>;

beforeAll(async () => {
  server = await createGraphQLServer({ introspection: false });
});

afterAll(async () => {
  await server.stop();
});

/** A bank of which every eighth call fails, and an end user with two consents, one of them for less than all. */
function worldOf(seed: number, choose: Choose): GraphWorld<GeneratedBank> {
  const accounts: Readonly<Record<string, readonly string[]>> = { "c-1": ["a", "b", "c"], "c-2": ["d", "e"] };
  const bank = new GeneratedBank(seed, (consentId) => accounts[consentId] ?? []);
  const failures = new Map<string, GatewayError | undefined>();
  bank.failureOf = (call) => {
    const code = choose(8) === 0 ? CODES[choose(CODES.length)] : undefined;
    if (!failures.has(call)) failures.set(call, code && new GatewayError(code, "as the test wants it"));
    return failures.get(call);
  };
  const world = GraphWorld.over(server, bank);
  const granted = CLUSTERS.filter(() => choose(3) > 0);
  world.consents = [
    activeConsent("c-1"),
    activeConsent("c-2", { dataProviderId: LIBERTY, grantedClusters: granted }),
  ];
  return world;
}

function operationOf(world: GraphWorld<GeneratedBank>, choose: Choose): string {
  const ids = [world.accountId("a"), world.accountId("d", "c-2"), world.accountId("gone"), "nonsense"];
  const anId = (): string => JSON.stringify(ids[choose(ids.length)]);
  const argumentsOf = (field: string): string => {
    if (field === "account" || field === "node") return `(id: ${anId()})`;
    if (field === "transactions") return choose(2) === 0 ? "" : `(first: ${choose(4)})`;
    return "";
  };
  const rootFields = [
    "account",
    "accounts",
    "accounts",
    "accounts",
    "customer",
    "customers",
    "node",
    "rewardPrograms",
    "transactions",
    "consents",
  ];
  return generatedOperation({ schema, choose, rootFields, argumentsOf });
}

/** Alias → field; `generatedOperation` uses each alias once. */
function fieldNamesOf(operation: string): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  visit(parse(operation), {
    Field: ({ alias, name }) => {
      if (alias !== undefined) names.set(alias.value, name.value);
    },
  });
  return names;
}

function nullsIn(value: unknown, path: Path = [], typeName = "Query", key = ""): FoundNull[] {
  if (value === null) return [{ path, typeName, key }];
  if (typeof value !== "object") return [];
  const own = Array.isArray(value) ? undefined : (value as { readonly __typename?: string }).__typename;
  return Object.entries(value).flatMap(([name, inner]) =>
    Array.isArray(value)
      ? nullsIn(inner, [...path, Number(name)], typeName, key)
      : nullsIn(inner, [...path, name], own ?? typeName, name),
  );
}

function matches({ path }: Entry, place: Path): boolean {
  return path.length === place.length && path.every((key, index) => key === "*" || key === place[index]);
}

/** Lists that say of themselves that entries are missing. */
function openLists(value: unknown, path: Path = []): Path[] {
  if (typeof value !== "object" || value === null) return [];
  const below = Object.entries(value).flatMap(([key, inner]) =>
    openLists(inner, [...path, Array.isArray(value) ? Number(key) : key]),
  );
  return "complete" in value && value.complete === false ? [path, ...below] : below;
}

function valueAt(data: unknown, path: Path): any {
  return path.reduce<any>((value, key) => value[key], data);
}

/** One answer, taken apart. */
interface Explained {
  readonly data: unknown;
  readonly errors: readonly { readonly path: Path; readonly code: string }[];
  /** Nulls that need a reason: in a bank's data, or left by an error. */
  readonly found: readonly FoundNull[];
  readonly reasons: readonly Entry[];
  readonly gaps: readonly Entry[];
}

async function explained(seed: number): Promise<Explained> {
  const choose = chooseFrom(seed);
  const world = worldOf(seed, choose);
  const operation = operationOf(world, choose);
  const answer = await world.run(operation);
  const names = fieldNamesOf(operation);
  const errors = answer.errors.map(({ path, extensions: { code } }) => ({ path: path as Path, code }));
  const isBankData = ({ typeName, key }: FoundNull): boolean =>
    FDX_TYPES.has(typeName) || (typeName === "Query" && BANK_DATA_OF_ROOT.has(names.get(key) ?? key));
  const found = nullsIn(answer.data).filter(
    (place) => isBankData(place) || errors.some(({ path }) => isAbove(place.path, path)),
  );
  const entries: readonly Entry[] = answer.extensions?.nulls ?? [];
  const gaps = entries.filter(({ missing }) => missing);
  return { data: answer.data, errors, found, reasons: entries.filter(({ missing }) => !missing), gaps };
}

function isAbove(place: Path, path: Path): boolean {
  return place.every((key, index) => path[index] === key);
}

function expectEachOnce({ found, reasons }: Explained): void {
  for (const { path } of found) {
    expect([path, reasons.filter((entry) => matches(entry, path)).length]).toEqual([path, 1]);
  }
  for (const entry of reasons) {
    expect([entry, found.some(({ path }) => matches(entry, path))]).toEqual([entry, true]);
  }
}

/** Of two errors that left one null the first is told. */
function expectCodesOfErrors({ errors, found, reasons }: Explained): void {
  for (const error of errors) {
    const place = found.find(({ path }) => isAbove(path, error.path))?.path ?? [];
    const codes = errors.filter(({ path }) => isAbove(place, path)).map(({ code }) => code);
    expect(codes).toContain(reasons.find((entry) => matches(entry, place))?.code);
  }
}

function expectGaps({ data, gaps }: Explained): void {
  for (const { path } of gaps) {
    const list = valueAt(data, path);
    expect(Array.isArray(list) || /(?:Connection|List)$/.test(String(list.__typename))).toBe(true);
  }
  for (const path of openLists(data)) {
    expect([path, gaps.some((entry) => matches(entry, path))]).toEqual([path, true]);
  }
}

it("explains every null of a bank's data once, and nothing that is there", async () => {
  const seen = { nulls: 0, entries: 0, gaps: 0 };
  await fc.assert(
    fc.asyncProperty(fc.noShrink(fc.nat()), async (seed) => {
      const answer = await explained(seed);
      expectEachOnce(answer);
      expectCodesOfErrors(answer);
      expectGaps(answer);
      seen.nulls += answer.found.length;
      seen.entries += answer.reasons.length;
      seen.gaps += answer.gaps.length;
    }),
    { numRuns: Number(process.env["RUNS"] ?? 400), seed: 20_261_125 },
  );
  // The property would hold of answers without nulls as well.
  expect(seen.nulls).toBeGreaterThan(1000);
  expect(seen.entries).toBeGreaterThan(500);
  expect(seen.gaps).toBeGreaterThan(20);
});
