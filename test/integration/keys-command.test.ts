import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "@jest/globals";
import { visitBank } from "../support/bank-visitor.js";
import { GatewayProcess, temporaryFolder } from "../support/gateway-process.js";
import { GatewayWorld } from "../support/gateway-world.js";

type Environment = Readonly<Record<string, string>>;

interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface Ring {
  readonly current: string;
  readonly keys: Readonly<Record<string, string>>;
}

const undo: (() => Promise<unknown> | undefined)[] = [];
/** All that any command has printed. */
let printed = "";
/** Every key that stood in a ring file. */
const seen = new Set<string>();

afterEach(async () => {
  for (const each of undo.splice(0).reverse()) await each();
  for (const key of seen) {
    for (const form of ["base64", "base64url", "hex"] as const) {
      expect(printed).not.toContain(Buffer.from(key, "base64").toString(form).slice(0, 16));
    }
  }
  printed = "";
  seen.clear();
});

async function keys(words: string, environment: Environment = {}): Promise<Run> {
  const command = GatewayProcess.spawn(`keys ${words}`.trim(), environment);
  undo.push(() => command.kill("SIGKILL"));
  const code = await command.exited();
  const { stdout, stderr } = command;
  printed += stdout + stderr;
  return { code, stdout, stderr };
}

function ringIn(file: string): Ring {
  const ring = JSON.parse(readFileSync(file, "utf8")) as Ring;
  for (const key of Object.values(ring.keys)) seen.add(key);
  return ring;
}

function folder(): string {
  const made = temporaryFolder();
  undo.push(async () => {
    rmSync(made, { recursive: true, force: true });
  });
  return made;
}

const modeOf = (file: string): number => statSync(file).mode & 0o777;

describe("keys generate", () => {
  it("makes a ring for its owner only, and never over one that is there", async () => {
    const file = join(folder(), "ring.json");
    const made = await keys("generate", { KEY_RING_FILE: file });
    const { current, keys: all } = ringIn(file);
    expect(made).toEqual({
      ...{ code: 0, stderr: "" },
      stdout: `${file} holds one key, ${current}. Keep a copy where the store's backups are not.\n`,
    });
    expect(modeOf(file)).toBe(0o600);
    expect(Object.keys(all)).toEqual([current]);
    expect(Buffer.from(all[current] ?? "", "base64")).toHaveLength(32);
    const before = readFileSync(file, "utf8");
    expect(await keys(`generate --file ${file}`)).toEqual({
      ...{ code: 1, stdout: "" },
      stderr: `STORE_UNAVAILABLE: key ring file ${file} exists already\n`,
    });
    expect(readFileSync(file, "utf8")).toBe(before);
  });

  it("draws another key every time, and says why it cannot", async () => {
    const here = folder();
    const files = ["one.json", "two.json", "missing/three.json"].map((name) => join(here, name));
    const [one, two, three] = await Promise.all(files.map((file) => keys(`generate --file ${file}`)));
    expect([one?.code, two?.code]).toEqual([0, 0]);
    const drawn = files.slice(0, 2).flatMap((file) => Object.values(ringIn(file).keys));
    expect(new Set(drawn).size).toBe(2);
    expect(three).toEqual({
      ...{ code: 1, stdout: "" },
      stderr: `STORE_UNAVAILABLE: key ring file ${files[2] ?? ""} cannot be written\n`,
    });
  });
});

