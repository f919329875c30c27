import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "@jest/globals";
import type { Answer } from "../../../../src/http/answer.js";
import {
  AnswerCompression,
  LEAST_LENGTH,
  MOST_AT_ONCE,
} from "../../../../src/http/compression/answer-compression.js";
import { createLogger } from "../../../../src/telemetry/logger.js";

const GZIP = "br, gzip";
const TYPE = ["content-type", "application/json; charset=utf-8"] as const;
const VARY = ["vary", "accept-encoding"] as const;
const CODING = ["content-encoding", "gzip"] as const;
const LONG = JSON.stringify({ data: "é".repeat(LEAST_LENGTH) });

const answer = (body: Answer["body"], status = 200): Answer => ({ status, headers: [TYPE], body });
const compression = (): AnswerCompression => new AnswerCompression(createLogger("silent"));

describe("an answer whose form depends on the client", () => {
  it.each([
    ["long text", "x".repeat(LEAST_LENGTH), 200, true],
    ["long bytes", Buffer.alloc(LEAST_LENGTH), 200, true],
    ["a little less", "x".repeat(LEAST_LENGTH - 1), 200, false],
    ["a refusal, however long", "x".repeat(LEAST_LENGTH), 400, false],
  ])("%s", (_name, body, status, isVaried) => {
    expect(compression().concerns(answer(body, status))).toBe(isVaried);
  });

  it.each([
    ["text", LONG],
    ["bytes", Buffer.from(LONG)],
  ])("is as long and as good as before once it is unpacked: %s", async (_name, body) => {
    const packed = await compression().negotiated(answer(body), GZIP);
    expect(packed).toMatchObject({ status: 200, headers: [TYPE, VARY, CODING] });
    expect(packed.body.length).toBeLessThan(LONG.length / 10);
    expect(gunzipSync(packed.body).toString()).toBe(LONG);
  });

  it("is what it was, and says that it might have been another, where the client wants it so", async () => {
    for (const accepted of [undefined, "identity", "gzip;q=0"])
      expect(await compression().negotiated(answer(LONG), accepted)).toEqual({
        ...{ status: 200, headers: [TYPE, VARY], body: LONG },
      });
  });
});

describe("more answers at once than there is room for", () => {
  it("stay as they are, and the next ones have room again", async () => {
    const one = compression();
    const ask = async (): Promise<boolean> => (await one.negotiated(answer(LONG), GZIP)).body !== LONG;
    const all = await Promise.all(Array.from({ length: MOST_AT_ONCE + 2 }, ask));
    expect(all).toEqual([...Array.from({ length: MOST_AT_ONCE }, () => true), false, false]);
    expect(await Promise.all(Array.from({ length: MOST_AT_ONCE }, ask))).not.toContain(false);
  });

  it("has no place taken by a client that does not want it", async () => {
    const one = compression();
    const plain = Array.from({ length: MOST_AT_ONCE }, () => one.negotiated(answer(LONG), undefined));
    expect((await one.negotiated(answer(LONG), GZIP)).headers).toContainEqual(CODING);
    await Promise.all(plain);
  });
});

describe("an answer that cannot be compressed", () => {
  it("stays as it is, is told of without its text, and gives its place back", async () => {
    const lines: string[] = [];
    const one = new AnswerCompression(createLogger("error", { write: (line) => lines.push(line) }));
    // What no answer can be: it stands for memory that zlib does not get.
    const impossible = answer({ length: LEAST_LENGTH } as unknown as string);
    for (let index = 0; index <= MOST_AT_ONCE; index += 1)
      expect(await one.negotiated(impossible, GZIP)).toEqual({ ...impossible, headers: [TYPE, VARY] });
    expect(lines).toHaveLength(MOST_AT_ONCE + 1);
    expect((await one.negotiated(answer(LONG), GZIP)).headers).toContainEqual(CODING);
  });
});
