import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, it } from "@jest/globals";
import {
  type FlinksOutboundSandbox,
  startFlinksOutboundSandbox,
} from "../../src/sandbox/flinks-outbound/flinks-outbound-sandbox.js";
import { temporaryFolder, writeJson } from "../support/gateway-process.js";

/** The recipient that the page writes about. */
const SAMPLE_ID = "dc-7tf8aijpjqofl3uxppi136ldc";
const PARTNER = { clientId: "partner-1", clientSecret: "1f-partner-secret-of-this-test" };
/** What an operator answers at a terminal. */
const ASKS = /set-redirect-uris|secrets rotate/;

let flinks: FlinksOutboundSandbox;
let folder: string;
/** Of the last created recipient. */
let clientId = "none-yet";

beforeAll(async () => {
  folder = temporaryFolder();
  const recipient = {
    clientId: "dc-other",
    clientSecret: "0f-other",
    name: "Other",
    redirectUris: ["https://o.test/"],
  };
  flinks = await startFlinksOutboundSandbox({ recipient, partner: PARTNER });
  // The command as it is installed.
  const command = join(folder, "fdx-gateway");
  writeFileSync(command, `#!/bin/sh\nexec ${process.execPath} ${resolve("dist/main.js")} "$@"\n`);
  chmodSync(command, 0o755);
});

afterAll(async () => {
  await flinks.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Every line of the page's shell blocks. */
function commands(): readonly string[] {
  const blocks = readFileSync("docs/flinks.md", "utf8").match(/```sh\n[^`]*```/g) ?? [];
  return blocks.flatMap((block) => block.split("\n").slice(1, -1));
}

/** Runs a line as an operator's shell does. */
async function shell(line: string): Promise<{ readonly code: number | null; readonly output: string }> {
  const secret =
    clientId === "none-yet" ? clientId : readFileSync(join(folder, "flinks-client-secret"), "utf8").trim();
  const child = spawn("sh", ["-c", line], {
    cwd: folder,
    env: {
      PATH: `${folder}:${process.env["PATH"] ?? ""}`,
      FLINKS_FILE: flinksFile(),
      ...{ FLINKS_CLIENT_SECRET: secret, FLINKS_PARTNER_SECRET: PARTNER.clientSecret },
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => (output += chunk.toString()));
  }
  await once(child, "close");
  return { code: child.exitCode, output };
}

/** The page's own file, with the sandbox's addresses. */
function flinksFile(): string {
  const [, json = ""] = /```json\n([^`]*)```/.exec(readFileSync("docs/flinks.md", "utf8")) ?? [];
  const file = JSON.parse(json) as { outbound: object };
  const addresses = { authBaseUrl: `${flinks.origin}/`, dataBaseUrl: `${flinks.origin}/api/fdx/5/` };
  return writeJson(folder, "flinks.json", { outbound: { ...file.outbound, ...addresses, clientId } });
}

/** What Flinks and the provider do meanwhile. */
async function approve(): Promise<void> {
  const answer = await fetch(`${flinks.controlUrl}/registrations/${clientId}/1000`, {
    ...{ method: "PUT", headers: { "content-type": "application/json" } },
    body: JSON.stringify({ state: "ACTIVE" }),
  });
  expect(answer.status).toBe(204);
}

it("docs/flinks.md: every command works, in the order of the page", async () => {
  const lines = commands();
  expect(lines.map((line) => line.split(" ").slice(2, 4).join(" "))).toEqual([
    ...["recipients create", "recipients list", "recipients show", "providers list", "providers show"],
    ...["registrations request", "registrations list", "registrations watch", "providers list"],
    ...["recipients set-redirect-uris", "secrets rotate"],
  ]);
  for (const line of lines) {
    if (line.includes("registrations watch")) await approve();
    const typed = line.replaceAll(SAMPLE_ID, clientId);
    const { code, output } = await shell(ASKS.test(typed) ? `${typed} --yes` : typed);
    expect([typed, code, output]).toEqual([typed, 0, output]);
    clientId = /Recipient (dc-\w+) was created/.exec(output)?.[1] ?? clientId;
  }
  expect((await shell("fdx-gateway flinks providers list --registered")).output).toMatch(
    /^1000 +Flinks Capital/m,
  );
}, 120_000);
