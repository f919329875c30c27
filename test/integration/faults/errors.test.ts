import { afterAll, beforeAll, expect } from "@jest/globals";
import { ERROR_CODES, type ErrorCode } from "../../../src/core/error-codes.js";
import type { FaultName } from "../../../src/sandbox/faults/faults.js";
import { testFaults } from "./fault-families.js";
import { callsOf, FaultWorld } from "./fault-world.js";

let world: FaultWorld;

beforeAll(async () => {
  world = await FaultWorld.start();
});

afterAll(() => world.close());

interface Outcome {
  readonly code: ErrorCode;
  readonly reason: string;
  /** In seconds; `null` where the bank names no time. */
  readonly retryAfter?: number | null;
}

/** One failure, told alike as a problem of a list and as an error of a field, each at the cost of one call. */
async function fails(fault: FaultName, { code, reason, retryAfter = null }: Outcome): Promise<void> {
  const customer = await world.customer(fault);
  const { retryable, userMessage } = ERROR_CODES[code];
  const supportReferences = [
    { name: "x-fapi-interaction-id", value: expect.stringMatching(/^[\da-f-]{36}$/) },
  ];
  expect(await customer.accounts()).toEqual({
    ...{ rows: [], ids: [], totalCount: null, calls: 1 },
    problems: [
      {
        ...{ code, reason, retryable, userMessage, supportReferences },
        ...{ retryAfter, accountId: null, dataCluster: null },
      },
    ],
    nulls: [{ path: ["accounts"], reason, code, missing: true }],
  });
  const answer = await customer.query("{ customer { customerId } }");
  expect(answer.data).toEqual({ customer: null });
  expect(answer.errors).toEqual([
    {
      ...{ message: ERROR_CODES[code].public, path: ["customer"], locations: expect.any(Array) },
      extensions: {
        ...{ code, retryable, userMessage, supportReferences },
        ...(retryAfter === null ? {} : { retryAfter }),
      },
    },
  ]);
  expect(answer.extensions?.nulls).toEqual([{ path: ["customer"], reason, code }]);
  expect([callsOf(answer), answer.status]).toEqual([1, 200]);
}

/** A date has whole seconds only, as the bank's own clock in `Date`: one more or less is no fault. */
const ABOUT_SEVEN = expect.closeTo(7, -0.4) as unknown as number;

testFaults("errors", {
  "1207-as-429": () =>
    fails("1207-as-429", { code: "PROVIDER_RATE_LIMITED", reason: "BUDGET", retryAfter: 7 }),
  "1207-as-422": () => fails("1207-as-422", { code: "PROVIDER_RATE_LIMITED", reason: "BUDGET" }),
  "1207-until-date": () =>
    fails("1207-until-date", { code: "PROVIDER_RATE_LIMITED", reason: "BUDGET", retryAfter: ABOUT_SEVEN }),
  "429-other-body": () => fails("429-other-body", { code: "PROVIDER_RATE_LIMITED", reason: "BUDGET" }),
  "501-as-500": () => fails("501-as-500", { code: "PROVIDER_UNAVAILABLE", reason: "UPSTREAM_ERROR" }),
  "501-as-405": () => fails("501-as-405", { code: "PROVIDER_UNSUPPORTED", reason: "NOT_SUPPORTED" }),
  "503-maintenance": () =>
    fails("503-maintenance", { code: "PROVIDER_UNAVAILABLE", reason: "UPSTREAM_ERROR" }),
  "408-provider-slow": () => fails("408-provider-slow", { code: "PROVIDER_TIMEOUT", reason: "TIMEOUT" }),
  "500-code-number": () =>
    fails("500-code-number", { code: "PROVIDER_UNAVAILABLE", reason: "UPSTREAM_ERROR" }),
  "500-problem-json": () =>
    fails("500-problem-json", { code: "PROVIDER_UNAVAILABLE", reason: "UPSTREAM_ERROR" }),
  "502-html": () => fails("502-html", { code: "PROVIDER_UNAVAILABLE", reason: "UPSTREAM_ERROR" }),
});
