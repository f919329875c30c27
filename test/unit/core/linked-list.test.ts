import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { beforeEach, describe, expect, it } from "@jest/globals";
import { type Link, LinkedList } from "../../../src/core/linked-list.js";

const PASSING = 3000;
const VALUE_BYTES = 8000;
const KEPT_MOST = 0.07;

let list: LinkedList<string>;

beforeEach(() => {
  list = new LinkedList();
});

describe("a linked list", () => {
  it("has its values in the order they came", () => {
    for (const value of ["a", "b", "c"]) list.append(value);
    expect(list.toArray()).toEqual(["a", "b", "c"]);
    expect([list.first, list.last, list.size]).toEqual(["a", "c", 3]);
  });

  it("is empty at first", () => {
    expect([list.toArray(), list.first, list.last, list.size]).toEqual([[], undefined, undefined, 0]);
  });

  it.each([
    ["a", ["b", "c"]],
    ["b", ["a", "c"]],
    ["c", ["a", "b"]],
  ])("lets go of %s wherever it stands", (removed, left) => {
    const links = ["a", "b", "c"].map((value) => list.append(value));
    for (const link of links) if (link.value === removed) list.remove(link);
    expect(list.toArray()).toEqual(left);
    expect([list.first, list.last, list.size]).toEqual([left[0], left[1], 2]);
  });

  it("takes others when all are gone", () => {
    list.remove(list.append("a"));
    list.append("b");
    expect([list.toArray(), list.first, list.last, list.size]).toEqual([["b"], "b", "b", 1]);
  });

  it("gives what came first away", () => {
    for (const value of ["a", "b"]) list.append(value);
    expect([list.shift(), list.shift(), list.shift(), list.size]).toEqual(["a", "b", undefined, 0]);
  });

  it("removes a value once, however often it is told", () => {
    const link = list.append("a");
    list.append("b");
    list.remove(link);
    list.remove(link);
    expect([list.toArray(), list.size]).toEqual([["b"], 1]);
  });

  it("gives a copy, from which nothing is missing when values are removed meanwhile", () => {
    const links = ["a", "b", "c"].map((value) => list.append(value));
    const seen: string[] = [];
    for (const value of list.toArray()) {
      for (const link of links) list.remove(link);
      seen.push(value);
    }
    expect(seen).toEqual(["a", "b", "c"]);
  });

  /** A `Set` in its place keeps more than half. */
  it("keeps nothing of what has passed through, with the collector's short runs alone", () => {
    setFlagsFromString("--expose-gc");
    const collect = runInNewContext("gc") as (options?: { type: "minor" }) => void;
    const open = new LinkedList<unknown[]>();
    const links: Link<unknown[]>[] = [];
    collect();
    const before = process.memoryUsage().heapUsed;
    for (let passed = 0; passed < PASSING; passed += 1) {
      links.push(open.append(new Array<number>(VALUE_BYTES / 8).fill(0.5)));
      const oldest = links.length > 3 ? links.shift() : undefined;
      if (oldest !== undefined) open.remove(oldest);
      if (passed % 50 === 0) collect({ type: "minor" });
    }
    for (let run = 0; run < 2; run += 1) collect({ type: "minor" });
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(KEPT_MOST * PASSING * VALUE_BYTES);
  });
});
