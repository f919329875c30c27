import { beforeEach, describe, expect, jest, test } from "@jest/globals";
import { MemoryRecords } from "../../../src/sandbox/authorization/memory-records.js";

let records: MemoryRecords;

beforeEach(() => {
  records = new MemoryRecords();
});

describe("MemoryRecords", () => {
  test("keeps every record, however many there are", async () => {
    const tokens = records.adapter("RefreshToken");
    for (let index = 0; index < 2_500; index += 1)
      await tokens.upsert(String(index), { jti: String(index) }, 60);
    expect(await tokens.find("0")).toEqual({ jti: "0" });
  });

  test("forgets a record when its time is up", async () => {
    const tokens = records.adapter("AccessToken");
    await tokens.upsert("a", { jti: "a", uid: "u" }, 60);
    expect(await tokens.findByUid("u")).toBeDefined();
    const later = Date.now() + 60_000;
    jest.spyOn(Date, "now").mockReturnValue(later);
    expect(await tokens.find("a")).toBeUndefined();
    expect(await tokens.findByUid("u")).toBeUndefined();
  });

  test("shares nothing between banks", async () => {
    await records.adapter("Grant").upsert("g", { jti: "g" }, 60);
    expect(await new MemoryRecords().adapter("Grant").find("g")).toBeUndefined();
  });

  test("withdraws a grant with everything issued under it, and nothing else", async () => {
    await records.adapter("Grant").upsert("g", { jti: "g" }, 60);
    await records.adapter("AccessToken").upsert("own", { grantId: "g" }, 60);
    await records.adapter("AccessToken").upsert("other", { grantId: "h" }, 60);
    expect(records.withdrawGrant("g")).toBe(true);
    expect(records.withdrawGrant("g")).toBe(false);
    expect(await records.adapter("AccessToken").find("own")).toBeUndefined();
    expect(await records.adapter("AccessToken").find("other")).toBeDefined();
  });
});
