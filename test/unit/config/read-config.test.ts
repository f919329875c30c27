import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { ConfigError } from "../../../src/config/config-error.js";
import { readConfig } from "../../../src/config/read-config.js";

const ID_SECRET = "q8Zr5nVw2KxJb7Lm9TcYd3HfGsPaEu6N";
const BANK_SECRET = "Yt4Rw9Qp2Lk7Jh5Gf3Ds8Az6Xc1VbNmE";
const KEY = Buffer.from("f3a9c1d77b52e8460f1d2c3b4a59687787ab6c5d4e3f2a1b0c9d8e7f6a5b4c3d", "hex").toString(
  "base64",
);

const app = { id: "app-1", name: "Budget", returnUrls: ["https://app.test/return"] };
const bank = {
  ...{ id: "maple", name: "Maple", country: "CA", dataClusters: ["ACCOUNT_BASIC"] },
  ...{ fdxBaseUrl: "https://maple.test/fdx/v6/", issuer: "https://maple.test" },
  ...{ clientId: "gateway", clientSecretEnv: "MAPLE_SECRET" },
};
const ring = { current: "k1", keys: { k1: KEY } };

let folder: string;
let environment: Record<string, string>;

function file(name: string, content: unknown, mode = 0o600): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
  chmodSync(path, mode);
  return path;
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "fdxgw-config-"));
  environment = {
    ...{ PUBLIC_URL: "https://gateway.test", DATA_FOLDER: join(folder, "data") },
    ...{ AUTH_ISSUER: "https://id.test", AUTH_JWKS_URI: "https://id.test/jwks", AUTH_AUDIENCE: "gateway" },
    ...{ ID_SECRET, MAPLE_SECRET: BANK_SECRET },
    APPS_FILE: file("apps.json", [app]),
    PROVIDERS_FILE: file("providers.json", [bank]),
    KEY_RING_FILE: file("ring.json", ring),
  };
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** The faults readConfig finds; fails the test if it finds none. */
function faults(changes: Record<string, string | undefined> = {}): readonly string[] {
  const changed = Object.entries({ ...environment, ...changes });
  try {
    readConfig(Object.fromEntries(changed.filter((pair): pair is [string, string] => pair[1] !== undefined)));
  } catch (failure) {
    if (failure instanceof ConfigError) return failure.faults;
    throw failure;
  }
  throw new Error("no fault was found");
}

const providers = (...changes: object[]): { PROVIDERS_FILE: string } => ({
  PROVIDERS_FILE: file(
    "providers.json",
    changes.map((change) => ({ ...bank, ...change })),
  ),
});

describe("a good configuration", () => {
  it("is read with its defaults", () => {
    const config = readConfig(environment);
    expect(config).toMatchObject({
      http: { host: "0.0.0.0", port: 4000, drainDelayMs: 2000 },
      overload: { maxInFlight: 1000, loopDelayMs: 10 },
      upstream: { timeoutMs: 8000, deadlineMs: 10_000, connections: 96, guard: true },
      cache: { mode: "on", maxAgeSeconds: {}, keepSeconds: 3600, memoryMb: 64, diskMb: 256 },
      logLevel: "info",
      playground: false,
      compression: true,
      introspection: false,
      apps: [{ ...app, allowRawPayload: false }],
    });
    expect(config.providers[0]).toMatchObject({
      id: "maple",
      fdxVersion: "6.4",
      pageSize: 100,
      pushedAuthorizationRequests: "auto",
    });
    const authentication = config.providers[0]?.clientAuthentication;
    expect(authentication?.method).toBe("client_secret_basic");
    expect(authentication?.method === "client_secret_basic" && authentication.secret.reveal()).toBe(
      BANK_SECRET,
    );
    expect(config.secrets.idSecret.reveal()).toBe(ID_SECRET);
    expect(config.secrets.keyRing).toEqual({ file: environment["KEY_RING_FILE"] });
    expect(config.store).toEqual({ kind: "lmdb", folder: environment["DATA_FOLDER"] });
    expect(config.providers[0]?.rotation).toEqual({ kind: "strict" });
  });

  it("may do without the guard before each bank", () => {
    expect(readConfig({ ...environment, PROVIDER_GUARD: "off" }).upstream.guard).toBe(false);
  });

  it("may leave compression to a proxy", () => {
    expect(readConfig({ ...environment, COMPRESSION: "off" }).compression).toBe(false);
  });

  it("cannot be changed afterwards", () => {
    const config = readConfig(environment);
    expect(Object.isFrozen(config)).toBe(true);
    expect(() => Object.assign(config, { playground: true })).toThrow(TypeError);
  });

  it("is printed without a secret", () => {
    const config = readConfig(environment);
    const printed = inspect(config, { depth: 9, showHidden: true }) + JSON.stringify(config);
    expect(printed).not.toContain(ID_SECRET);
    expect(printed).not.toContain(BANK_SECRET);
    expect(printed).not.toContain(KEY);
  });

  it("has the cache as it is told to", () => {
    const { cache } = readConfig({
      ...environment,
      ...{ CACHE: "memory", CACHE_MAX_AGE: "TRANSACTIONS=60,ACCOUNT_BASIC=0", CACHE_KEEP_SECONDS: "60" },
      ...{ CACHE_MEMORY_MB: "1", CACHE_DISK_MB: "2" },
    });
    const maxAgeSeconds = { TRANSACTIONS: 60, ACCOUNT_BASIC: 0 };
    expect(cache).toEqual({ mode: "memory", maxAgeSeconds, keepSeconds: 60, memoryMb: 1, diskMb: 2 });
  });

  it("allows introspection where the playground is on, which needs it", () => {
    expect(readConfig({ ...environment, PLAYGROUND: "on" }).introspection).toBe(true);
  });
});

