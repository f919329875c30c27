import { describe, expect, it } from "@jest/globals";
import { randomId } from "../../../src/core/ids.js";

describe("randomId", () => {
  it("gives 128 bits as 22 URL-safe characters, another each time", () => {
    const ids = Array.from({ length: 1000 }, randomId);
    expect(ids.every((id) => /^[\w-]{22}$/.test(id))).toBe(true);
    expect(new Set(ids).size).toBe(1000);
  });
});
