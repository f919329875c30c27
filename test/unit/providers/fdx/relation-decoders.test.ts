import { describe, expect, it } from "@jest/globals";
import * as decoders from "../../../../src/providers/fdx/fdx-decoders.js";
import { unmarked } from "../../../support/unmarked.js";
const decodeAssetTransferNetworks = unmarked(decoders.decodeAssetTransferNetworks);
const decodeRewardCategories = unmarked(decoders.decodeRewardCategories);
const decodeRewardProgram = unmarked(decoders.decodeRewardProgram);
const decodeRewardPrograms = unmarked(decoders.decodeRewardPrograms);

const LIST = (): URL => new URL("https://maple.test/fdx/v6/list");
const bytes = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));

describe("a list of a relation", () => {
  it.each([
    ["assetTransferNetworks", decodeAssetTransferNetworks],
    ["rewardPrograms", decodeRewardPrograms],
    ["rewardCategories", decodeRewardCategories],
  ])("is read from %s, nulls left out, with its next page", (name, decode) => {
    const page = decode(bytes({ [name]: [{ a: 1 }, null, { a: 2 }], page: { nextPageKey: "k" } }), LIST);
    expect(page).toEqual({ rows: [{ a: 1 }, { a: 2 }], next: "pageKey=k", totalElements: undefined });
    expect(decode(bytes({ [name]: [] }), LIST).rows).toEqual([]);
    expect(() => decode(bytes({}), LIST)).toThrow(`${name} is missing`);
  });

  it.each([
    [{ rewardPrograms: "Alex 4021" }],
    [{ rewardPrograms: ["Alex 4021"] }],
    [["Alex 4021"]],
    ["Alex 4021"],
  ])("of another shape is refused without its text: %p", (body) => {
    const decode = (): unknown => decodeRewardPrograms(bytes(body), LIST);
    expect(decode).toThrow(expect.objectContaining({ code: "PROVIDER_ANSWER_INVALID" }));
    expect(decode).not.toThrow(/Alex/);
  });
});

describe("a reward programme", () => {
  it("of 5.x has its id under FDX 6's name, and so have its categories", () => {
    const sent = { programId: "p-1" };
    expect(decodeRewardProgram(bytes(sent))["rewardProgramId"]).toBe("p-1");
    expect(decodeRewardPrograms(bytes({ rewardPrograms: [sent] }), LIST).rows).toMatchObject([
      { rewardProgramId: "p-1" },
    ]);
    expect(decodeRewardCategories(bytes({ rewardCategories: [sent] }), LIST).rows).toMatchObject([
      { rewardProgramId: "p-1" },
    ]);
  });

  it("keeps every digit of a balance", () => {
    const text = '{"memberships":[{"balances":[{"balance":12345678901234567.89}]}]}';
    expect(decodeRewardProgram(Buffer.from(text))).toEqual({
      memberships: [{ balances: [{ balance: "12345678901234567.89" }] }],
    });
  });
});
