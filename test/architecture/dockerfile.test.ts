import { readFileSync } from "node:fs";
import { expect, it } from "@jest/globals";
import { V8_FLAGS } from "../../src/cli/v8-flags.js";

it("the image starts the gateway with the flags that a worker has", () => {
  const command = /^CMD (\[.*\])$/m.exec(readFileSync("Dockerfile", "utf8"))?.[1] ?? "[]";
  expect(JSON.parse(command)).toEqual(["node", "--enable-source-maps", ...V8_FLAGS, "dist/main.js", "serve"]);
});
