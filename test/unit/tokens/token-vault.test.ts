import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { GatewayError } from "../../../src/core/gateway-error.js";
import { AppId, ConsentId, EndUserId } from "../../../src/core/ids.js";
import { Secret } from "../../../src/core/secret.js";
import type { RecordKey, StoredRecord } from "../../../src/stores/record-store.js";
import type { KeyManagement } from "../../../src/tokens/key-ring.js";
import type { ConsentReference } from "../../../src/tokens/consent-reference.js";
import { RefreshLog } from "../../../src/tokens/refresh-log.js";
import { begun } from "../../../src/tokens/refresh-state.js";
import type { TokenSet } from "../../../src/tokens/token-set.js";
import { TokenVault } from "../../../src/tokens/token-vault.js";
import { BreakableStore } from "../../support/breakable-store.js";
import { storeNewer } from "../../support/other-process.js";
import { keyRing, LIBERTY, MAPLE, tokenVault } from "../../support/builders.js";
import { FakeClock } from "../../support/fake-clock.js";
import { openTempStore, type TempStore } from "../../support/temp-store.js";

const first: ConsentReference = {
  consentId: ConsentId("consent-1"),
  dataProviderId: MAPLE,
  appId: AppId("app-1"),
  endUserId: EndUserId("alex"),
};
const second: ConsentReference = { ...first, consentId: ConsentId("consent-2") };

function tokens(name: string): TokenSet {
  return {
    ...{ accessToken: new Secret(`access-${name}`), refreshToken: new Secret(`refresh-${name}`) },
    ...{ issuedAt: 0, expiresAt: 300_000 },
  };
}

let place: TempStore;
let store: BreakableStore;
let vault: TokenVault;

beforeEach(async () => {
  place = await openTempStore(new FakeClock());
  store = new BreakableStore(place.store);
  vault = tokenVault(store);
});

afterEach(() => place.remove());

async function put(reference: ConsentReference, set: TokenSet): Promise<void> {
  expect(await store.commit(reference.consentId, await vault.firstWrites(reference, set))).toBe(true);
}

async function recordOf(kind: RecordKey["kind"], { consentId }: ConsentReference): Promise<StoredRecord> {
  const record = await store.get({ kind, id: consentId });
  if (record === undefined) throw new Error(`no ${kind} of ${consentId}`);
  return record;
}

/** Overwrites a record as somebody with access to the store could, at the version given. */
async function forge(
  kind: "token-set" | "data-key",
  { consentId }: ConsentReference,
  { value, version }: StoredRecord,
): Promise<void> {
  await store.take({ kind, id: consentId });
  for (let at = 0; at < version; at += 1) await store.commit(consentId, [{ kind, value, ifVersion: at }]);
}

/** As another process does that has won a refresh. */
const storeNext = (reference: ConsentReference, set: TokenSet): Promise<unknown> =>
  storeNewer(place.store, reference, set);

/** A vault that has not opened anything yet, as after a restart. */
const restarted = (): TokenVault => tokenVault(store);