describe("keys, while a gateway runs", () => {
  it("are counted, rotated and retired; the gateway is not restarted and no consent is lost", async () => {
    const world = await GatewayWorld.start({ withoutGateway: true });
    undo.push(() => world.close());
    const environment = world.serveEnvironment();
    const file = environment["KEY_RING_FILE"] ?? "";
    const gateway = GatewayProcess.spawn("serve", environment);
    undo.push(() => gateway.kill("SIGKILL"));
    await gateway.printed("listening");
    const { maple } = world.banks;
    const expectAnswer = async (): Promise<void> => {
      const { data, errors } = await world.query("alex", "{ customer { name { first } } }");
      expect(errors).toBeUndefined();
      expect(data.customer.name.first).toBe("Alex");
    };
    /** The old tokens are opened and new ones sealed. */
    const expectRefresh = async (): Promise<void> => {
      await world.control("DELETE", `${maple.controlUrl}/access-tokens`);
      await world.resetCalls();
      await expectAnswer();
      const { total } = await world.calls();
      expect(total).toMatchObject({ "token.refresh_token": 1, refreshTokenReuse: 0 });
    };

    await world.connect();
    await expectAnswer();
    expect(ringIn(file).current).toBe("test");
    // Consent, refresh record and data key.
    expect(await keys("status", environment)).toEqual({
      ...{ code: 0, stderr: "" },
      stdout: "test                              3 records  current\n",
    });
    expect(await keys("retire test", environment)).toEqual({
      ...{ code: 1, stdout: "" },
      stderr: "BAD_USER_INPUT: key test is the current key; rotate first\n",
    });

    // A sign-in that began before the rotation and ends after it.
    const { authorizationUrl } = await world.startConsent({ personId: "wei" });
    const rotated = await keys("rotate", environment);
    const { current } = ringIn(file);
    expect(current).toMatch(/^\d{4}-\d\d-\d\d$/);
    expect(rotated).toEqual({
      ...{ code: 0, stderr: "" },
      stdout:
        `The current key is ${current}. 2 consents and call budgets were brought under it.\n` +
        "1 records still need another key; `keys rotate --resume` goes on.\n",
    });
    expect(modeOf(file)).toBe(0o600);
    await expectAnswer();
    expect(await keys("retire test", environment)).toMatchObject({
      code: 1,
      stderr: "BAD_USER_INPUT: key test is needed by 1 records\n",
    });
    await world.get(await visitBank(authorizationUrl, { personId: "wei", decision: "allow" }));
    expect((await world.query("wei", "{ consents { phase } }")).data.consents).toEqual([{ phase: "ACTIVE" }]);

    const status = JSON.parse((await keys("status --json", environment)).stdout) as unknown;
    expect(status).toEqual({
      current,
      keys: [
        { id: "test", records: 0, inRing: true },
        { id: current, records: 6, inRing: true },
      ],
    });
    expect(await keys("retire test", environment)).toEqual({
      ...{ code: 0, stderr: "" },
      stdout: "Key test is no longer in the ring.\n",
    });
    expect(Object.keys(ringIn(file).keys)).toEqual([current]);
    expect(modeOf(file)).toBe(0o600);
    await expectAnswer();
    await expectRefresh();
    expect(await keys("retire test", environment)).toMatchObject({
      code: 1,
      stderr: "BAD_USER_INPUT: key test is not in the ring\n",
    });
    expect(gateway.stderr).toBe("");
    expect(gateway.stdout).not.toContain('"msg":"operator.alarm"');
    printed += gateway.stdout;
    expect(await gateway.kill("SIGTERM")).toBe(0);
    // Nine programs one after another, and twice the time until every gateway has seen a new ring.
  }, 60_000);
});

describe("keys", () => {
  it("say how they are used, and do nothing, for words that mean nothing", async () => {
    const file = join(folder(), "ring.json");
    const words = ["", "turn", "generate now", "retire", "retire a b", "status --loud", "generate --file"];
    const usage =
      /^Usage: fdx-gateway keys generate \[--file F\] \| rotate \[--resume\] \| retire ID \| status/;
    const runs = await Promise.all(words.map((each) => keys(each, { KEY_RING_FILE: file })));
    for (const run of runs) {
      expect(run).toEqual({ code: 1, stdout: "", stderr: expect.stringMatching(usage) });
    }
    expect(existsSync(file)).toBe(false);
  });

  it("need a file, and all but generate the gateway's configuration", async () => {
    const runs = await Promise.all(
      ["generate", "status", "rotate", "retire old"].map((words) => keys(words)),
    );
    for (const { code, stdout } of runs) expect([code, stdout]).toEqual([1, ""]);
    const [generate, ...others] = runs.map(({ stderr }) => stderr);
    expect(generate).toMatch(/\nName a file, or set KEY_RING_FILE\.\n$/);
    for (const stderr of others) expect(stderr).toContain("environment: DATA_FOLDER is missing");
  });

  it("rotate leaves a ring alone that another command is changing", async () => {
    const world = await GatewayWorld.start({ withoutGateway: true });
    undo.push(() => world.close());
    const environment = world.serveEnvironment();
    const file = environment["KEY_RING_FILE"] ?? "";
    const before = readFileSync(file, "utf8");
    writeFileSync(`${file}.lock`, "");
    const { code, stdout, stderr } = await keys("rotate", environment);
    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr).toContain(`delete ${file}.lock`);
    expect(readFileSync(file, "utf8")).toBe(before);
    expect(existsSync(`${file}.lock`)).toBe(true);
  });
});
