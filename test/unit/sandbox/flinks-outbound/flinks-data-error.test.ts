import { describe, expect, test } from "@jest/globals";
import { FdxError, type FdxCode } from "../../../../src/sandbox/fdx/fdx-error.js";
import {
  FlinksDataError,
  refusal,
  type FlinksCode,
} from "../../../../src/sandbox/flinks-outbound/fdx/flinks-data-error.js";

describe("the documented table", () => {
  test.each<[FlinksCode, string, number]>([
    ["401", "Invalid Input", 400],
    ["403", "Subscription not found", 403],
    ["500", "Internal server error", 500],
    ["501", "Subsystem unavailable", 405],
    ["503", "Scheduled maintenance", 503],
    ["601", "Customer not found", 404],
    ["602", "Customer not authorized", 401],
    ["701", "Account not found", 404],
    ["702", "Invalid start or end date", 400],
    ["703", "Invalid date range", 400],
    ["1107", "Data not found for request parameters", 404],
    ["1203", "Content type not supported", 406],
    ["1207", "Too many requests in a short time", 429],
  ])("says of %s: %s, with %d", (code, message, status) => {
    expect(refusal(new FlinksDataError(code))).toMatchObject({ status, body: { code, message } });
  });
});

describe("the bank behind", () => {
  test.each<[FdxCode, FlinksCode]>([
    ["602", "602"],
    ["603", "602"],
    ["702", "401"],
    ["703", "703"],
    ["1104", "1107"],
    ["1106", "501"],
    ["1108", "1107"],
  ])("says %s, Outbound %s", (code, shown) => {
    expect(refusal(new FdxError(code)).body).toMatchObject({ code: shown });
  });

  test("may add a word, but not to 602, where it would tell the cause", () => {
    expect(refusal(new FdxError("701", "why")).body).toMatchObject({ debugMessage: "why" });
    expect(refusal(new FdxError("602", "needs STATEMENTS")).body).not.toHaveProperty("debugMessage");
    expect(refusal(new FdxError("603")).body).toEqual(refusal(new FdxError("602", "why")).body);
  });

  test("may fail in a way nobody thought of", () => {
    expect(refusal(new TypeError("x is undefined"))).toMatchObject({ status: 500, body: { code: "500" } });
  });
});
