import { describe, expect, it } from "@jest/globals";
import { FDX_RESOURCE_NAMES } from "../../../../src/core/fdx-resource.js";
import { accountsOf, resourceOf } from "../../../../src/providers/budget/call-subject.js";

const PATHS: readonly (readonly [string, string])[] = [
  ["customers/current", "CUSTOMER"],
  ["customers", "CUSTOMERS"],
  ["accounts", "ACCOUNTS"],
  ["accounts/a", "ACCOUNT"],
  ["accounts/a/contact", "ACCOUNT_CONTACT"],
  ["accounts/a/transactions", "TRANSACTIONS"],
  ["accounts/a/payment-networks", "PAYMENT_NETWORKS"],
  ["accounts/a/asset-transfer-networks", "ASSET_TRANSFER_NETWORKS"],
  ["accounts/a/statements", "STATEMENTS"],
  ["accounts/a/statements/s", "STATEMENT_DOCUMENT"],
  ["reward-programs", "REWARD_PROGRAMS"],
  ["reward-programs/r", "REWARD_PROGRAM"],
  ["reward-programs/r/categories", "REWARD_CATEGORIES"],
];

const get = (path: string) => ({ segments: path.split("/"), query: {} });

describe("what a request asks for", () => {
  it("is known of every resource", () => {
    expect(PATHS.map(([, resource]) => resource)).toEqual([...FDX_RESOURCE_NAMES]);
  });

  it.each(PATHS)("%s: %s", (path, resource) => {
    expect(resourceOf(get(path))).toBe(resource);
  });

  it("has a name of its own where it is none of these", () => {
    expect(resourceOf(get("tax-forms"))).toBe("OTHER");
    expect(resourceOf(get("constructor"))).toBe("OTHER");
  });
});

describe("the accounts of a request", () => {
  it("are those that it names", () => {
    expect(accountsOf(get("accounts/a/transactions"))).toEqual(["a"]);
    expect(accountsOf(get("accounts/a,b"))).toEqual(["a,b"]);
    expect(accountsOf({ segments: ["accounts"], query: { accountIds: "a,b,a" } })).toEqual(["a", "b"]);
  });

  it("are none for a list and for what is not of an account", () => {
    expect(accountsOf({ segments: ["accounts"], query: { accountIds: undefined, limit: 5 } })).toEqual([]);
    expect(accountsOf(get("customers/current"))).toEqual([]);
  });
});
