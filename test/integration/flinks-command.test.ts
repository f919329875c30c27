import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "@jest/globals";
import {
  type FlinksOutboundSandbox,
  startFlinksOutboundSandbox,
} from "../../src/sandbox/flinks-outbound/flinks-outbound-sandbox.js";
import { freePort } from "../support/free-port.js";
import { GatewayProcess, temporaryFolder, writeJson } from "../support/gateway-process.js";
import { eventually } from "../support/eventually.js";

type Environment = Readonly<Record<string, string>>;

interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const RECIPIENT = { clientId: "dc-first", clientSecret: "0f-recipient-secret-of-this-test" };
const PARTNER = { clientId: "partner-1", clientSecret: "1f-partner-secret-of-this-test" };
const FIRST_URI = "https://gateway.test/oauth/callback/first";

let flinks: FlinksOutboundSandbox;
let folder: string;
let environment: Environment;
/** All that any command has printed. */
let printed = "";
/** Every secret there is; none of them may be printed. */
const secrets = new Set([RECIPIENT.clientSecret, PARTNER.clientSecret]);

beforeAll(async () => {
  flinks = await startFlinksOutboundSandbox({
    recipient: { ...RECIPIENT, name: "First App", redirectUris: [FIRST_URI] },
    partner: PARTNER,
  });
  folder = temporaryFolder();
  environment = environmentWith({});
});

afterAll(async () => {
  await flinks.close();
  rmSync(folder, { recursive: true, force: true });
});

afterEach(() => {
  for (const secret of secrets) expect(printed).not.toContain(secret);
  printed = "";
});

/** What `fdx-gateway flinks` needs, and nothing else. @param outbound other members of the Flinks file. */
function environmentWith(outbound: object): Environment {
  const file = {
    outbound: {
      ...{ authBaseUrl: `${flinks.origin}/`, dataBaseUrl: `${flinks.origin}/api/fdx/5/` },
      ...{ clientId: RECIPIENT.clientId, clientSecretEnv: "FLINKS_CLIENT_SECRET" },
      partner: { clientId: PARTNER.clientId, clientSecretEnv: "FLINKS_PARTNER_SECRET" },
      ...outbound,
    },
  };
  return {
    FLINKS_FILE: writeJson(folder, `flinks-${String(Math.random()).slice(2)}.json`, file),
    ...{ FLINKS_CLIENT_SECRET: RECIPIENT.clientSecret, FLINKS_PARTNER_SECRET: PARTNER.clientSecret },
  };
}

async function run(words: string, env = environment): Promise<Run> {
  const command = GatewayProcess.spawn(`flinks ${words}`, env);
  const code = await command.exited();
  printed += command.stdout + command.stderr;
  return { code, stdout: command.stdout, stderr: command.stderr };
}

async function json(words: string, env = environment): Promise<any> {
  const { code, stdout, stderr } = await run(`${words} --json`, env);
  expect({ code, stderr }).toMatchObject({ code: 0 });
  return JSON.parse(stdout);
}

/** Runs a command at a terminal; both of its outputs come as one there. @param answer what is typed when it asks. */
async function atTerminal(words: string, answer: string): Promise<Run> {
  const command = `exec ${process.execPath} dist/main.js flinks ${words}`;
  const child = spawn("script", ["-qec", command, "/dev/null"], {
    env: { PATH: process.env["PATH"] ?? "", ...environment },
  });
  let stdout = "";
  child.stdout.on("data", (chunk: Buffer) => {
    stdout += chunk.toString();
    if (stdout.endsWith("[y/N] ")) child.stdin.write(answer);
  });
  const code = await exited(child);
  printed += stdout;
  return { code, stdout: stdout.replaceAll("\r\n", "\n"), stderr: "" };
}

async function exited(child: ChildProcess): Promise<number | null> {
  await once(child, "close");
  return child.exitCode;
}

