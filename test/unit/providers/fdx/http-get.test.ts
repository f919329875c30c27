import { beforeEach, describe, expect, it } from "@jest/globals";
import type { Dispatcher } from "undici";
import { type HttpAnswer, httpGet } from "../../../../src/providers/fdx/http-get.js";
import type { Sending } from "../../../../src/providers/guard/guarded-call.js";

/** The handler of the one request that was dispatched. */
type Handler = Required<Omit<Dispatcher.DispatchHandler, "onRequestUpgrade">>;

let handlers: Handler[];
let aborted: unknown[];
let stop: () => void;
let isOver: boolean;

beforeEach(() => {
  handlers = [];
  aborted = [];
  isOver = false;
});

const controller = {
  abort: (reason: unknown) => aborted.push(reason),
} as unknown as Dispatcher.DispatchController;
const dispatcher = {
  dispatch: (_options: unknown, handler: Handler) => handlers.push(handler) > 0,
} as unknown as Dispatcher;

function handler(): Handler {
  const [first] = handlers;
  if (first === undefined) throw new Error("nothing was dispatched");
  return first;
}

function get(onHead: (status: number) => number | undefined = () => undefined): Promise<HttpAnswer> {
  const sending: Sending = {
    get isOver() {
      return isOver;
    },
    whenOver: (given) => {
      stop = given;
      if (isOver) stop();
    },
    answered: () => undefined,
  };
  return httpGet(dispatcher, { origin: "https://maple.test", path: "/", headers: {}, onHead }, sending);
}

describe("a request that nobody waits for any more", () => {
  it("is not sent", async () => {
    isOver = true;
    await expect(get()).rejects.toMatchObject({ name: "AbortError" });
    expect(handlers).toHaveLength(0);
  });

  it("ends at once while it waits for a connection, and is not sent when it gets one", async () => {
    const answer = get();
    stop();
    await expect(answer).rejects.toMatchObject({ name: "AbortError" });
    expect(aborted).toHaveLength(0);
    handler().onRequestStart(controller, {});
    expect(aborted).toHaveLength(1);
  });

  it("is broken off where it is", async () => {
    const answer = get();
    handler().onRequestStart(controller, {});
    handler().onResponseStart(controller, 200, {});
    handler().onResponseData(controller, Buffer.from("half"));
    stop();
    await expect(answer).rejects.toMatchObject({ name: "AbortError" });
    expect(aborted).toHaveLength(1);
  });

  it("keeps what is known of it where its body can be done without", async () => {
    const answer = get(() => 100);
    handler().onRequestStart(controller, {});
    handler().onResponseStart(controller, 503, { "retry-after": "7" });
    stop();
    expect(await answer).toMatchObject({ status: 503, headers: { "retry-after": "7" } });
  });
});

describe("an answer", () => {
  it("is told of by its own head, not by an early hint", async () => {
    const heads: number[] = [];
    const answer = get((status) => void heads.push(status));
    handler().onRequestStart(controller, {});
    for (const status of [103, 200]) handler().onResponseStart(controller, status, {});
    for (const part of ["a", "b"]) handler().onResponseData(controller, Buffer.from(part));
    handler().onResponseEnd(controller, {});
    const { status, body } = await answer;
    expect([heads, status, body.toString()]).toEqual([[200], 200, "ab"]);
  });

  it("that breaks off is none", async () => {
    const answer = get();
    handler().onRequestStart(controller, {});
    handler().onResponseStart(controller, 200, {});
    handler().onResponseData(controller, Buffer.from('{"accounts":'));
    handler().onResponseError(controller, new Error("reset"));
    await expect(answer).rejects.toThrow("reset");
  });
});
