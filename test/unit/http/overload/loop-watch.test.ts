import { afterEach, describe, expect, it } from "@jest/globals";
import type { LoopLoad } from "../../../../src/http/overload/adaptive-limit.js";
import { watchLoop } from "../../../../src/http/overload/loop-watch.js";
import { eventually } from "../../../support/eventually.js";

let end: () => void = () => undefined;

afterEach(() => {
  end();
});

describe("the watch over the event loop", () => {
  it("tells how long work that was due had to wait, also where nothing else ran meanwhile", async () => {
    const looks: LoopLoad[] = [];
    end = watchLoop((load) => looks.push(load));
    await eventually(async () => looks.length > 0);
    const before = looks.length;
    const until = performance.now() + 200;
    while (performance.now() < until);
    await eventually(async () => looks.length > before);
    const { delayMs, busy } = looks[before] ?? { delayMs: 0, busy: 0 };
    expect(delayMs).toBeGreaterThan(100);
    expect(busy).toBeGreaterThan(0.6);
  });
});
