import type { IncomingHttpHeaders } from "node:http";
import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import { describe, expect, it } from "@jest/globals";
import { readableBody } from "../../../../src/providers/fdx/readable-body.js";

const TEXT = '{"name":"Zoë Müller – 東京"}';
const LIMIT = 10_000;
const read = (bytes: Buffer, headers: object = {}): Promise<Buffer> =>
  readableBody(bytes, headers as IncomingHttpHeaders, LIMIT);

describe("a body", () => {
  it("that needs nothing done stays the same bytes", async () => {
    const bytes = Buffer.from(TEXT);
    expect(await read(bytes)).toBe(bytes);
    expect(await read(bytes, { "content-encoding": "identity" })).toBe(bytes);
  });

  it.each([
    ["gzip", gzipSync(TEXT)],
    ["GZIP", gzipSync(TEXT)],
    ["x-gzip", gzipSync(TEXT)],
    ["deflate", deflateSync(TEXT)],
    ["br", brotliCompressSync(TEXT)],
  ])("packed with %s that nobody asked for is unpacked", async (encoding, bytes) => {
    expect((await read(bytes, { "content-encoding": encoding })).toString()).toBe(TEXT);
  });

  it.each<[string, Buffer, string | string[]]>([
    ["of a packing nobody knows", Buffer.from(TEXT), "zpaq"],
    ["of a packing with a name of every object", Buffer.from(TEXT), "constructor"],
    ["packed twice", gzipSync(gzipSync(TEXT)), "gzip, gzip"],
    ["packed twice, in two headers", gzipSync(gzipSync(TEXT)), ["gzip", "gzip"]],
    ["that says it is packed and is not", Buffer.from(TEXT), "gzip"],
    ["cut off", gzipSync(TEXT).subarray(0, 20), "gzip"],
    ["that becomes too large", gzipSync(Buffer.alloc(LIMIT + 1)), "gzip"],
  ])("%s is an invalid answer", async (_what, bytes, encoding) => {
    await expect(read(bytes, { "content-encoding": encoding })).rejects.toMatchObject({
      code: "PROVIDER_ANSWER_INVALID",
    });
  });

  it("without content may say that it is packed", async () => {
    expect(await read(Buffer.alloc(0), { "content-encoding": "gzip" })).toHaveLength(0);
  });

  it.each([
    ["UTF-8, whatever its header says", "iso-8859-1", Buffer.from(TEXT)],
    ["UTF-8 with a byte order mark", "utf-8", Buffer.from(`\uFEFF${TEXT}`)],
    ["UTF-16", "UTF-16LE", Buffer.from(TEXT, "utf16le")],
    ["UTF-16 with a byte order mark", '"utf-16"', Buffer.from(`\uFEFF${TEXT}`, "utf16le")],
  ])("is read as %s", async (_what, charset, bytes) => {
    const headers = { "content-type": `application/json; charset=${charset}` };
    expect((await read(bytes, headers)).toString()).toBe(TEXT);
  });

  it("is read as UTF-16 where it says so, though its bytes could be UTF-8", async () => {
    const headers = { "content-type": "application/json; charset=utf-16le" };
    expect((await read(Buffer.from("[1]", "utf16le"), headers)).toString()).toBe("[1]");
  });

  it("is read as Latin 1 where it says so and cannot be UTF-8", async () => {
    const headers = { "content-type": "application/json;charset=ISO-8859-1" };
    expect((await read(Buffer.from("Zoë", "latin1"), headers)).toString()).toBe("Zoë");
  });

  it("of letters nobody knows is an invalid answer", async () => {
    const headers = { "content-type": "application/json;charset=klingon" };
    await expect(read(Buffer.from("Zoë", "latin1"), headers)).rejects.toMatchObject({
      code: "PROVIDER_ANSWER_INVALID",
    });
  });
});