describe("TokenVault", () => {
  it("gives back the tokens it was given, also after a restart", async () => {
    await put(first, tokens("one"));
    for (const each of [vault, restarted()]) {
      const stored = await each.read(first);
      expect(stored?.version).toBe(1);
      expect(stored?.tokens.accessToken.reveal()).toBe("access-one");
      expect(stored?.tokens.refreshToken?.reveal()).toBe("refresh-one");
    }
  });

  it("knows nothing of a consent that never had tokens", async () => {
    expect(await vault.read(first)).toBeUndefined();
  });

  it("sees at once what another process stored", async () => {
    await put(first, tokens("one"));
    await vault.read(first);
    await storeNext(first, tokens("two"));
    for (const each of [vault, restarted()]) {
      const stored = await each.read(first);
      expect(stored?.version).toBe(2);
      expect(stored?.tokens.accessToken.reveal()).toBe("access-two");
    }
  });

  it("reads tokens it has opened before with a single look-up", async () => {
    await put(first, tokens("one"));
    await vault.read(first);
    const before = store.reads;
    await vault.read(first);
    expect(store.reads).toBe(before + 1);
  });

  it("does not open a token set that was moved from another consent", async () => {
    await put(first, tokens("one"));
    await put(second, tokens("two"));
    await forge("token-set", second, await recordOf("token-set", first));
    await expect(restarted().read(second)).rejects.toMatchObject({ code: "RECORD_UNREADABLE" });
  });

  it("does not open a token set that was moved together with its data key", async () => {
    await put(first, tokens("one"));
    await put(second, tokens("two"));
    await forge("token-set", second, await recordOf("token-set", first));
    await forge("data-key", second, await recordOf("data-key", first));
    await expect(restarted().read(second)).rejects.toMatchObject({
      code: "RECORD_UNREADABLE",
      message: expect.stringContaining("data key") as unknown, // not even the key opens there
    });
  });

  it("binds a token set to its consent and provider even where a key service hands out one key for all", async () => {
    const oneForAll: KeyManagement = {
      generateDataKey: async () => ({
        plain: Buffer.alloc(32, 9),
        wrapped: { keyId: "k", wrapped: Buffer.alloc(1) },
      }),
      unwrap: async () => Buffer.alloc(32, 9),
      rewrap: async (wrapped) => wrapped,
      macKey: async () => ({ keyId: "k", key: Buffer.alloc(32, 9) }),
    };
    const weak = new TokenVault(store, oneForAll);
    for (const each of [first, second])
      await store.commit(each.consentId, await weak.firstWrites(each, tokens("x")));
    await forge("token-set", second, await recordOf("token-set", first));
    const fresh = new TokenVault(store, oneForAll);
    await expect(fresh.read(second)).rejects.toMatchObject({ code: "RECORD_UNREADABLE" });
    const elsewhere = { ...first, dataProviderId: LIBERTY };
    await expect(fresh.read(elsewhere)).rejects.toMatchObject({ code: "RECORD_UNREADABLE" });
    expect((await fresh.read(first))?.version).toBe(1);
  });

  it("does not open an older token set in the place of a newer one", async () => {
    await put(first, tokens("one"));
    const old = await recordOf("token-set", first);
    await storeNext(first, tokens("two"));
    await forge("token-set", first, { value: old.value, version: 2 });
    await expect(restarted().read(first)).rejects.toMatchObject({ code: "RECORD_UNREADABLE" });
  });

  it("does not open tokens at another provider than they were given by", async () => {
    await put(first, tokens("one"));
    const elsewhere = { ...first, dataProviderId: LIBERTY };
    await expect(restarted().read(elsewhere)).rejects.toMatchObject({ code: "RECORD_UNREADABLE" });
  });

  it("forgets tokens it has destroyed, opened before or not", async () => {
    await put(first, tokens("one"));
    await put(second, tokens("two"));
    await vault.read(first);
    await vault.destroy(first.consentId);
    expect(await vault.read(first)).toBeUndefined();
    expect(await restarted().read(first)).toBeUndefined();
    expect(await store.get({ kind: "data-key", id: first.consentId })).toBeUndefined();
    expect((await vault.read(second))?.tokens.accessToken.reveal()).toBe("access-two");
  });

  it("does not give out a ciphertext that outlived its data key", async () => {
    await put(first, tokens("one"));
    await store.take({ kind: "data-key", id: first.consentId });
    expect(await restarted().read(first)).toBeUndefined();
  });

  it("seals for a destroyed consent only while its key is still held", async () => {
    await put(first, tokens("one"));
    const sealer = await vault.sealerFor(first, 2);
    await vault.destroy(first.consentId);
    expect(sealer?.seal(tokens("two"))).toBeInstanceOf(Buffer);
    expect(await vault.sealerFor(first, 2)).toBeUndefined();
  });

  it("reads tokens under an older key of the ring after the current key was changed", async () => {
    await put(first, tokens("one"));
    const rotated = new TokenVault(store, keyRing("k2"));
    expect((await rotated.read(first))?.tokens.accessToken.reveal()).toBe("access-one");
  });

  it("leaves no plain token in the store's files", async () => {
    await put(first, tokens("canary-5c0f"));
    await storeNext(first, tokens("canary-77ab"));
    await store.commit("plain", [{ kind: "consent", value: Buffer.from("visible-text"), ifVersion: 0 }]);
    await place.store.close();
    const names = await readdir(place.folder, { recursive: true, withFileTypes: true });
    const paths = names.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
    const files = Buffer.concat(await Promise.all(paths.map((path) => readFile(path))));
    expect(files.includes("visible-text")).toBe(true); // the search finds what is written in plain
    for (const canary of ["canary-5c0f", "canary-77ab"]) {
      expect(files.includes(canary)).toBe(false);
      expect(files.includes(Buffer.from(canary).toString("base64").slice(0, 12))).toBe(false);
    }
  });
});

