import { beforeEach, describe, expect, it } from "@jest/globals";
import { Deadline } from "../../../../src/core/deadline.js";
import { GatewayError } from "../../../../src/core/gateway-error.js";
import { Flights } from "../../../../src/providers/cache/flights.js";
import type { UpstreamRequest } from "../../../../src/providers/data-provider.js";
import { upstreamRequest } from "../../../support/builders.js";

interface Started {
  readonly shared: UpstreamRequest;
  readonly land: (result: string) => void;
  readonly fail: (failure: Error) => void;
}

let flights: Flights<string>;
let started: Started[];

beforeEach(() => {
  flights = new Flights();
  started = [];
});

const start = (shared: UpstreamRequest): Promise<string> => {
  shared.countCall();
  return new Promise((land, fail) => {
    started.push({ shared, land, fail });
  });
};
const join = (request: UpstreamRequest, key = "key"): Promise<{ result: string; isJoined: boolean }> =>
  flights.join(key, request, start);

/** A request that can leave. */
function leaving(changes: Partial<UpstreamRequest> = {}): { request: UpstreamRequest; leave: () => void } {
  const controller = new AbortController();
  const request = upstreamRequest({ signal: controller.signal, ...changes });
  return {
    request,
    leave: () => {
      controller.abort();
    },
  };
}

describe("one call", () => {
  it("serves all that ask for the same meanwhile, and is counted to the one that began it", async () => {
    const counts = [0, 0, 0];
    const waiting = counts.map((_, index) =>
      join(upstreamRequest({ countCall: () => void (counts[index] = (counts[index] ?? 0) + 1) })),
    );
    started[0]?.land("answer");
    expect(await Promise.all(waiting)).toEqual([
      { result: "answer", isJoined: false },
      { result: "answer", isJoined: true },
      { result: "answer", isJoined: true },
    ]);
    expect(started).toHaveLength(1);
    expect(counts).toEqual([1, 0, 0]);
  });

  it("serves nobody who asks for something else, or comes when it is over", async () => {
    const first = join(upstreamRequest());
    const other = join(upstreamRequest(), "other");
    started[0]?.land("first");
    started[1]?.land("other");
    expect((await first).result).toBe("first");
    expect((await other).result).toBe("other");
    void join(upstreamRequest());
    expect(started).toHaveLength(3);
  });

  it("that fails fails all that wait, and none that comes later", async () => {
    const waiting = [join(upstreamRequest()), join(upstreamRequest())];
    started[0]?.fail(new GatewayError("PROVIDER_UNAVAILABLE", "down"));
    for (const each of waiting) await expect(each).rejects.toMatchObject({ code: "PROVIDER_UNAVAILABLE" });
    const later = join(upstreamRequest());
    started[1]?.land("up");
    expect((await later).result).toBe("up");
  });

  it("has the latest deadline of all that wait, whenever it looks", () => {
    const [soon, late, later] = [1000, 5000, 3000].map((ms) => Deadline.after(ms));
    for (const deadline of [soon, late, later]) {
      if (deadline !== undefined) void join(upstreamRequest({ deadline }));
    }
    expect(started[0]?.shared.deadline).toBe(late);
  });

  it("names the request that began it, so that its probes are found", () => {
    const request = upstreamRequest();
    void join(request);
    expect(started[0]?.shared.startedBy).toBe(request);
  });
});

describe("a request that ends", () => {
  it("leaves the others waiting, though it began the call", async () => {
    const first = leaving();
    const left = join(first.request);
    const other = join(upstreamRequest());
    first.leave();
    await expect(left).rejects.toMatchObject({ code: "PROVIDER_TIMEOUT" });
    expect(started[0]?.shared.signal.aborted).toBe(false);
    started[0]?.land("answer");
    expect(await other).toEqual({ result: "answer", isJoined: true });
  });

  it("as the last of all aborts the call, and who comes then begins another", async () => {
    const [first, second] = [leaving(), leaving()];
    const waiting = [join(first.request), join(second.request)];
    first.leave();
    expect(started[0]?.shared.signal.aborted).toBe(false);
    second.leave();
    await Promise.allSettled(waiting);
    expect(started[0]?.shared.signal.aborted).toBe(true);
    void join(upstreamRequest());
    expect(started).toHaveLength(2);
    // The one that was given up must not take the new one with it.
    started[0]?.fail(new Error("aborted"));
    await new Promise(setImmediate);
    const joined = join(upstreamRequest());
    started[1]?.land("anew");
    expect(await joined).toEqual({ result: "anew", isJoined: true });
  });

  it("after the answer aborts nothing", async () => {
    const { request, leave } = leaving();
    const waiting = join(request);
    started[0]?.land("answer");
    await waiting;
    leave();
    expect(started[0]?.shared.signal.aborted).toBe(false);
  });
});

describe("a request that may make no more calls", () => {
  const spent = (): UpstreamRequest =>
    upstreamRequest({
      countCall: () => {
        throw new GatewayError("OPERATION_TOO_COMPLEX", "more than 500 upstream calls");
      },
    });
  /** A call that is counted late, as one is that needs its token first. */
  const late = async (shared: UpstreamRequest): Promise<string> => {
    await new Promise(setImmediate);
    return start(shared);
  };

  it("fails alone: one of those who joined it makes the call for the rest", async () => {
    const refused = flights.join("key", spent(), late);
    const others = [
      flights.join("key", upstreamRequest(), late),
      flights.join("key", upstreamRequest(), late),
    ];
    await expect(refused).rejects.toMatchObject({ code: "OPERATION_TOO_COMPLEX" });
    await new Promise(setImmediate);
    await new Promise(setImmediate);
    expect(started).toHaveLength(1);
    started[0]?.land("answer");
    expect((await Promise.all(others)).map(({ isJoined }) => isJoined)).toEqual([false, true]);
  });

  it("fails as often as it asks, and ends", async () => {
    const refused = [flights.join("key", spent(), late), flights.join("key", spent(), late)];
    for (const each of refused) await expect(each).rejects.toMatchObject({ code: "OPERATION_TOO_COMPLEX" });
  });
});
