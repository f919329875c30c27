import { describe, expect, it } from "@jest/globals";
import { decodeContact, decodeCustomer } from "../../../../../src/providers/fdx/fdx-decoders.js";

const json = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));

describe.each([
  ["a customer", decodeCustomer],
  ["the contact of an account", decodeContact],
])("%s", (_what, decode) => {
  it.each([
    [{ email: ["a@b.test"] }, ["a@b.test"]],
    [{ email: "a@b.test" }, ["a@b.test"]],
    [{ emails: "a@b.test" }, ["a@b.test"]],
    [{ email: ["old@b.test"], emails: ["a@b.test"] }, ["a@b.test"]],
    [{ email: "" }, []],
    [{ emails: [null, "a@b.test"] }, ["a@b.test"]],
  ])("with %j has the addresses %j", (sent, emails) => {
    expect(decode(json(sent))["emails"]).toEqual(emails);
  });

  it("has postal addresses with their region, also one alone", () => {
    expect(decode(json({ addresses: { city: "Laval", state: "QC" } }))["addresses"]).toEqual([
      { city: "Laval", state: "QC", region: "QC" },
    ]);
  });

  it.each([
    [{ type: "CELL" }, { type: "CELL", network: "CELLULAR" }],
    [
      { type: "CELL", network: "VOIP" },
      { type: "CELL", network: "VOIP" },
    ],
    [
      { type: "HOME", primary: "true" },
      { type: "HOME", primary: true },
    ],
  ])("has the telephone %j as %j", (sent, own) => {
    expect(decode(json({ telephones: [sent] }))["telephones"]).toEqual([own]);
  });
});

it("the holders of an account are put right as customers are", () => {
  const holder = { email: "a@b.test", addresses: [{ state: "ON" }], relationship: "PRIMARY" };
  expect(decodeContact(json({ holders: holder }))["holders"]).toMatchObject([
    { emails: ["a@b.test"], addresses: [{ region: "ON" }], relationship: "PRIMARY" },
  ]);
});

it("a business has its agents in a list, and its region", () => {
  const businessCustomer = { registeredAgents: { first: "Kim" }, domicile: { state: "BC" } };
  expect(decodeCustomer(json({ businessCustomer, accounts: { accountId: "a" } }))).toMatchObject({
    businessCustomer: { registeredAgents: [{ first: "Kim" }], domicile: { region: "BC" } },
    accounts: [{ accountId: "a" }],
  });
});
