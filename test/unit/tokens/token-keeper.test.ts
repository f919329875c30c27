import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { GatewayError } from "../../../src/core/gateway-error.js";
import type { ConsentId, DataProviderId } from "../../../src/core/ids.js";
import type { ConsentReference } from "../../../src/tokens/consent-reference.js";
import { RefreshLog } from "../../../src/tokens/refresh-log.js";
import type { Refresh, RefreshStatus } from "../../../src/tokens/refresh-state.js";
import { TokenKeeper } from "../../../src/tokens/token-keeper.js";
import { AuditRecorder } from "../../support/audit-recorder.js";
import { LIBERTY, MAPLE } from "../../support/builders.js";
import { FakeClock } from "../../support/fake-clock.js";
import { referenceOf } from "../../support/letters.js";
import { openTempStore, type TempStore } from "../../support/temp-store.js";

const DAY_MS = 86_400_000;
/** Consents that are worked on at once. */
const AT_ONCE = 32;

let place: TempStore;
let clock: FakeClock;
let log: RefreshLog;
let audit: AuditRecorder;
let renewed: { readonly consentId: ConsentId; readonly newerThan: number }[];
let renew: (reference: ConsentReference) => Promise<void>;
let inactive: Set<string>;
let idleDays: Map<DataProviderId, number>;
let keeper: TokenKeeper;

beforeEach(async () => {
  clock = new FakeClock();
  place = await openTempStore(clock);
  log = new RefreshLog(place.store);
  audit = new AuditRecorder();
  renewed = [];
  renew = async () => undefined;
  inactive = new Set();
  idleDays = new Map([[MAPLE, 100]]);
  keeper = new TokenKeeper({
    ...{ log, clock, audit: audit.audit },
    renew: (reference, newerThan) => {
      renewed.push({ consentId: reference.consentId, newerThan });
      return renew(reference);
    },
    isActive: async (consentId) => !inactive.has(consentId),
    idleDaysOf: (dataProviderId) => idleDays.get(dataProviderId),
  });
});

afterEach(() => place.remove());

const ACTIVE: RefreshStatus = { status: "ACTIVE" };

function unfinished(status: "REFRESHING" | "UNCERTAIN" = "UNCERTAIN", agoMs = 0): RefreshStatus {
  return { status, attempt: { id: "a", number: 1, firstAt: clock.now() - agoMs } };
}

/** A consent whose tokens were refreshed just now. */
async function keep(consentId: string, status: RefreshStatus, dataProviderId = MAPLE): Promise<Refresh> {
  const reference = { ...referenceOf(consentId), dataProviderId };
  const refresh = { reference, tokenVersion: 1, refreshedAt: clock.now(), ...status };
  await log.write(refresh, 0);
  return refresh;
}

/** What a renewal that goes well leaves behind. */
async function bringToAnEnd({ consentId }: ConsentReference): Promise<void> {
  const record = await log.read(consentId);
  if (record === undefined) throw new Error("no record");
  const { reference, tokenVersion, refreshedAt } = record.refresh;
  await log.write({ reference, tokenVersion, refreshedAt, status: "ACTIVE" }, record.version);
}

const ids = (): string[] => renewed.map(({ consentId }) => consentId).sort();

describe("a refresh that was left unfinished", () => {
  it("is brought to an end", async () => {
    await keep("consent-1", unfinished("UNCERTAIN"));
    const { refreshedAt } = await keep("consent-2", unfinished("REFRESHING"));
    await keep("consent-3", ACTIVE);
    clock.advance(1000);
    await keeper.round();
    expect(ids()).toEqual(["consent-1", "consent-2"]);
    expect(renewed.map(({ newerThan }) => newerThan)).toEqual([refreshedAt, refreshedAt]);
  });

  it("of a bank without idle days too", async () => {
    await keep("consent-1", unfinished(), LIBERTY);
    await keeper.round();
    expect(ids()).toEqual(["consent-1"]);
  });

  it("is left alone where the consent has ended", async () => {
    await keep("consent-1", unfinished());
    inactive.add("consent-1");
    await keeper.round();
    expect(renewed).toEqual([]);
  });
});

describe("a refresh token that nobody uses", () => {
  it.each([
    ["three quarters of its time", 75 * DAY_MS, []],
    ["more than that", 75 * DAY_MS + 1, ["consent-1"]],
    ["all of it", 200 * DAY_MS, ["consent-1"]],
    ["no time", 0, []],
  ])("is used after %s: %d ms", async (_name, passedMs, expected) => {
    await keep("consent-1", ACTIVE);
    clock.advance(passedMs);
    await keeper.round();
    expect(ids()).toEqual(expected);
  });

  it("does not die where the bank lets it live", async () => {
    await keep("consent-1", ACTIVE, LIBERTY);
    clock.advance(10_000 * DAY_MS);
    await keeper.round();
    expect(renewed).toEqual([]);
  });

  it("is not used when only its end user can help, or the consent has ended", async () => {
    await keep("consent-1", { status: "REAUTH", reason: "invalid_grant" });
    await keep("consent-2", ACTIVE);
    inactive.add("consent-2");
    await keep("consent-3", ACTIVE);
    clock.advance(99 * DAY_MS);
    await keeper.round();
    expect(ids()).toEqual(["consent-3"]);
  });
});