describe("a token set that is older than it should be", () => {
  /** Puts the rows back that were there before; the refresh record too where `both`. */
  async function rollBack(rows: { kind: "token-set" | "refresh"; record: StoredRecord }[]): Promise<void> {
    for (const { kind, record } of rows) {
      await store.take({ kind, id: first.consentId });
      const { value, version } = record;
      await store.commit(first.consentId, [{ kind, value, ifVersion: 0, version }]);
    }
  }

  async function twoVersions(): Promise<{ kind: "token-set" | "refresh"; record: StoredRecord }[]> {
    await put(first, tokens("one"));
    const old = [
      { kind: "token-set" as const, record: await recordOf("token-set", first) },
      { kind: "refresh" as const, record: await recordOf("refresh", first) },
    ];
    await storeNext(first, tokens("two"));
    return old;
  }

  it("is refused when its row alone was put back, and the consent is named", async () => {
    const [tokenSet] = await twoVersions();
    if (tokenSet !== undefined) await rollBack([tokenSet]);
    await expect(restarted().read(first)).rejects.toMatchObject({
      code: "RECORD_UNREADABLE",
      message: expect.stringContaining("consent-1") as unknown,
    });
  });

  it("is put right by a process that remembers the newer one, when the store forgot both rows", async () => {
    const old = await twoVersions();
    const told: number[] = [];
    const remembering = new TokenVault(store, keyRing(), (_reference, version) => told.push(version));
    await remembering.read(first);
    await rollBack(old);
    expect((await remembering.read(first))?.tokens.accessToken.reveal()).toBe("access-two");
    expect(told).toEqual([2]);
    expect((await restarted().read(first))?.version).toBe(2);
    expect((await recordOf("token-set", first)).version).toBe(2);
  });

  it("cannot be told from the newest by a process that never saw the newer one", async () => {
    await rollBack(await twoVersions());
    expect((await restarted().read(first))?.tokens.accessToken.reveal()).toBe("access-one");
  });

  it("makes way also when an attempt is under way that began with it", async () => {
    const old = await twoVersions();
    await vault.read(first);
    await rollBack(old);
    const log = new RefreshLog(store);
    const before = await log.read(first.consentId);
    if (before === undefined) throw new Error("no refresh record");
    const attempt = begun(before.refresh, "attempt-1", { now: 0, idle: false });
    await log.write(attempt, before.version);
    expect((await vault.read(first))?.version).toBe(2);
    // The attempt has lost its fence: it can neither store an answer nor a failure.
    expect(await log.write(attempt, before.version + 1)).toBe(false);
    expect((await log.read(first.consentId))?.refresh).toMatchObject({ status: "ACTIVE", tokenVersion: 2 });
  });
});

describe("what a process remembers", () => {
  it("makes way for what the refresh record says is newer still", async () => {
    await put(first, tokens("one"));
    const one = await recordOf("token-set", first);
    await storeNext(first, tokens("two"));
    await vault.read(first);
    await storeNext(first, tokens("three"));
    // The token set alone was put back, by two versions: what is remembered is not the newest either.
    await store.take({ kind: "token-set", id: first.consentId });
    const { value, version } = one;
    await store.commit(first.consentId, [{ kind: "token-set", value, ifVersion: 0, version }]);
    await expect(vault.read(first)).rejects.toMatchObject({ code: "RECORD_UNREADABLE" });
    expect((await recordOf("token-set", first)).version).toBe(1);
  });

  it("is put back alone where the refresh record was not forgotten", async () => {
    await put(first, tokens("one"));
    const { value, version } = await recordOf("token-set", first);
    await storeNext(first, tokens("two"));
    await vault.read(first);
    const refresh = await recordOf("refresh", first);
    await store.take({ kind: "token-set", id: first.consentId });
    await store.commit(first.consentId, [{ kind: "token-set", value, ifVersion: 0, version }]);
    expect((await vault.read(first))?.version).toBe(2);
    expect(await recordOf("refresh", first)).toEqual(refresh);
  });

  it("is not put back into a consent that has ended meanwhile", async () => {
    await put(first, tokens("one"));
    const { value, version } = await recordOf("token-set", first);
    await storeNext(first, tokens("two"));
    await vault.read(first);
    for (const kind of ["token-set", "refresh"] as const) await store.take({ kind, id: first.consentId });
    await store.commit(first.consentId, [{ kind: "token-set", value, ifVersion: 0, version }]);
    await expect(vault.read(first)).rejects.toMatchObject({
      code: "RECORD_UNREADABLE",
      message: expect.stringContaining("token-set of consent consent-1 is not the newest") as unknown,
    });
  });
});