describe("a faulty configuration", () => {
  it("is told in one go, with every fault there is", () => {
    const found = faults({
      ...{
        PUBLIC_URL: undefined,
        PORT: "70000",
        LOG_LEVEL: "loud",
        ID_SECRET: "short",
        MAPLE_SECRET: undefined,
      },
      APPS_FILE: file("apps.json", []),
      KEY_RING_FILE: file("ring.json", { current: "k2", keys: { k1: KEY } }),
      ...providers({ country: "Canada" }, { fdxBaseUrl: "https://maple.test/fdx" }),
    });
    const about = [
      "PUBLIC_URL",
      "PORT",
      "LOG_LEVEL",
      "ID_SECRET",
      "apps.json",
      "ring.json",
      "country",
      "fdxBaseUrl",
    ];
    for (const word of about) expect(found.filter((fault) => fault.includes(word))).toHaveLength(1);
    expect(found).toHaveLength(about.length);
  });

  it("with nothing set at all names every variable that is missing", () => {
    const nothing = Object.fromEntries(Object.keys(environment).map((name) => [name, undefined]));
    const found = faults(nothing).join("\n");
    for (const name of Object.keys(environment)) {
      if (name !== "MAPLE_SECRET") expect(found).toContain(name);
    }
  });

  it("is counted and listed in the message", () => {
    expect(new ConfigError(["a: wrong", "b: missing"]).message).toBe(
      "The configuration has 2 fault(s):\n  - a: wrong\n  - b: missing",
    );
  });

  it.each([
    ["too short", "q8Zr5nVw2KxJb7Lm9TcYd3HfGsPaEu6"],
    ["a change-me", "change-me-q8Zr5nVw2KxJb7Lm9TcYd3HfGs"],
    ["an example", "example.q8Zr5nVw2KxJb7Lm9TcYd3HfGs"],
    ["a default", "DEFAULTq8Zr5nVw2KxJb7Lm9TcYd3HfGsPaEu6N"],
    ["of the sandbox", "sandbox-q8Zr5nVw2KxJb7Lm9TcYd3HfGs"],
    ["a counted row", "q8Zr5nVw2KxJb7Lm9TcYd3HfGs1234567890"],
    ["nothing but zeros", "0".repeat(40)],
    ["one letter", "a".repeat(40)],
    ["three letters", "abc".repeat(20)],
  ])("refuses a secret that is %s", (_what, secret) => {
    for (const variable of ["ID_SECRET"]) {
      const found = faults({ [variable]: secret });
      expect(found).toHaveLength(1);
      expect(found[0]).toContain(variable);
    }
  });

  it("shows no answer for longer than it keeps it", () => {
    expect(faults({ CACHE_MAX_AGE: "TRANSACTIONS=61", CACHE_KEEP_SECONDS: "60" })).toEqual([
      "environment: CACHE_MAX_AGE has more seconds than CACHE_KEEP_SECONDS",
    ]);
  });

  it("names the missing secret of a provider", () => {
    expect(faults({ MAPLE_SECRET: undefined })).toEqual(["environment: MAPLE_SECRET is missing"]);
  });

  it.each([0o644, 0o640, 0o604, 0o620, 0o666])(
    "refuses a key file that others may open (mode %i)",
    (mode) => {
      const found = faults({ KEY_RING_FILE: file("ring.json", ring, mode) });
      expect(found).toEqual([expect.stringContaining("must be 0400 or 0600")]);
    },
  );

  it("accepts a key file that its owner may only read", () => {
    const path = file("ring.json", ring, 0o400);
    expect(readConfig({ ...environment, KEY_RING_FILE: path }).secrets.keyRing.file).toBe(path);
  });

  it.each(["changeme", "change-me", "SECRET", "password", "example", "xxxx"])(
    "refuses the client secret %s, and asks nothing else of what a bank gave out",
    (secret) => {
      expect(faults({ MAPLE_SECRET: secret })).toEqual([expect.stringContaining("MAPLE_SECRET")]);
      expect(() => readConfig({ ...environment, MAPLE_SECRET: "bank-secret-1" })).not.toThrow();
    },
  );

  it("refuses a key that nobody drew", () => {
    const keys = { k1: KEY, k2: Buffer.alloc(32).toString("base64") };
    expect(faults({ KEY_RING_FILE: file("zero.json", { current: "k1", keys }) })).toHaveLength(1);
    expect(
      faults({ KEY_RING_FILE: file("proto.json", { current: "constructor", keys: { k1: KEY } }) }),
    ).toHaveLength(1);
  });

  it.each(["javascript:alert(1)", "data:text/html,x", "http://app.example/back"])(
    "refuses the return URL %s",
    (returnUrl) => {
      const apps = [{ id: "app-1", name: "App", returnUrls: [returnUrl] }];
      expect(faults({ APPS_FILE: file("bad-apps.json", apps) })).toHaveLength(1);
    },
  );

  it("refuses a public URL with a path, which the banks' redirect URIs would lose", () => {
    expect(faults({ PUBLIC_URL: "https://gateway.test/fdx" })).toHaveLength(1);
  });

  it.each([16, 31, 33, 64])("refuses a key of %i bytes", (length) => {
    const keys = { k1: KEY, k2: Buffer.alloc(length, 5).toString("base64") };
    const found = faults({ KEY_RING_FILE: file("ring.json", { current: "k1", keys }) });
    expect(found).toEqual([
      `KEY_RING_FILE: ${join(folder, "ring.json")} 1 key(s) are not 32 random bytes as base64`,
    ]);
  });

  it.each([
    "http://gateway.test",
    "http://127.0.0.1.evil.test",
    "http://10.0.0.1",
    "ftp://127.0.0.1",
    "javascript:alert(1)",
  ])("refuses %s wherever an address leads out of the machine", (address) => {
    for (const variable of ["PUBLIC_URL", "AUTH_JWKS_URI"]) {
      const found = faults({ [variable]: address });
      expect(found[0]).toContain(variable);
      for (const fault of found) expect(fault).toContain(variable);
    }
    expect(faults(providers({ issuer: address }))).toEqual([expect.stringContaining("issuer")]);
    expect(faults(providers({ fdxBaseUrl: `${address}/` }))).toEqual([expect.stringContaining("fdxBaseUrl")]);
  });

  it.each(["http://127.0.0.1:4000", "http://localhost:4000", "http://[::1]:4000", "https://gateway.test"])(
    "accepts %s",
    (address) => {
      expect(readConfig({ ...environment, PUBLIC_URL: address }).http.publicUrl.href).toBe(`${address}/`);
    },
  );

  it("tells of ids that stand in a file twice", () => {
    const found = faults({
      APPS_FILE: file("apps.json", [app, { ...app, id: "app-2" }, app]),
      ...providers({}, {}, {}),
    });
    expect(found).toEqual([
      expect.stringMatching(/^PROVIDERS_FILE: id maple stands there twice$/),
      expect.stringMatching(/^APPS_FILE: id app-1 stands there twice$/),
    ]);
  });

  it.each(["Maple", "ma ple", "../maple", "maple/x", "", "m".repeat(65)])(
    "refuses the provider id %p, which becomes part of a redirect URI",
    (id) => {
      expect(faults(providers({ id }))).toEqual([expect.stringContaining("0.id")]);
    },
  );

  it.each(["6", "v6.4", "6.4-beta", "3.0", 6.4])("refuses the FDX version %p", (fdxVersion) => {
    expect(faults(providers({ fdxVersion }))).toEqual([expect.stringContaining("fdxVersion")]);
  });

  it.each([["REWARDS"], "TRANSACTIONS", [1]])("refuses %j as what is unsupported", (unsupported) => {
    expect(faults(providers({ unsupported }))).toEqual([expect.stringContaining("unsupported")]);
  });

  it.each([0, -1, 1.5, "30"])("refuses a history window of %p days", (historyWindowDays) => {
    expect(faults(providers({ historyWindowDays }))).toEqual([expect.stringContaining("historyWindowDays")]);
  });

  it.each([
    [{}, false],
    [{ allowRawPayload: false }, false],
    [{ allowRawPayload: true }, true],
  ])("lets an app with %p read payloads of banks: %p", (members, allowed) => {
    const apps = file("raw-apps.json", [{ ...app, ...members }]);
    expect(readConfig({ ...environment, APPS_FILE: apps }).apps[0]?.allowRawPayload).toBe(allowed);
  });

  it("refuses members it does not know, such as a secret written into the providers file", () => {
    const found = faults(providers({ clientSecret: BANK_SECRET }));
    expect(found).toEqual([expect.stringContaining("clientSecret")]);
    expect(found.join()).not.toContain(BANK_SECRET);
  });

  it("says which file cannot be read, and nothing of what stands in it", () => {
    const found = faults({
      APPS_FILE: join(folder, "none.json"),
      KEY_RING_FILE: file("ring.json", `{"k1": "${KEY}`),
    });
    expect(found).toEqual([
      `APPS_FILE: ${join(folder, "none.json")} cannot be read as JSON`,
      `KEY_RING_FILE: ${join(folder, "ring.json")} cannot be read as JSON`,
    ]);
  });

  it.each([
    ["ID_SECRET", (secret: string) => ({ ID_SECRET: secret })],
    ["PUBLIC_URL", (secret: string) => ({ PUBLIC_URL: secret })],
    ["AUTH_ISSUER", (secret: string) => ({ AUTH_ISSUER: secret })],
    ["PORT", (secret: string) => ({ PORT: secret })],
    ["LOG_LEVEL", (secret: string) => ({ LOG_LEVEL: secret })],
    ["a provider's id", (secret: string) => providers({ id: secret })],
    ["a provider's country", (secret: string) => providers({ country: secret })],
    ["a provider's secret name", (secret: string) => providers({ clientSecretEnv: secret })],
    ["a provider's clusters", (secret: string) => providers({ dataClusters: [secret] })],
    [
      "the key ring's current",
      (secret: string) => ({ KEY_RING_FILE: file("r", { ...ring, current: secret }) }),
    ],
    ["a key", (secret: string) => ({ KEY_RING_FILE: file("r", { current: "k1", keys: { k1: secret } }) })],
  ])("does not print a secret that stands in %s", (_where, change) => {
    const misplaced = "canary-secret-change-me+/5d1e";
    const found = faults(change(misplaced));
    expect(found.length).toBeGreaterThan(0);
    expect(found.join("\n")).not.toContain("canary");
  });
});

