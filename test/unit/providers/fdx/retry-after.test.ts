import { describe, expect, it } from "@jest/globals";
import { retryAfterOf } from "../../../../src/providers/fdx/retry-after.js";

const NOW = Date.parse("Wed, 21 Oct 2026 07:28:00 GMT");

describe("retryAfterOf", () => {
  it.each([
    ["7", 7],
    [" 7 ", 7],
    ["0", 0],
    ["99999999", 86_400],
    ["99999999999", undefined],
    ["-1", undefined],
    ["1.5", undefined],
    ["", undefined],
    ["soon", undefined],
    ["Wed, 21 Oct 2026 07:28:30 GMT", 30],
    ["Wed, 21 Oct 2026 07:27:00 GMT", 0],
    ["Thu, 21 Oct 2027 07:28:00 GMT", 86_400],
    ["Wed, 99 Oct 2026 07:28:30 GMT", undefined],
    ["2026-10-21T07:28:30Z", undefined],
    [["7", "8"], undefined],
    [undefined, undefined],
  ])("takes %p for %p seconds", (header, seconds) => {
    const headers = { "retry-after": header } as Record<string, string>;
    expect(retryAfterOf(headers, NOW)).toBe(seconds);
  });

  it("reckons by the provider's clock where it shows it", () => {
    const headers = {
      "retry-after": "Wed, 21 Oct 2026 09:00:20 GMT",
      date: "Wed, 21 Oct 2026 09:00:00 GMT",
    };
    expect(retryAfterOf(headers, NOW)).toBe(20);
  });

  it("reckons by ours where the provider's is unreadable", () => {
    const headers = { "retry-after": "Wed, 21 Oct 2026 07:28:30 GMT", date: "now" };
    expect(retryAfterOf(headers, NOW)).toBe(30);
  });
});
