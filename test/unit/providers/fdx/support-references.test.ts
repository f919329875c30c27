import { describe, expect, it } from "@jest/globals";
import { supportReferencesOf } from "../../../../src/providers/fdx/support-references.js";

const TRACEPARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

describe("supportReferencesOf", () => {
  it("keeps the three ids under their names, and no other header", () => {
    const headers = {
      "x-fapi-interaction-id": "5f0e1e5c-0000-4000-8000-000000000001",
      "ob-correlation-id": "corr:0001",
      "ob-trace-id": TRACEPARENT,
      "x-request-id": "request-0001",
    };
    expect(supportReferencesOf(headers)).toEqual([
      { name: "x-fapi-interaction-id", value: "5f0e1e5c-0000-4000-8000-000000000001" },
      { name: "ob-correlation-id", value: "corr:0001" },
      { name: "ob-trace-id", value: TRACEPARENT },
    ]);
  });

  it.each([
    ["a name", "Tremblay"],
    ["a name with a number", "Alex Tremblay 1"],
    ["markup", "<b>12345678</b>"],
    ["a line break", "trace-0001\n"],
    ["another line", "trace-0001\r\nx: y"],
    ["a quotation mark", 'trace"0001'],
    ["what is too short for an id", "1"],
    ["what is too long", "1".repeat(65)],
    ["other letters", "tracé-0001"],
    ["nothing", ""],
    ["two of them", ["trace-0001", "trace-0002"]],
  ])("leaves out %s, whole", (_what, value) => {
    expect(supportReferencesOf({ "ob-trace-id": value })).toEqual([]);
  });
});