describe("tokens that change at every look", () => {
  it("are looked at five times, and then the store is said to be the matter", async () => {
    await put(first, tokens("one"));
    let number = 1;
    const get = store.get.bind(store);
    store.get = async (key) => {
      if (key.kind === "refresh") await storeNext(first, tokens(String((number += 1))));
      return get(key);
    };
    await expect(vault.read(first)).rejects.toMatchObject({
      code: "STORE_UNAVAILABLE",
      message: "STORE_UNAVAILABLE: tokens of consent consent-1 change all the time",
    });
    expect(number).toBe(6);
  });

  it("are given once they stand still", async () => {
    await put(first, tokens("one"));
    let changes = 3;
    const get = store.get.bind(store);
    store.get = async (key) => {
      if (key.kind === "refresh" && (changes -= 1) >= 0) await storeNext(first, tokens(`left-${changes}`));
      return get(key);
    };
    expect((await vault.read(first))?.tokens.accessToken.reveal()).toBe("access-left-0");
  });
});

describe("a data key", () => {
  it("is overwritten when nothing more is sealed with it", async () => {
    await put(first, tokens("one"));
    const sealer = await vault.sealerFor(first, 2);
    const sealed = sealer?.seal(tokens("two")) ?? Buffer.alloc(0);
    expect((await vault.unseal(first, sealed, 2))?.accessToken.reveal()).toBe("access-two");
    sealer?.forget();
    const afterwards = sealer?.seal(tokens("three")) ?? Buffer.alloc(0);
    await expect(vault.unseal(first, afterwards, 2)).rejects.toMatchObject({ code: "RECORD_UNREADABLE" });
  });

  it("opens a letter at its own version only, and nothing once it is destroyed", async () => {
    await put(first, tokens("one"));
    const sealed = (await vault.sealerFor(first, 2))?.seal(tokens("two")) ?? Buffer.alloc(0);
    await expect(vault.unseal(first, sealed, 3)).rejects.toMatchObject({ code: "RECORD_UNREADABLE" });
    await vault.destroy(first.consentId);
    expect(await vault.unseal(first, sealed, 2)).toBeUndefined();
  });
});

describe("destroying a consent's tokens", () => {
  it("goes on past what cannot be read", async () => {
    await put(first, tokens("one"));
    const { version } = await recordOf("data-key", first);
    await place.store.commit(first.consentId, [
      { kind: "data-key", value: Buffer.from("garbage"), ifVersion: version },
    ]);
    const taken: string[] = [];
    const take = store.take.bind(store);
    store.take = async (key) => {
      taken.push(key.kind);
      const record = await take(key);
      if (key.kind === "data-key") throw new GatewayError("RECORD_UNREADABLE", "garbage");
      return record;
    };
    await vault.destroy(first.consentId);
    expect(taken).toEqual([
      ...["data-key", "token-set", "revocation-token", "refresh"],
      ...["connect-snapshot", "connect-session"],
    ]);
    expect(await store.get({ kind: "token-set", id: first.consentId })).toBeUndefined();
  });

  it("stops when the store is away, to be tried again", async () => {
    await put(first, tokens("one"));
    store.take = async () => {
      throw new GatewayError("STORE_UNAVAILABLE", "down");
    };
    await expect(vault.destroy(first.consentId)).rejects.toMatchObject({ code: "STORE_UNAVAILABLE" });
  });
});

describe("taking tokens away for good", () => {
  it("has nothing to take where there are none", async () => {
    expect(await vault.revocationWrites(first)).toEqual([]);
    expect(await vault.revocationToken(first)).toBeUndefined();
    await put(first, tokens("one"));
    await store.take({ kind: "refresh", id: first.consentId });
    expect(
      await restarted()
        .revocationWrites(first)
        .catch(() => "unreadable"),
    ).toBe("unreadable");
  });

  it("keeps nothing for the bank once the data key is destroyed", async () => {
    await put(first, tokens("one"));
    await vault.read(first);
    await store.take({ kind: "data-key", id: first.consentId });
    expect(await vault.revocationWrites(first)).toEqual([]);
  });

  it("keeps the access token where there is no refresh token", async () => {
    await put(first, { ...tokens("one"), refreshToken: undefined });
    await store.commit(first.consentId, await vault.revocationWrites(first));
    expect((await vault.revocationToken(first))?.reveal()).toBe("access-one");
  });

  it("fails when a refresh changed anything since the tokens were read", async () => {
    await put(first, tokens("one"));
    const writes = await vault.revocationWrites(first);
    const log = new RefreshLog(store);
    const record = await log.read(first.consentId);
    if (record === undefined) throw new Error("no refresh record");
    await log.write(begun(record.refresh, "attempt-1", { now: 0, idle: false }), record.version);
    expect(await store.commit(first.consentId, writes)).toBe(false);
    expect(await store.commit(first.consentId, await vault.revocationWrites(first))).toBe(true);
    expect(await restarted().read(first)).toBeUndefined();
    expect((await vault.revocationToken(first))?.reveal()).toBe("refresh-one");
  });
});
