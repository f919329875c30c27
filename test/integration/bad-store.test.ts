import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { open } from "lmdb";
import { systemClock } from "../../src/core/clock.js";
import { LmdbStore } from "../../src/stores/lmdb/lmdb-store.js";
import type { RecordKind } from "../../src/stores/record-store.js";
import { encodeLetter } from "../../src/tokens/letter.js";
import { GatewayProcess, temporaryFolder, writeJson } from "../support/gateway-process.js";
import { GatewayWorld } from "../support/gateway-world.js";
import { eventually } from "../support/eventually.js";
import { closedLetter } from "../support/letters.js";

const CUSTOMER = "{ customer { name { first } } }";
const CANARY = "canary-of-what-stands-there";

let world: GatewayWorld;
let environment: Readonly<Record<string, string>>;
const started: GatewayProcess[] = [];

beforeEach(async () => {
  world = await GatewayWorld.start({ withoutGateway: true });
  environment = world.serveEnvironment();
});

afterEach(async () => {
  for (const process of started.splice(0)) await process.kill("SIGKILL");
  await world.close();
});

async function serve(): Promise<GatewayProcess> {
  const gateway = GatewayProcess.spawn("serve", environment);
  started.push(gateway);
  await gateway.printed("listening");
  return gateway;
}

/** Runs to its end. */
async function command(words: string, changes: Readonly<Record<string, string>> = {}) {
  const run = GatewayProcess.spawn(words, { ...environment, ...changes });
  started.push(run);
  const code = await run.exited();
  return { code, stdout: run.stdout, stderr: run.stderr };
}

/** Gives consents, stops the gateway, and says under which ids they are stored. */
async function consentsOf(...people: readonly string[]): Promise<Readonly<Record<string, string>>> {
  const gateway = await serve();
  for (const personId of people) await world.connect({ personId });
  await gateway.kill("SIGTERM");
  const store = LmdbStore.open(world.storeFolder, systemClock);
  const found: [string, string][] = [];
  for await (const id of store.ids("consent")) {
    const text = Buffer.from((await store.get({ kind: "consent", id }))?.value ?? "").toString();
    found.push([/"endUserId":"(\w+)"/.exec(text)?.[1] ?? "", id]);
  }
  await store.close();
  return Object.fromEntries(found);
}

async function expectAnswer(personId: string, first: string): Promise<void> {
  const { data, errors } = await world.query(personId, CUSTOMER);
  expect([errors, data.customer?.name.first]).toEqual([undefined, first]);
}

