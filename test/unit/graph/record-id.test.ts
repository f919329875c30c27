import { describe, expect, it } from "@jest/globals";
import { recordId } from "../../../src/graph/record-id.js";

describe("recordId", () => {
  it.each([
    ["t-1", "t-1"],
    [17, "17"],
  ])("of a record whose id is %p is %p", (transactionId, id) => {
    expect(recordId({ transactionId, amount: 1 }, "transactionId")).toBe(id);
  });

  it.each([undefined, null, "", "x".repeat(257), {}])("of one whose id is %p is a hash that stays", (id) => {
    const record = { transactionId: id, amount: 1 };
    expect(recordId(record, "transactionId")).toMatch(/^h:[\w-]{22}$/);
    expect(recordId({ ...record }, "transactionId")).toBe(recordId(record, "transactionId"));
    expect(recordId({ ...record, amount: 2 }, "transactionId")).not.toBe(recordId(record, "transactionId"));
  });

  it("of a record without an id that is nested too deeply is refused, and such a record with an id has it", () => {
    const deep = JSON.parse(`${"[".repeat(50_000)}${"]".repeat(50_000)}`) as unknown;
    const invalid = expect.objectContaining({ code: "PROVIDER_ANSWER_INVALID" });
    expect(() => recordId({ deep }, "transactionId")).toThrow(invalid);
    expect(recordId({ deep, transactionId: "t-1" }, "transactionId")).toBe("t-1");
  });

  it("does not change when the gateway writes into the record", () => {
    const record = { amount: 1 };
    const before = recordId(record, "transactionId");
    Object.assign(record, { id: "node", accountCategory: "LOAN_ACCOUNT" });
    expect(recordId(record, "transactionId")).toBe(before);
  });
});