async function control(method: string, path: string, body?: object): Promise<any> {
  const answer = await fetch(`${flinks.controlUrl}/${path}`, {
    ...{ method, headers: { "content-type": "application/json" } },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  expect(answer.ok).toBe(true);
  return answer.status === 204 ? undefined : answer.json();
}

/** How often Flinks was called so. */
async function callsOf(call: string): Promise<number> {
  return (await control("GET", "calls")).paths[call] ?? 0;
}

/** The status of a token request with these credentials. */
async function tokenStatus(client_id: string, client_secret: string): Promise<number> {
  const answer = await fetch(`${flinks.origin}/api/v1/token`, {
    ...{ method: "POST", headers: { "content-type": "application/json" } },
    body: JSON.stringify({ grant_type: "client_credentials", client_id, client_secret }),
  });
  return answer.status;
}

/** Reads a secret file as an operator does, and has it watched for. */
function secretIn(file: string): string {
  const secret = readFileSync(file, "utf8").trim();
  secrets.add(secret);
  return secret;
}

const modeOf = (file: string): number => statSync(file).mode & 0o777;
const auditsIn = (stderr: string): any[] =>
  stderr
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line) as object);

const CREATE = "recipients create --name Budget --country CA --redirect-uri https://app.test/a";

/** @returns the id of a new recipient. */
async function newRecipient(
  file = join(folder, `secret-${String(Math.random()).slice(2)}`),
): Promise<string> {
  const { clientId } = await json(`${CREATE} --secret-file ${file}`);
  secretIn(file);
  return clientId as string;
}

