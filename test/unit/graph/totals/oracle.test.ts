import "reflect-metadata";
import { afterAll, beforeAll, expect, it } from "@jest/globals";
import type { ApolloServer } from "@apollo/server";
import fc from "fast-check";
import type { GraphContext } from "../../../../src/graph/context.js";
import { createGraphQLServer } from "../../../../src/graph/graphql-server.js";
import { totalsCase } from "../../../support/totals/case-arbitrary.js";
import { expectedTotals } from "../../../support/totals/oracle.js";
import { answeredTotals, totalsWorld } from "../../../support/totals/totals-world.js";

const RUNS = Number(process.env["RUNS"] ?? 100);

let server: ApolloServer<GraphContext>;

beforeAll(async () => {
  server = await createGraphQLServer({ introspection: false });
});

afterAll(async () => {
  await server.stop();
});

it("adds up whatever banks say to the last digit, and admits every gap", async () => {
  const seen = { included: 0, missing: 0, codes: new Set<string>() };
  await fc.assert(
    fc.asyncProperty(totalsCase, async (made) => {
      const world = totalsWorld(server, made);
      const totals = await answeredTotals(world, made);
      expect(totals).toEqual(expectedTotals(made, new Date(world.clock.now()).toISOString()));
      for (const { coverage } of [totals.cashPosition, totals.netWorth, totals.cashFlow]) {
        seen.included += coverage.included.length;
        seen.missing += coverage.missing.length;
        for (const { code } of coverage.missing) seen.codes.add(code);
      }
    }),
    { numRuns: RUNS, seed: 20_261_125 },
  );
  // Equal would be two who add up nothing as well.
  expect(seen.included).toBeGreaterThan(3 * RUNS);
  expect(seen.missing).toBeGreaterThan(RUNS);
  expect(seen.codes.size).toBeGreaterThan(10);
}, 60_000);