describe("a store in Redis", () => {
  const redis = { STORE: "redis", REDIS_URL: "rediss://:pw@redis.test:6380, redis://127.0.0.1:6379" };

  it("is reached encrypted, or on this machine", () => {
    expect(readConfig({ ...environment, ...redis }).store).toMatchObject({
      ...{ kind: "redis", mode: "standalone", waitReplicas: 1, singleNode: false, allowVolatile: false },
      urls: ["rediss://:pw@redis.test:6380", "redis://127.0.0.1:6379"],
    });
    for (const url of ["redis://redis.test", "http://127.0.0.1", "redis.test:6379"]) {
      expect(faults({ ...redis, REDIS_URL: url })).toEqual([
        "environment: REDIS_URL must be rediss:// URLs (redis:// only on loopback)",
      ]);
    }
  });

  it("needs an address", () => {
    expect(faults({ STORE: "redis" })).toEqual(["environment: REDIS_URL is missing"]);
  });

  it("needs token calls that leave time for its writes", () => {
    const fault = "environment: TOKEN_TIMEOUT_MS must be at least 3000 with this REDIS_WAIT_MS";
    expect(faults({ ...redis, TOKEN_TIMEOUT_MS: "2999" })).toEqual([fault]);
    expect(readConfig({ ...environment, ...redis, TOKEN_TIMEOUT_MS: "3000" }).upstream.tokenTimeoutMs).toBe(
      3000,
    );
  });
});