describe("a recipient's life", () => {
  it("begins with a secret in a file, for its owner only", async () => {
    const file = join(folder, "new-recipient");
    const { code, stdout, stderr } = await run(`${CREATE} --scope ACCOUNT_BASIC --secret-file ${file}`);
    const [, clientId = ""] =
      /^Recipient (dc-\w+) was created\. Its secret is in \S+ and is shown nowhere else\.\n$/.exec(stdout) ??
      [];
    expect([code, stdout]).toEqual([0, expect.stringContaining(file)]);
    expect(modeOf(file)).toBe(0o600);
    expect(await tokenStatus(clientId, secretIn(file))).toBe(200);
    expect(readdirSync(folder).filter((name) => name.endsWith(".tmp"))).toEqual([]);
    expect(auditsIn(stderr)).toEqual([
      expect.objectContaining({
        ...{ audit: true, msg: "flinks.recipient-created", outcome: "DONE", recipientId: clientId },
        ...{ name: "Budget", scopes: ["ACCOUNT_BASIC"] },
      }),
    ]);
    expect(await json(`recipients show ${clientId}`)).toMatchObject({
      ...{ clientId, name: "Budget", country: "CA", scopes: ["ACCOUNT_BASIC"] },
      redirectUris: ["https://app.test/a"],
    });
    expect((await json("recipients list")).recipients.map((each: any) => each.clientId)).toEqual(
      expect.arrayContaining([RECIPIENT.clientId, clientId]),
    );
  });

  it("goes on with a registration, requested and watched until Flinks has activated it", async () => {
    const clientId = await newRecipient();
    const ids = `--recipient ${clientId} --provider 1000`;
    expect(await run(`registrations watch ${ids}`)).toMatchObject({
      ...{ code: 2, stdout: "" },
      stderr: `NOT_FOUND: recipient ${clientId} has no registration with provider 1000: request it first\n`,
    });
    const requested = await run(`registrations request ${ids} --provider 4101`);
    expect(requested).toMatchObject({ code: 0, stdout: expect.stringContaining("1000, 4101") });
    expect(auditsIn(requested.stderr)).toMatchObject([
      {
        msg: "flinks.registration-requested",
        recipientId: clientId,
        providerIds: [1000, 4101],
        outcome: "DONE",
      },
    ]);
    expect((await run(`registrations list --recipient ${clientId}`)).stdout).toMatch(
      new RegExp(`^${clientId} +4101 +Prairie Community Bank +US +PENDING_APPROVAL +20\\S+Z$`, "m"),
    );
    const watching = GatewayProcess.spawn(`flinks registrations watch ${ids} --json`, environment);
    await eventually(() => watching.stderr.includes("PENDING_APPROVAL"));
    await control("PUT", `registrations/${clientId}/1000`, { state: "PENDING_ACTIVATION" });
    await eventually(() => watching.stderr.includes("PENDING_ACTIVATION"));
    await control("PUT", `registrations/${clientId}/1000`, { state: "ACTIVE" });
    expect(await watching.exited()).toBe(0);
    expect(JSON.parse(watching.stdout)).toEqual({
      ...{ recipientId: clientId, providerId: 1000, state: "ACTIVE", timedOut: false },
    });
    expect(watching.stderr).toBe("PENDING_APPROVAL\nPENDING_ACTIVATION\nACTIVE\n");
  }, 30_000);

  it("sees its redirect URIs replaced once somebody has said yes", async () => {
    const clientId = await newRecipient();
    const put = `PUT /api/v1/recipients/${clientId}`;
    const words = `recipients set-redirect-uris ${clientId} https://app.test/b`;
    const refused = await atTerminal(words, "n\n");
    expect(refused.code).toBe(1);
    expect(refused.stdout).toContain(
      `The redirect URIs of ${clientId} become:\n  - https://app.test/a\n  + https://app.test/b\nGo on? [y/N] `,
    );
    expect(refused.stdout).toContain("Nothing was changed.\n");
    expect(await callsOf(put)).toBe(0);
    const agreed = await atTerminal(words, "y\n");
    expect(agreed).toMatchObject({ code: 0, stdout: expect.stringContaining("has 1 redirect URI(s) now.") });
    expect(await callsOf(put)).toBe(1);
    expect((await json(`recipients show ${clientId}`)).redirectUris).toEqual(["https://app.test/b"]);
    expect(await run(words)).toMatchObject({
      ...{ code: 0, stdout: "There is nothing to do: these are its redirect URIs.\n" },
    });
    expect(await callsOf(put)).toBe(1);
  }, 30_000);

  it("keeps its redirect URIs where nobody can be asked, and where Ctrl-C is the answer", async () => {
    const clientId = await newRecipient();
    const words = `recipients set-redirect-uris ${clientId} https://app.test/b`;
    expect(await run(words)).toMatchObject({
      ...{ code: 2, stdout: "" },
      stderr: expect.stringContaining(
        "BAD_USER_INPUT: nobody can be asked here, so nothing was changed: use --yes\n",
      ),
    });
    const stopped = await atTerminal(words, "\u0003");
    expect(stopped).toMatchObject({ code: 2, stdout: expect.stringContaining("Stopped by a signal.") });
    expect(await run(`recipients set-redirect-uris ${clientId} --yes`)).toMatchObject({
      ...{ code: 2, stderr: expect.stringContaining("BAD_USER_INPUT: a recipient without redirect URIs") },
    });
    expect(await callsOf(`PUT /api/v1/recipients/${clientId}`)).toBe(0);
    const { code, stderr } = await run(`${words} --yes`);
    expect(code).toBe(0);
    expect(auditsIn(stderr)).toMatchObject([
      {
        msg: "flinks.redirect-uris-replaced",
        removed: ["https://app.test/a"],
        added: ["https://app.test/b"],
      },
    ]);
  }, 30_000);

  it("has its secret rotated: the old one is refused, the new one works", async () => {
    const before = join(folder, "before");
    const after = join(folder, "after");
    const clientId = await newRecipient(before);
    const post = `POST /api/v1/recipients/${clientId}/secret`;
    const words = `secrets rotate ${clientId} --secret-file ${after}`;
    const refused = await atTerminal(words, "n\n");
    expect(refused).toMatchObject({
      code: 1,
      stdout: expect.stringContaining("the old one is dead at once"),
    });
    expect(await run(words)).toMatchObject({ code: 2, stderr: expect.stringContaining("use --yes") });
    expect(await callsOf(post)).toBe(0);
    const rotated = await run(`${words} --yes`);
    expect(rotated).toMatchObject({
      ...{
        code: 0,
        stdout: `The new secret of ${clientId} is in ${after}. Restart every gateway and courier with it now.\n`,
      },
    });
    expect(auditsIn(rotated.stderr)).toMatchObject([
      { msg: "flinks.secret-rotated", recipientId: clientId, outcome: "DONE" },
    ]);
    expect(modeOf(after)).toBe(0o600);
    expect(await tokenStatus(clientId, secretIn(before))).toBe(400);
    expect(await tokenStatus(clientId, secretIn(after))).toBe(200);
  }, 30_000);
});

