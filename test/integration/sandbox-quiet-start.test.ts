import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "@jest/globals";

const PROGRAM = `
import { startSandboxBank } from "./src/sandbox/sandbox-bank.ts";
const recipient = { clientId: "a", clientSecret: "b", name: "c", redirectUris: ["http://127.0.0.1:1/d"] };
const bank = await startSandboxBank({ bank: "liberty", recipient });
await (await fetch(bank.issuer + "/.well-known/openid-configuration")).text();
console.warn("still heard");
await bank.close();
`;

test("a bank starts and stops without a word, and leaves the console as it was", async () => {
  const { stdout, stderr } = await promisify(execFile)(
    process.execPath,
    ["--import", "tsx", "--input-type=module", "--eval", PROGRAM],
    { env: { ...process.env, NODE_OPTIONS: "" } },
  );
  expect({ stdout, stderr }).toEqual({ stdout: "", stderr: "still heard\n" });
});
