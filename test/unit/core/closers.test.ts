import { describe, expect, it } from "@jest/globals";
import { Closers } from "../../../src/core/closers.js";

describe("Closers", () => {
  it("closes in reverse order, one after the other", async () => {
    const closed: string[] = [];
    const closers = new Closers();
    closers.add(() => void closed.push("store"));
    closers.add(async () => {
      await Promise.resolve();
      closed.push("pool");
    });
    closers.add(() => void closed.push("server"));
    await closers.close();
    expect(closed).toEqual(["server", "pool", "store"]);
  });

  it("closes every part even when some fail, and then tells of every failure", async () => {
    const closed: string[] = [];
    const closers = new Closers();
    closers.add(() => void closed.push("store"));
    closers.add(() => {
      throw new Error("pool");
    });
    closers.add(() => Promise.reject(new Error("server")));
    const failure: unknown = await closers.close().catch((reason: unknown) => reason);
    expect(failure).toBeInstanceOf(AggregateError);
    expect((failure as AggregateError).errors.map(String)).toEqual(["Error: server", "Error: pool"]);
    expect(closed).toEqual(["store"]);
  });

  it("closes each part once, however often it is asked", async () => {
    let times = 0;
    const closers = new Closers();
    closers.add(() => {
      times += 1;
    });
    await closers.close();
    await closers.close();
    expect(times).toBe(1);
  });
});
