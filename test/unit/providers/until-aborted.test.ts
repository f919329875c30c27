import { describe, expect, it } from "@jest/globals";
import { untilAborted } from "../../../src/providers/until-aborted.js";

const never = new Promise<never>(() => undefined);

describe("untilAborted", () => {
  it("gives what the work gives", async () => {
    expect(await untilAborted(Promise.resolve("token"), new AbortController().signal)).toBe("token");
    await expect(untilAborted(Promise.reject(new Error("no")), new AbortController().signal)).rejects.toThrow(
      "no",
    );
  });

  it("stops waiting when the request ends, before or during the work", async () => {
    const controller = new AbortController();
    const waiting = untilAborted(never, controller.signal);
    controller.abort();
    await expect(waiting).rejects.toMatchObject({ code: "PROVIDER_TIMEOUT" });
    await expect(untilAborted(never, controller.signal)).rejects.toMatchObject({ code: "PROVIDER_TIMEOUT" });
  });

  it("leaves the work to end by itself", async () => {
    const controller = new AbortController();
    let written = false;
    const work = new Promise<void>((resolve) => setImmediate(resolve)).then(() => {
      written = true;
    });
    const waiting = untilAborted(work, controller.signal);
    controller.abort();
    await expect(waiting).rejects.toMatchObject({ code: "PROVIDER_TIMEOUT" });
    await work;
    expect(written).toBe(true);
  });
});
