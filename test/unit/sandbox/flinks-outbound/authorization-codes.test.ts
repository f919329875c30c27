import { afterEach, beforeEach, expect, jest, test } from "@jest/globals";
import { AuthorizationCodes } from "../../../../src/sandbox/flinks-outbound/authorization-codes.js";

const CONSENT = {
  clientId: "dc-1",
  providerId: 1000,
  personId: "alex",
  accountIds: ["a"],
  scope: "ACCOUNT_BASIC",
};

beforeEach(() => {
  jest.useFakeTimers({ now: 0 });
});

afterEach(() => {
  jest.useRealTimers();
});

test("a code is good for a minute", () => {
  const codes = new AuthorizationCodes();
  const [early, late] = [codes.issue(CONSENT, "https://a"), codes.issue(CONSENT, "https://a")];
  jest.setSystemTime(59_999);
  expect(codes.redeem(early, "dc-1", "https://a")).toEqual(CONSENT);
  jest.setSystemTime(60_000);
  expect(codes.redeem(late, "dc-1", "https://a")).toBeUndefined();
});