describe("a bank that is down", () => {
  const CONSENTS = 100;

  beforeEach(async () => {
    for (let number = 0; number < CONSENTS; number += 1) await keep(`consent-${number}`, unfinished());
    await keep("other", unfinished(), LIBERTY);
  });

  it.each(["PROVIDER_UNAVAILABLE", "PROVIDER_TIMEOUT", "PROVIDER_REFUSED"] as const)(
    "is not asked for each of its consents, and others are: %s",
    async (code) => {
      renew = async (reference) => {
        if (reference.dataProviderId === MAPLE) throw new GatewayError(code, "down");
      };
      await keeper.round();
      const asked = ids().filter((id) => id !== "other");
      expect(asked.length).toBeLessThanOrEqual(AT_ONCE);
      expect(ids()).toContain("other");
      expect(keeper.census.count).toBe(CONSENTS + 1);
      expect(audit.events()).toEqual(asked.map(() => "token.renewal-failed"));
    },
  );

  it("is asked again in the next round", async () => {
    renew = async () => {
      throw new GatewayError("PROVIDER_UNAVAILABLE", "down");
    };
    await keeper.round();
    renewed = [];
    renew = bringToAnEnd;
    await keeper.round();
    expect(renewed).toHaveLength(CONSENTS + 1);
    expect(keeper.census).toEqual({ count: 0, oldestMs: 0 });
  });

  it("is not thought of because of a few consents: all others are still renewed", async () => {
    renew = async (reference) => {
      if (/-[1-4]$/.test(reference.consentId)) throw new GatewayError("PROVIDER_UNAVAILABLE", "down");
    };
    await keeper.round();
    expect(renewed).toHaveLength(CONSENTS + 1);
  });

  it("is left alone once the process is ending", async () => {
    await keeper.round(AbortSignal.abort());
    expect(renewed).toEqual([]);
  });

  it("is not told from a consent that fails by itself: the others are still renewed", async () => {
    renew = async () => {
      throw new GatewayError("CONSENT_REAUTH_REQUIRED", "ended");
    };
    await keeper.round();
    expect(renewed).toHaveLength(CONSENTS + 1);
  });
});

describe("a round", () => {
  it("goes on past a record that cannot be read, and raises an alarm", async () => {
    for (let number = 0; number < 2 * AT_ONCE; number += 1) await keep(`consent-${number}`, unfinished());
    await place.store.commit("broken", [{ kind: "refresh", value: Buffer.from("garbage"), ifVersion: 0 }]);
    await keeper.round();
    expect(renewed).toHaveLength(2 * AT_ONCE);
    expect(audit.records).toEqual([
      {
        event: "operator.alarm",
        facts: expect.objectContaining({ alarm: "record_unreadable", consentId: "broken" }),
      },
    ]);
  });

  it("raises another alarm when the store fails", async () => {
    await keep("consent-1", unfinished());
    renew = async () => {
      await place.store.close();
    };
    await keeper.round();
    expect(audit.records).toEqual([
      {
        event: "operator.alarm",
        facts: expect.objectContaining({ alarm: "store_unavailable", consentId: "consent-1" }),
      },
    ]);
  });

  it("records a renewal that failed, with its consent", async () => {
    const { reference } = await keep("consent-1", unfinished());
    renew = async () => {
      throw new GatewayError("PROVIDER_TIMEOUT", "slow");
    };
    await keeper.round();
    expect(audit.records).toEqual([
      {
        event: "token.renewal-failed",
        facts: expect.objectContaining({ ...reference, code: "PROVIDER_TIMEOUT" }),
      },
    ]);
  });

  it("works on no more than some consents at once", async () => {
    for (let number = 0; number < 100; number += 1) await keep(`consent-${number}`, unfinished());
    let now = 0;
    let most = 0;
    renew = async () => {
      now += 1;
      most = Math.max(most, now);
      await new Promise((resolve) => setImmediate(resolve));
      now -= 1;
    };
    await keeper.round();
    expect(renewed).toHaveLength(100);
    expect(most).toBeLessThanOrEqual(AT_ONCE);
    expect(most).toBeGreaterThan(1);
  });

  it("does not mind a consent that has ended meanwhile", async () => {
    await keep("consent-1", unfinished());
    renew = async ({ consentId }) => {
      await place.store.take({ kind: "refresh", id: consentId });
    };
    await keeper.round();
    expect(keeper.census.count).toBe(0);
    expect(audit.events()).toEqual([]);
  });
});

describe("the census", () => {
  it("is empty before the first round", () => {
    expect(keeper.census).toEqual({ count: 0, oldestMs: 0 });
  });

  it("counts what a round could not bring to an end, and says how old the oldest is", async () => {
    await keep("consent-1", unfinished("UNCERTAIN", 5000));
    await keep("consent-2", unfinished("REFRESHING", 9000));
    await keep("consent-3", unfinished("UNCERTAIN", 20_000));
    renew = async (reference) => {
      if (reference.consentId === "consent-3") await bringToAnEnd(reference);
    };
    clock.advance(1000);
    await keeper.round();
    expect(keeper.census).toEqual({ count: 2, oldestMs: 10_000 });
  });

  it("gives no age below nothing to an attempt whose clock was ahead", async () => {
    await keep("consent-1", unfinished("UNCERTAIN", -5000));
    await keeper.round();
    expect(keeper.census).toEqual({ count: 1, oldestMs: 0 });
  });
});
