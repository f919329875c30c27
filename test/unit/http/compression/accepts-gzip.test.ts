import { describe, expect, it } from "@jest/globals";
import { acceptsGzip } from "../../../../src/http/compression/accepts-gzip.js";

describe("gzip is what the client would rather have", () => {
  it.each([
    "gzip",
    "GZip",
    "x-gzip",
    "gzip, deflate, br",
    "br;q=1.0, gzip;q=0.8, *;q=0.1",
    "deflate,gzip",
    "\tgzip ; q=0.001 ,",
    "gzip;Q=1.000",
    "gzip;q=1.",
    "*",
    "*;q=0.5",
    "br, *",
    "identity;q=0, gzip;q=0.1",
    "identity;q=0.5, gzip;q=0.5",
    "gzip, *;q=0",
    "nonsense;x=y, gzip",
  ])("%j", (header) => {
    expect(acceptsGzip(header)).toBe(true);
  });
});

describe("the answer stays as it is", () => {
  it.each([
    undefined,
    "",
    " ",
    ",",
    "identity",
    "br, deflate, zstd",
    "gzip;q=0",
    "gzip;q=0.000",
    "x-gzip;q=0",
    "*;q=0",
    "gzip;q=0, *",
    "br, *;q=0",
    "gzip;q=0.4, identity;q=0.5",
    "gzip;q=0.4, *;q=0.5",
    "identity, *;q=0.9",
  ])("%j", (header) => {
    expect(acceptsGzip(header)).toBe(false);
  });

  it.each([
    "gzip;q=2",
    "gzip;q=-1",
    "gzip;q=1.001",
    "gzip;q=0.0001",
    "gzip;q=",
    "gzip;q = 1",
    "gzip;q=one",
    "gzip;level=9",
    "gzip gzip",
    '"gzip"',
    "gzip2",
    "pgzip",
  ])("where it cannot be read: %j", (header) => {
    expect(acceptsGzip(header)).toBe(false);
  });
});
