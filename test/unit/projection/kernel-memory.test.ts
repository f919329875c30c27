import { beforeEach, describe, expect, it } from "@jest/globals";
import type { KernelInstance } from "../../../src/projection/kernel-instance.js";
import { KernelProjector } from "../../../src/projection/kernel-projector.js";
import { outputLimit } from "../../../src/projection/limits.js";
import type { RowProjection } from "../../../src/projection/projection.js";
import type { Projected } from "../../../src/projection/projector.js";
import { ReferenceProjector } from "../../../src/projection/reference/reference-projector.js";
import { seededRandom } from "../../../src/sandbox/seed/random.js";
import { mutateBytes } from "../../fuzz/mutate-bytes.js";
import { compare } from "../../support/projection/compare.js";
import { compiled } from "../../support/projection/compiled.js";
import { madeBody } from "../../support/projection/made-body.js";
import { madeProjection } from "../../support/projection/made-projection.js";
import { openedKernel } from "../../support/projection/opened-kernel.js";

const RUNS = Number(process.env["RUNS"] ?? 4000);
const MEGABYTE = 1024 * 1024;
/** Below it lies what the compiler put there, and nothing of a call. */
const FIRST_BYTE = 0x10000;
/** Where the body lies; the answer is behind it. */
const BODY = 0x1c0000;

const PLAIN: RowProjection = {
  ...{ list: "rows", idKey: "id", suspects: ["title"] },
  fields: [
    { as: "id", kind: "rowId", slot: 0 },
    { as: "memo", kind: "text", from: "memo" },
    { as: "amount", kind: "decimal", from: "amount" },
  ],
};
const PLAN = compiled(PLAIN);

let kernel: KernelInstance;
let projector: KernelProjector;
const reference = new ReferenceProjector();

beforeEach(() => {
  kernel = openedKernel();
  projector = new KernelProjector(kernel);
});

function fillMemory(text: string): void {
  Buffer.from(kernel.memory.buffer).fill(text, FIRST_BYTE);
}

function rows(count: number, memo: string): Buffer {
  const texts = Array.from(
    { length: count },
    (_, index) => `{"id":"row-${index}","amount":${index}.50,"memo":"${memo}","x":[1,{"y":null}]}`,
  );
  return Buffer.from(`{"page":{},"rows":[${texts.join(",")}]}`);
}

function project(body: Buffer): Projected | undefined {
  return projector.project(body, PLAN, ["acc"]);
}

function bytesOf(answer: Projected | undefined): Buffer {
  return answer === undefined ? Buffer.alloc(0) : Buffer.concat([answer.json, answer.rest]);
}

describe("an earlier call", () => {
  it("is in no later answer: after a secret everywhere, answers are still the reference's", () => {
    const secret = "S3CR3T";
    const seen = { answered: 0 };
    for (let run = 0; run < RUNS; run += 1) {
      if (run % 20 === 0) {
        const padding = `${secret.repeat(30)}\\u00e9`;
        // The whole memory, and what an answer to a body full of it leaves.
        fillMemory(run % 40 === 0 ? secret : '"S3CR3T":1,"S3CR3T"}]');
        expect(project(rows(200, padding))?.json.includes(secret)).toBe(true);
      }
      const random = seededRandom(`memory ${run}`);
      const made = madeProjection(random);
      const whole = Buffer.from(madeBody(random, made, run % 3 === 0 ? 0 : 0.05));
      const body = run % 3 === 2 ? mutateBytes(whole, random) : whole;
      const plan = compiled(made.projection);
      const { isAnswered, differences } = compare({ kernel: projector, reference }, body, made, plan);
      expect(differences).toEqual([]);
      expect(bytesOf(projector.project(body, plan, made.slots)).includes("S3CR")).toBe(false);
      seen.answered += Number(isAnswered);
    }
    expect(seen.answered).toBeGreaterThan(RUNS / 4);
  }, 600_000);

  it.each(["A", "0", " ", "[", '{"a":', '"', "\\", "null"])(
    "leaves nothing that is read on where a body breaks off (memory full of %j)",
    (text) => {
      const whole = rows(1, "AAAA");
      for (let length = whole.length - 1; length >= 0; length -= 1) {
        fillMemory(text);
        // The plan is written anew only for another projection.
        projector = new KernelProjector(kernel);
        expect(project(whole.subarray(0, length))).toBeUndefined();
      }
    },
  );

  it("does not change what a new one guesses", () => {
    for (const body of [
      rows(3, "m"),
      Buffer.from('{"rows":[{"memo":"m","id":"a","amount":1}]}'),
      rows(2, "n"),
    ]) {
      expect(project(body)?.json.toString()).toBe(reference.project(body, PLAN, ["acc"])?.json.toString());
    }
  });
});

describe("memory", () => {
  it("stays as it is over ten thousand calls", () => {
    const bodies = [rows(50, "m"), rows(50, "\\u00e9"), Buffer.from("[}"), rows(50, "x").subarray(0, 900)];
    for (const body of bodies) project(body);
    const before = projector.memoryBytes;
    for (let call = 0; call < 10_000; call += 1) project(bodies[call % bodies.length] ?? Buffer.alloc(0));
    expect(projector.memoryBytes).toBe(before);
    expect(before).toBeLessThan(3 * MEGABYTE);
  });

  it("holds a body of 10 MB, which is answered as the reference does, and is bounded for the largest", () => {
    const body = rows(60_000, "m".repeat(120));
    expect(body.length).toBeGreaterThan(10_000_000);
    const [answer, expected] = [project(body), reference.project(body, PLAN, ["acc"])];
    expect(answer?.rowCount).toBe(60_000);
    expect(answer?.json.equals(expected?.json ?? Buffer.alloc(0))).toBe(true);
    const largest = Buffer.alloc(16 * MEGABYTE, " ");
    rows(2, "m").copy(largest);
    expect(project(largest)?.rowCount).toBe(2);
    expect(projector.memoryBytes).toBeLessThanOrEqual(50 * MEGABYTE);
  }, 60_000);

  it("behind an answer's bound is not written, however long the copy that goes beyond", () => {
    const wide = compiled({ ...PLAIN, fields: [{ as: "x".repeat(250_000), kind: "text", from: "memo" }] });
    const body = rows(1, "m");
    fillMemory("Z");
    projector = new KernelProjector(kernel);
    expect(projector.project(body, wide, [])).toBeUndefined();
    const behind = Buffer.from(kernel.memory.buffer).subarray(
      BODY + body.length + outputLimit(body.length) + 300,
    );
    expect(behind.length).toBeGreaterThan(100_000);
    expect(behind.equals(Buffer.alloc(behind.length, "Z"))).toBe(true);
  });

  it("that cannot be had makes a body unusual, and the next smaller one is answered", () => {
    const { memory } = kernel;
    const tight = {
      ...kernel,
      memory: {
        get buffer(): ArrayBuffer {
          return memory.buffer;
        },
        grow(): number {
          throw new RangeError("no more");
        },
      },
    };
    projector = new KernelProjector(tight);
    expect(project(rows(10_000, "m".repeat(100)))).toBeUndefined();
    expect(project(rows(10, "m"))?.rowCount).toBe(10);
  });
});
