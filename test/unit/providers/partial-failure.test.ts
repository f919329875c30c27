import { describe, expect, it } from "@jest/globals";
import { partialFailure } from "../../../src/providers/partial-failure.js";

describe("partialFailure", () => {
  it.each<[unknown, string]>([
    [{ code: "500", message: "Alex" }, "PROVIDER_UNAVAILABLE"],
    [{ code: 602 }, "DATA_CLUSTER_NOT_GRANTED"],
    [{ code: "701" }, "NOT_FOUND"],
    [{ code: "704" }, "PROVIDER_UNSUPPORTED"],
    [{ code: "Alex Tremblay" }, "PROVIDER_UNAVAILABLE"],
    [{ message: "Alex" }, "PROVIDER_UNAVAILABLE"],
    [[], "PROVIDER_UNAVAILABLE"],
  ])("takes %p in the place of a record for %s, without a word of the bank's", (error, code) => {
    const failure = partialFailure({ accountId: "a", error });
    expect(failure?.code).toBe(code);
    expect(String(failure)).not.toContain("Alex");
  });

  it.each([undefined, null, "none", 0])("takes a record with %p there for whole", (error) => {
    expect(partialFailure({ accountId: "a", error })).toBeUndefined();
  });
});