describe("a secret's file", () => {
  it.each([
    [
      "is there already",
      (): string => writeJson(folder, "there", "kept"),
      "exists already; --replace overwrites it",
    ],
    [
      "has no folder",
      (): string => join(folder, "nowhere", "secret"),
      "cannot be written, so nothing was asked of Flinks",
    ],
  ])("that %s is noticed before anything is asked of Flinks", async (_what, make, fault) => {
    const file = make();
    const clientId = await newRecipient();
    expect(await run(`secrets rotate ${clientId} --yes --secret-file ${file}`)).toMatchObject({
      ...{ code: 2, stdout: "", stderr: expect.stringContaining(`BAD_USER_INPUT: ${file} ${fault}\n`) },
    });
    expect(await callsOf(`POST /api/v1/recipients/${clientId}/secret`)).toBe(0);
    expect(readdirSync(folder).filter((name) => name.endsWith(".tmp"))).toEqual([]);
  });

  it("is replaced only when that was asked for, and with the mode of a new one", async () => {
    const file = join(folder, "replaced");
    writeFileSync(file, "old", { mode: 0o644 });
    const clientId = await newRecipient();
    const { code } = await run(`secrets rotate ${clientId} --yes --replace --secret-file ${file}`);
    expect([code, modeOf(file)]).toEqual([0, 0o600]);
    expect(await tokenStatus(clientId, secretIn(file))).toBe(200);
  });

  it("is not left behind when Flinks refuses", async () => {
    const file = join(folder, "refused");
    const before = readdirSync(folder);
    const words = `recipients create --name x --redirect-uri https://app.test/a --secret-file ${file}`;
    const { code, stderr } = await run(words);
    expect(code).toBe(2);
    expect(auditsIn(stderr)).toMatchObject([
      { msg: "flinks.recipient-created", outcome: "PROVIDER_REFUSED" },
    ]);
    expect(stderr).toContain("HTTP 400, invalid_request");
    expect(readdirSync(folder)).toEqual(before);
  });
});

describe("providers", () => {
  it("are listed with how the recipient stands with each", async () => {
    const { code, stdout } = await run("providers list --country CA");
    expect(code).toBe(0);
    expect(stdout).toMatch(/^ID +NAME +COUNTRY +STATE$/m);
    expect(stdout).toMatch(/^1000 +Flinks Capital +CA +ACTIVE$/m);
    expect(stdout).toMatch(/^2001 +Aurora Credit Union +CA +AVAILABLE$/m);
    expect(stdout).toMatch(/^3001 +Ravine Savings +CA +SUSPENDED$/m);
    expect(stdout).not.toContain("4101");
    const { providers } = await json("providers list --registered");
    expect(providers.map((each: any) => each.providerId)).toEqual([1000, 4101]);
    expect((await json("providers list --registered --country US")).providers).toHaveLength(1);
  });

  it("are shown with scopes and the FDX fields they fill", async () => {
    const { code, stdout, stderr } = await run("providers show 1000");
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toContain("Scopes: ACCOUNT_BASIC ACCOUNT_DETAILED ACCOUNT_PAYMENTS");
    expect(stdout).toMatch(/^DepositAccount +.*\bcurrentBalance\b/m);
    const details = await json("providers show 1000");
    expect(details).toMatchObject({ providerId: 1000, name: "Flinks Capital", country: "CA" });
    expect(details.fields).toContainEqual({ entity: "DepositAccount", field: "currentBalance" });
  });
});

