import "reflect-metadata";
import { afterAll, beforeAll, expect, it } from "@jest/globals";
import type { ApolloServer } from "@apollo/server";
import fc from "fast-check";
import { DATA_CLUSTERS } from "../../../../src/core/data-cluster.js";
import { FDX_RESOURCE_NAMES, type FdxResource } from "../../../../src/core/fdx-resource.js";
import { GatewayError } from "../../../../src/core/gateway-error.js";
import type { GraphContext } from "../../../../src/graph/context.js";
import { createGraphQLServer } from "../../../../src/graph/graphql-server.js";
import { createSchema } from "../../../../src/graph/schema.js";
import { activeConsent, LIBERTY } from "../../../support/builders.js";
import { type Choose, chooseFrom } from "../../../support/choose.js";
import { GeneratedBank } from "../../../support/generated-bank.js";
import { generatedOperation } from "../../../support/generated-operation.js";
import { GraphWorld } from "../../../support/graph-world.js";

const ACCOUNTS: Readonly<Record<string, readonly string[]>> = { "c-1": ["a", "b", "c"], "c-2": ["d", "e"] };
const RUNS = Number(process.env["RUNS"] ?? 2000);
const schema = createSchema();

let server: ApolloServer<GraphContext>;

beforeAll(async () => {
  server = await createGraphQLServer({ introspection: false });
});

afterAll(async () => {
  await server.stop();
});

/** @param seed of the bank's data: the same seed, the same bank. */
function worldOf(seed: number): GraphWorld<GeneratedBank> {
  const choose = chooseFrom(seed);
  const bank = new GeneratedBank(seed, (consentId) => ACCOUNTS[consentId] ?? []);
  const world = GraphWorld.over(server, bank);
  const grantedClusters = DATA_CLUSTERS.filter(() => choose(4) > 0);
  world.consents = [activeConsent("c-1"), activeConsent("c-2", { dataProviderId: LIBERTY, grantedClusters })];
  if (choose(4) === 0)
    world.declare(...FDX_RESOURCE_NAMES.filter(mayBeMissing).filter(() => choose(4) === 0));
  return world;
}

/** Without accounts there is nothing. */
function mayBeMissing(resource: FdxResource): boolean {
  return resource !== "ACCOUNTS" && resource !== "ACCOUNT";
}

function operationOf(world: GraphWorld<GeneratedBank>, choose: Choose): string {
  const ids = ["a", "b", "gone"].map((id) => world.accountId(id));
  const anId = (): string => JSON.stringify([...ids, world.accountId("d", "c-2"), "nonsense"][choose(5)]);
  const page = (): string =>
    ["", "(first: 0)", "(first: 2)", "(first: 3)", '(after: "nonsense")'][choose(5)] ?? "";
  const argumentsOf = (field: string): string => {
    if (field === "account" || field === "node") return `(id: ${anId()})`;
    if (field === "transactions" || field === "statements") {
      return (
        ["", "", "(first: 2)", '(startDate: "2026-01-01")', "(first: 0)", '(after: "no")'][choose(6)] ?? ""
      );
    }
    return field === "accounts" ? page() : "";
  };
  const rootFields = [
    "accounts",
    "accounts",
    "accounts",
    "account",
    "node",
    "customer",
    "customers",
    "rewardPrograms",
  ];
  return generatedOperation({ schema, choose, rootFields, argumentsOf });
}

it("plans just the calls that are made, and none of them could be left out", async () => {
  const seen = { calls: 0, operations: 0 };
  await fc.assert(
    fc.asyncProperty(fc.noShrink(fc.nat()), async (seed) => {
      const choose = chooseFrom(seed + 1);
      const world = worldOf(seed);
      const operation = operationOf(world, choose);
      const answer = await world.run(operation);
      const { calls } = world.bank;
      expect([operation, answer.extensions.upstream]).toEqual([
        operation,
        { planned: calls.length, made: calls.length, cached: 0 },
      ]);
      expect(new Set(calls).size).toBe(calls.length);
      seen.calls += calls.length;
      seen.operations += calls.length > 0 ? 1 : 0;
      const missed = calls[choose(calls.length)];
      if (missed === undefined) return;
      const without = worldOf(seed);
      without.bank.failureOf = (call) =>
        call === missed ? new GatewayError("PROVIDER_UNAVAILABLE", "left out") : undefined;
      const other = await without.run(operation);
      expect([operation, missed, { ...other, extensions: other.extensions.nulls }]).not.toEqual([
        operation,
        missed,
        { ...answer, extensions: answer.extensions.nulls },
      ]);
    }),
    { numRuns: RUNS, seed: 20_261_125 },
  );
  // The property would hold of operations that ask no bank as well.
  expect(seen.operations).toBeGreaterThan(RUNS / 2);
  expect(seen.calls).toBeGreaterThan(2 * RUNS);
});
