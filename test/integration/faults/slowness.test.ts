import { afterAll, beforeAll, expect } from "@jest/globals";
import { ERROR_CODES } from "../../../src/core/error-codes.js";
import type { FaultName } from "../../../src/sandbox/faults/faults.js";
import { testFaults } from "./fault-families.js";
import { callsOf, FaultWorld } from "./fault-world.js";

let world: FaultWorld;

beforeAll(async () => {
  // A bank may be silent for one second, and may keep a request for two.
  const upstream = { timeoutMs: 1_000, tokenTimeoutMs: 5_000, deadlineMs: 2_000, connections: 8 };
  world = await FaultWorld.start({ config: { upstream } });
});

afterAll(() => world.close());

/** Maple Bank is given up, by one call; Liberty's accounts of the same end user are all there. */
async function isGivenUp(fault: FaultName): Promise<void> {
  const customer = await world.customer(fault);
  await world.gateway.connect({ personId: `alex~${fault}`, bankPersonId: "alex", provider: "liberty" });
  const { code, ...told } = { code: "PROVIDER_TIMEOUT", ...ERROR_CODES.PROVIDER_TIMEOUT };
  const answer = await customer.query(
    "{ accounts { nodes { consent { dataProvider { id } } } problems { code dataProviderId retryable userMessage } } }",
  );
  expect(answer.errors).toBeUndefined();
  const banks = answer.data.accounts.nodes.map(({ consent }: any) => consent.dataProvider.id);
  expect(new Set(banks)).toEqual(new Set(["liberty"]));
  const { retryable, userMessage } = told;
  expect(answer.data.accounts.problems).toEqual([{ code, dataProviderId: "maple", retryable, userMessage }]);
  expect(answer.extensions?.nulls).toEqual([{ path: ["accounts"], reason: "TIMEOUT", code, missing: true }]);
  expect(callsOf(answer)).toBe(2);
}

testFaults("slowness", {
  // Never silent for long, and never at its end: the deadline of the whole request stops it.
  "slow-drip": () => isGivenUp("slow-drip"),
  "answer-late": () => isGivenUp("answer-late"),
});