describe("registrations", () => {
  it("are watched by both of Flinks' vocabularies: a suspension ends the watch", async () => {
    await control("PUT", `registrations/${RECIPIENT.clientId}/2001`, { state: "SUSPENDED" });
    const { code, stdout } = await run(
      `registrations watch --recipient ${RECIPIENT.clientId} --provider 2001`,
    );
    expect([code, stdout]).toEqual([1, "It is SUSPENDED.\n"]);
  });

  it("are watched no longer than that, and until a signal comes", async () => {
    const clientId = await newRecipient();
    const ids = `--recipient ${clientId} --provider 1000`;
    await run(`registrations request ${ids}`);
    expect(await run(`registrations watch ${ids} --timeout 1`)).toMatchObject({
      ...{ code: 1, stdout: "The time is up: it is PENDING_APPROVAL.\n" },
    });
    const watching = GatewayProcess.spawn(`flinks registrations watch ${ids}`, environment);
    await eventually(() => watching.stderr.includes("PENDING_APPROVAL"));
    expect(await watching.kill("SIGINT")).toBe(2);
    expect([watching.stdout, watching.stderr]).toEqual(["", "PENDING_APPROVAL\nStopped by a signal.\n"]);
  });
});

describe("what goes wrong", () => {
  const oneLine = (text: string): unknown => expect.stringMatching(new RegExp(`^${text}.*\\n$`));

  it("with the partner's secret is told without it", async () => {
    const env = { ...environment, FLINKS_PARTNER_SECRET: "2f-another-secret-of-this-test" };
    secrets.add(env.FLINKS_PARTNER_SECRET);
    const { code, stdout, stderr } = await run("recipients list", env);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toEqual(
      oneLine(
        "PROVIDER_REFUSED: POST \\S+/api/v1/token as the partner partner-1: HTTP 400, invalid_client, ",
      ),
    );
  });

  it.each([
    ["an unknown recipient", "recipients show dc-nobody", "NOT_FOUND: GET "],
    ["an unknown provider", "providers show 999", "NOT_FOUND: GET "],
    [
      "a scope that Flinks has not",
      `${CREATE} --scope MONEY --secret-file x`,
      "BAD_USER_INPUT: Flinks has no scope MONEY",
    ],
  ])("with %s is one line", async (_what, words, line) => {
    const { code, stdout, stderr } = await run(words);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toEqual(oneLine(line));
  });

  it("without a partner is one line", async () => {
    const { code, stderr } = await run("recipients list", environmentWith({ partner: undefined }));
    expect([code, stderr]).toEqual([
      2,
      "BAD_USER_INPUT: no partner is configured: FLINKS_FILE, outbound.partner\n",
    ]);
  });

  it("while Flinks is down is one line", async () => {
    const env = environmentWith({ authBaseUrl: `http://127.0.0.1:${await freePort()}/` });
    const { code, stderr } = await run("recipients list", env);
    expect(code).toBe(2);
    expect(stderr).toEqual(oneLine("PROVIDER_UNAVAILABLE: POST \\S+/api/v1/token: Flinks cannot be reached"));
  });

  it("in the configuration is told all at once", async () => {
    expect(await run("recipients list", {})).toEqual({
      ...{ code: 2, stdout: "" },
      stderr: "The configuration has 1 fault(s):\n  - environment: FLINKS_FILE is missing\n",
    });
    const { code, stderr } = await run("recipients list", { FLINKS_FILE: environment["FLINKS_FILE"] ?? "" });
    expect(code).toBe(2);
    expect(stderr).toContain("environment: FLINKS_CLIENT_SECRET is missing");
    expect(stderr).toContain("environment: FLINKS_PARTNER_SECRET is missing");
  });

  it("on the command line is the usage", async () => {
    expect(await run("recipients remove dc-1")).toMatchObject({
      ...{ code: 2, stdout: "", stderr: expect.stringContaining("Usage: fdx-gateway flinks") },
    });
  });
});