/** @returns the log lines of a process that speak of a consent. */
function linesAbout(gateway: GatewayProcess, consentId: string | undefined): Record<string, unknown>[] {
  const lines = gateway.stdout.split("\n").filter((line) => line.includes(consentId ?? "no consent"));
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

async function expectUp(gateway: GatewayProcess): Promise<void> {
  for (const path of ["/healthz", "/readyz"])
    expect((await world.get(`${world.url}${path}`)).status).toBe(200);
  expect(gateway.stderr).toBe("");
}

/** Neither contents of the store nor any token of the bank. */
async function expectNothingTold(text: string): Promise<void> {
  const { text: issued } = await world.get(`${world.banks.maple.controlUrl}/tokens`);
  for (const word of [CANARY, ...(JSON.parse(issued) as string[])]) expect(text).not.toContain(word);
}

type Damage = (kind: RecordKind, id: string) => Promise<void>;

const DAMAGES: readonly (readonly [string, Damage])[] = [
  [
    "a bit of it is flipped",
    async (kind, id) => {
      const store = LmdbStore.open(world.storeFolder, systemClock);
      const { value, version } = (await store.get({ kind, id })) ?? { value: Buffer.alloc(0), version: 0 };
      const changed = Buffer.from(value);
      changed.writeUInt8(changed.readUInt8(changed.length - 5) ^ 1, changed.length - 5);
      expect(await store.commit(id, [{ kind, value: changed, ifVersion: version, version }])).toBe(true);
      await store.close();
    },
  ],
  [
    "something else stands in its place",
    async (kind, id) => {
      const database = open({ path: join(world.storeFolder, "store") });
      await database.put(["record", kind, id], CANARY);
      await database.close();
    },
  ],
];

describe.each(DAMAGES)("a stored record is damaged: %s", (_what, damage) => {
  it("its consent's id is told, never its contents; the others answer, and the gateway is up", async () => {
    const ids = await consentsOf("alex", "brigitte", "wei", "noor", "morgan");
    const damaged = { brigitte: "consent", alex: "token-set", wei: "refresh", noor: "data-key" } as const;
    for (const [personId, kind] of Object.entries(damaged)) await damage(kind, ids[personId] ?? "");
    const gateway = await serve();

    await expectAnswer("morgan", "Morgan");
    const list = await world.query("brigitte", "{ consents { id } }");
    expect([list.errors, list.data]).toEqual([undefined, { consents: [] }]);
    for (const personId of ["alex", "wei", "noor"]) {
      const { errors } = await world.query(personId, CUSTOMER);
      expect(errors).toHaveLength(1);
      expect(errors?.[0]).toMatchObject({
        message: "A stored record could not be read.",
        extensions: { code: "RECORD_UNREADABLE", retryable: false },
      });
    }
    // The same person's other consent, at another bank.
    await world.connect({ provider: "liberty" });
    const { data } = await world.query(
      "alex",
      "{ accounts { nodes { id } problems { dataProviderId code } } }",
    );
    expect(data.accounts.nodes.length).toBeGreaterThan(0);
    expect(data.accounts.problems).toEqual([{ dataProviderId: "maple", code: "RECORD_UNREADABLE" }]);

    for (const personId of Object.keys(damaged)) {
      const lines = linesAbout(gateway, ids[personId]);
      const told = lines.filter(
        ({ alarm, code }) => alarm === "record_unreadable" || code === "RECORD_UNREADABLE",
      );
      expect([personId, told.length]).not.toEqual([personId, 0]);
    }
    expect(linesAbout(gateway, ids["morgan"])).toEqual([]);
    await expectUp(gateway);
    await expectNothingTold(gateway.stdout);
  });
});

describe("a key is not in the ring", () => {
  it("its consents' ids are told; others answer; put back, all answer again", async () => {
    const { alex } = await consentsOf("alex");
    const file = environment["KEY_RING_FILE"] ?? "";
    const old = JSON.parse(readFileSync(file, "utf8")) as { current: string; keys: Record<string, string> };
    const keys = { next: Buffer.from("another key of thirty-two bytes!").toString("base64") };
    writeJson(join(file, ".."), "key-ring.json", { current: "next", keys });
    const gateway = await serve();
    await world.connect({ personId: "wei" });
    await expectAnswer("wei", "Wei");
    const { data, errors } = await world.query("alex", "{ consents { phase } }");
    expect([errors, data.consents]).toEqual([undefined, []]);
    expect(linesAbout(gateway, alex)).toContainEqual(
      expect.objectContaining({ msg: "operator.alarm", alarm: "record_unreadable", consentId: alex }),
    );
    const status = await command("keys status");
    expect(status.stdout.split("\n").map((line) => line.replaceAll(/ +/g, " "))).toEqual(
      expect.arrayContaining(["next 3 records current", "test 3 records NOT IN THE RING"]),
    );
    await expectUp(gateway);
    await expectNothingTold(gateway.stdout + status.stdout);

    // The file was looked at a moment ago; a key that is missing is looked for all the same.
    await expectAnswer("wei", "Wei");
    writeJson(join(file, ".."), "key-ring.json", { current: "next", keys: { ...old.keys, ...keys } });
    await expectAnswer("alex", "Alex");
    await expectAnswer("wei", "Wei");
  });
});

describe("a spool file is cut off", () => {
  it("its consent's id is told and the file is kept; the gateway serves, before and after", async () => {
    const { alex = "", wei = "" } = await consentsOf("alex", "wei");
    const spool = join(world.storeFolder, "spool");
    const cutOff = (consentId: string): string =>
      encodeLetter(closedLetter(consentId, { sealed: Buffer.from(CANARY.repeat(9)) })).slice(0, -40);
    writeFileSync(join(spool, "left.letters"), cutOff(alex));
    const gateway = await serve();
    const alarm = { msg: "operator.alarm", alarm: "spool_unreadable" };
    expect(linesAbout(gateway, alex)).toEqual([
      expect.objectContaining({ ...alarm, consentId: alex, file: "left.letters" }),
    ]);
    // Of one that another process leaves while this one runs, nothing but the start.
    writeFileSync(join(spool, "later.letters"), cutOff(wei).slice(0, 20));
    await eventually(() => linesAbout(gateway, "later.letters").length > 0);
    expect(linesAbout(gateway, "later.letters")).toEqual([expect.objectContaining(alarm)]);
    expect(readdirSync(spool).sort()).toEqual(["later.letters.unreadable", "left.letters.unreadable"]);

    await world.control("DELETE", `${world.banks.maple.controlUrl}/access-tokens`);
    await expectAnswer("alex", "Alex");
    await expectAnswer("wei", "Wei");
    expect((await world.calls()).total).toMatchObject({ "token.refresh_token": 2, refreshTokenReuse: 0 });
    await expectUp(gateway);
    await expectNothingTold(gateway.stdout);
    expect(gateway.stdout).not.toContain(Buffer.from(CANARY).toString("base64").slice(0, 16));
  });
});

describe("a store folder that cannot be written", () => {
  /** What is in the way; a folder's mode alone would not stop root. */
  const places: readonly (readonly [string, string, (folder: string) => void])[] = [
    ["a file has its name", "store folder", putFile],
    ["a file has the store's name", "store folder", inside("store")],
    ["a file has the spool's name", "spool folder", inside("spool")],
  ];

  function putFile(path: string): void {
    mkdirSync(join(path, ".."), { recursive: true });
    writeFileSync(path, CANARY);
  }

  function inside(name: string): (folder: string) => void {
    return (folder) => {
      putFile(join(folder, name));
    };
  }

  it.each(places)("ends the start with one plain line: %s", async (_what, named, putInTheWay) => {
    const parent = temporaryFolder();
    const folder = join(parent, "data");
    putInTheWay(folder);
    const { code, stdout, stderr } = await command("serve", { DATA_FOLDER: folder });
    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr).toMatch(new RegExp(`^STORE_UNAVAILABLE: cannot open the ${named} ${folder}[/\\w]*\n$`));
    rmSync(parent, { recursive: true });
  });
});
