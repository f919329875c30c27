import { describe, expect, it } from "@jest/globals";
import { Answer } from "../../../src/providers/answer.js";

describe("Answer", () => {
  it("is decoded when somebody asks, and once", () => {
    let times = 0;
    const answer = new Answer(Buffer.from("7"), (bytes) => {
      times += 1;
      return Number(bytes.toString());
    });
    expect(times).toBe(0);
    expect([answer.value, answer.value]).toEqual([7, 7]);
    expect(times).toBe(1);
  });

  it("is decoded once also when its meaning is undefined", () => {
    let times = 0;
    const answer = new Answer(Buffer.from(""), () => {
      times += 1;
      return undefined;
    });
    expect([answer.value, answer.value]).toEqual([undefined, undefined]);
    expect(times).toBe(1);
  });
});
