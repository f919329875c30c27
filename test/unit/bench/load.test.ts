import { afterEach, describe, expect, it } from "@jest/globals";
import { closedLoop } from "../../../bench/load/closed-loop.js";
import { heldRequests } from "../../../bench/load/held-requests.js";
import { openLoop } from "../../../bench/load/open-loop.js";
import { walkLoad } from "../../../bench/load/walk.js";
import type { BenchRequest, WalkResult } from "../../../bench/messages.js";
import { type Answer, answering } from "./bench-world.js";

const WATCHED = { serverPid: process.pid, ownPids: [] };
const SAME: Answer = { body: "same" };

describe("load", () => {
  let server: Awaited<ReturnType<typeof answering>> | undefined;
  afterEach(() => server?.close());

  /** @param answers one after the other; the last one for all that come later. */
  const serving = async (...answers: Answer[]): Promise<BenchRequest> => {
    let next = 0;
    server = await answering(() => answers[Math.min(next++, answers.length - 1)] ?? SAME);
    return { url: server.url, method: "POST", headers: {}, body: "{}" };
  };

  it("of a closed loop counts answers of another size or status as faults", async () => {
    const job = { ...WATCHED, kind: "closed", connections: 2, answers: 10 } as const;
    expect(await closedLoop({ ...job, request: await serving(SAME) })).toMatchObject({
      answers: 10,
      faults: 0,
    });
    await server?.close();
    const longer = await closedLoop({ ...job, request: await serving(SAME, { body: "longer" }) });
    expect(longer).toMatchObject({ answers: 10, faults: 1 });
    await server?.close();
    const refused = await closedLoop({ ...job, request: await serving({ ...SAME, status: 503 }) });
    expect(refused.faults).toBe(10);
  });

  it("knows the size of an answer from the load before", async () => {
    const job = { ...WATCHED, kind: "closed", connections: 2, answers: 10 } as const;
    const request = await serving(...new Array<Answer>(10).fill(SAME), { body: "longer" });
    expect(await closedLoop({ ...job, request })).toMatchObject({ faults: 0 });
    expect(await closedLoop({ ...job, request })).toMatchObject({ answers: 10, faults: 1 });
  });

  it("of an open loop comes evenly, whether or not it is answered", async () => {
    const request = await serving({ body: "late", afterMs: 300 });
    const result = await openLoop({ ...WATCHED, kind: "open", request, perSecond: 40, answers: 30 });
    expect(result).toMatchObject({ answers: 30, faults: 0 });
    // Three quarters of a second of sending: one after the other they would take nine.
    expect(result.seconds).toBeGreaterThan(0.65);
    expect(result.seconds).toBeLessThan(3);
    expect(result.p50Ms).toBeGreaterThanOrEqual(295);
  });

  it("of an open loop counts answers of another size or status as faults", async () => {
    const job = { ...WATCHED, kind: "open", perSecond: 50, answers: 10 } as const;
    expect((await openLoop({ ...job, request: await serving(SAME, { body: "longer" }) })).faults).toBe(1);
    await server?.close();
    // Those before and after as well, though their times do not count.
    expect((await openLoop({ ...job, request: await serving({ ...SAME, status: 503 }) })).faults).toBe(110);
  });

  it("counts a connection that breaks, and what was to be sent on it", async () => {
    const broken: Answer = { ...SAME, breaksOff: true };
    const job = { ...WATCHED, kind: "closed", connections: 2, answers: 10 } as const;
    const closed = await closedLoop({ ...job, request: await serving(broken, SAME) });
    expect(closed.answers).toBeLessThan(10);
    await server?.close();
    const request = await serving(broken, SAME);
    const open = await openLoop({ ...WATCHED, kind: "open", request, perSecond: 50, answers: 10 });
    expect(open.faults).toBeGreaterThan(2);
  });

  it("that is held sees memory while all are open, and counts it as a fault where one is not", async () => {
    const job = { ...WATCHED, kind: "held", open: 5, lookAfterMs: 200 } as const;
    const held = await heldRequests({ ...job, request: await serving({ ...SAME, afterMs: 400 }) });
    expect(held).toMatchObject({ answers: 5, faults: 0 });
    expect(held.serverMib).toBeGreaterThan(1);
    await server?.close();
    const tooLate = await heldRequests({ ...job, request: await serving(SAME, { ...SAME, afterMs: 400 }) });
    expect(tooLate).toMatchObject({ answers: 5, faults: 1 });
  });

  it.each([
    ["of another size", { body: "longer" }, 1, 5],
    ["other than 200", { ...SAME, status: 503 }, 4, 5],
    ["that do not come", { ...SAME, breaksOff: true }, 0, 1],
  ])("that is held looks for answers %s", async (_name, other, faults, answers) => {
    const job = { ...WATCHED, kind: "held", open: 5, lookAfterMs: 100 } as const;
    const request = await serving({ ...SAME, afterMs: 200 }, { ...other, afterMs: 200 });
    expect(await heldRequests({ ...job, request })).toMatchObject({ faults, answers });
  });

  describe("that walks", () => {
    const page = (cursor: string | null, ids = ["1", "2"], more: object = {}): Answer => {
      const info = { pageInfo: { hasNextPage: cursor !== null, endCursor: cursor } };
      const nodes = ids.map((id) => ({ id }));
      return { body: JSON.stringify({ data: { list: { nodes, ...info } }, ...more }) };
    };
    const walkOver = async (seconds: number, ...pages: Answer[]): Promise<WalkResult> => {
      const { url } = await serving(...pages);
      const job = { kind: "walk", document: "", variables: {}, headers: {}, seconds } as const;
      return walkLoad({ ...WATCHED, ...job, url: `${url}/graphql` });
    };

    it("reads a list to its end", async () => {
      expect(await walkOver(0, page("x"), page("y"), page(null))).toMatchObject({
        ...{ walks: 1, pages: 3, entries: 6, faults: 0 },
      });
    });

    it.each([
      ["a page with errors", page(null, ["1"], { errors: [] })],
      ["a page that is refused", { ...page(null), status: 500 }],
      ["a page that does not say whether another follows", { body: "{}" }],
    ])("counts %s", async (_name, answer) => {
      expect(await walkOver(0, page("x"), answer)).toMatchObject({ pages: 2, faults: 1 });
    });

    it("counts a list that is another one when it is read again", async () => {
      expect(await walkOver(0.1, page(null), page(null, ["1"]))).toMatchObject({ faults: 1 });
    });
  });
});
