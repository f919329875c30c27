import { describe, expect, it } from "@jest/globals";
import { startPeers } from "../../../bench/contenders/start-peers.js";

describe("startPeers", () => {
  it("leaves out what does not start, with its last words, and starts the others", async () => {
    const { started, leftOut } = await startPeers(["apollo", "tailcall", "mercurius"], async (name) => {
      if (name === "tailcall") throw new Error("tailcall did not start:\nfirst\nGLIBC_2.39 not found\n");
      return `${name} runs`;
    });
    expect(started).toEqual(["apollo runs", "mercurius runs"]);
    expect(leftOut).toEqual([{ name: "tailcall", reason: "tailcall did not start: GLIBC_2.39 not found" }]);
  });
});
