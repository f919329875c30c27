import { beforeEach, describe, expect, it } from "@jest/globals";
import { AUDIT_EVENTS, type Audit, OPERATOR_ALARMS } from "../../../src/core/audit.js";
import { Secret } from "../../../src/core/secret.js";
import { Metrics, type MetricsSources } from "../../../src/telemetry/metrics.js";
import { AuditRecorder } from "../../support/audit-recorder.js";
import { seriesIn } from "../../support/metrics-text.js";

const PROVIDERS = ["maple", "liberty"];
const FAMILIES = ["flinks-outbound", "flinks-connect"];
const FACTS = { consentId: "consent-1", appId: "app-1", endUserId: "alex", dataProviderId: "maple" };

let metrics: Metrics;
let recorder: AuditRecorder;
let audit: Audit;

beforeEach(() => {
  metrics = new Metrics({ ids: PROVIDERS, families: FAMILIES });
  recorder = new AuditRecorder();
  audit = metrics.counting(recorder.audit);
});

async function valueOf(series: string): Promise<number | undefined> {
  return seriesIn(await metrics.text()).get(series);
}

/** The gateway's own series, not those of the process it runs in. */
async function ownSeries(): Promise<readonly string[]> {
  return [...seriesIn(await metrics.text()).keys()].filter((series) => series.startsWith("fdx_"));
}

const labelOf = (name: string, series: string): string | undefined =>
  new RegExp(`[{,]${name}="([^"]*)"`).exec(series)?.[1];

describe("an audit record", () => {
  it("is passed on as it is, and counted", async () => {
    audit("consent.started", FACTS);
    audit("consent.started", { ...FACTS, consentId: "consent-2" });
    audit("token.put-back", { ...FACTS, version: 3 });
    expect(recorder.records).toEqual([
      { event: "consent.started", facts: FACTS },
      { event: "consent.started", facts: { ...FACTS, consentId: "consent-2" } },
      { event: "token.put-back", facts: { ...FACTS, version: 3 } },
    ]);
    expect(await valueOf('fdx_audit_events_total{event="consent.started"}')).toBe(2);
    expect(await valueOf('fdx_audit_events_total{event="token.put-back"}')).toBe(1);
    expect(await valueOf('fdx_audit_events_total{event="consent.revoked"}')).toBe(0);
  });

  it("of a log that fails is counted all the same", async () => {
    const failing = metrics.counting(() => {
      throw new Error("the disk is full");
    });
    expect(() => {
      failing("consent.revoked", FACTS);
    }).toThrow("the disk is full");
    expect(await valueOf('fdx_audit_events_total{event="consent.revoked"}')).toBe(1);
  });
});

describe("before anything has happened", () => {
  it("every event and every alarm has a series at zero", async () => {
    const series = seriesIn(await metrics.text());
    for (const event of AUDIT_EVENTS) expect(series.get(`fdx_audit_events_total{event="${event}"}`)).toBe(0);
    for (const alarm of OPERATOR_ALARMS) {
      expect(series.get(`fdx_operator_alarms_total{alarm="${alarm}"}`)).toBe(0);
    }
    expect(series.get("fdx_token_lease_wait_seconds_count")).toBe(0);
    for (const outcome of ["refreshed", "recovered", "superseded", "refused", "uncertain", "not_sent"]) {
      expect(series.get(`fdx_token_refreshes_total{provider="maple",outcome="${outcome}"}`)).toBe(0);
    }
  });

  it("the process itself is told of", async () => {
    expect(await valueOf("process_resident_memory_bytes")).toBeGreaterThan(0);
    expect(metrics.contentType).toMatch(/^text\/plain; version=/);
  });
});

describe("refreshes", () => {
  it.each([
    ["token.refreshed", "refreshed"],
    ["token.recovered", "recovered"],
    ["token.answer-superseded", "superseded"],
    ["token.refresh-refused", "refused"],
    ["token.refresh-uncertain", "uncertain"],
    ["token.refresh-not-sent", "not_sent"],
  ] as const)("%s counts as %s, by provider", async (event, outcome) => {
    audit(event, FACTS);
    audit(event, { ...FACTS, dataProviderId: "liberty" });
    audit(event, { ...FACTS, dataProviderId: "liberty" });
    const refreshes = (provider: string): Promise<number | undefined> =>
      valueOf(`fdx_token_refreshes_total{provider="${provider}",outcome="${outcome}"}`);
    expect(await refreshes("maple")).toBe(1);
    expect(await refreshes("liberty")).toBe(2);
    const series = seriesIn(await metrics.text());
    const all = [...series].filter(([name]) => name.startsWith("fdx_token_refreshes_total"));
    expect(all.reduce((sum, [, count]) => sum + count, 0)).toBe(3);
  });

  it("of banks of one family are counted together", async () => {
    for (const dataProviderId of ["flinks-outbound-14", "flinks-outbound-15"]) {
      audit("token.refreshed", { ...FACTS, dataProviderId });
    }
    expect(await valueOf('fdx_token_refreshes_total{provider="flinks-outbound",outcome="refreshed"}')).toBe(
      2,
    );
    expect(await valueOf('fdx_token_refreshes_total{provider="flinks-connect",outcome="refreshed"}')).toBe(0);
  });

  it.each([{}, { dataProviderId: "closed-bank" }, { dataProviderId: "" }])(
    "of a provider that is not configured (%p) are counted together",
    async (facts) => {
      audit("token.refreshed", { ...facts, tookMs: 40 });
      expect(await valueOf('fdx_token_refreshes_total{provider="other",outcome="refreshed"}')).toBe(1);
      expect(await valueOf('fdx_token_refresh_seconds_count{provider="other"}')).toBe(1);
    },
  );

  it("that go well are timed, in seconds", async () => {
    for (const tookMs of [40, 300, 700]) audit("token.refreshed", { ...FACTS, tookMs });
    audit("token.answer-superseded", { ...FACTS, tookMs: 9000, waitedMs: 9000 });
    const bucket = (le: string): Promise<number | undefined> =>
      valueOf(`fdx_token_refresh_seconds_bucket{le="${le}",provider="maple"}`);
    expect(await Promise.all(["0.05", "0.25", "0.5", "1", "+Inf"].map(bucket))).toEqual([1, 1, 2, 3, 3]);
    expect(await valueOf('fdx_token_refresh_seconds_sum{provider="maple"}')).toBeCloseTo(1.04);
    expect(await valueOf("fdx_token_lease_wait_seconds_count")).toBe(0);
  });

  it("that were waited for are timed, in seconds", async () => {
    for (const waitedMs of [60, 2000]) audit("token.lease-waited", { ...FACTS, waitedMs });
    expect(await valueOf("fdx_token_lease_wait_seconds_count")).toBe(2);
    expect(await valueOf("fdx_token_lease_wait_seconds_sum")).toBeCloseTo(2.06);
    expect(await valueOf('fdx_token_lease_wait_seconds_bucket{le="0.1"}')).toBe(1);
    const refreshes = [...seriesIn(await metrics.text())].filter(([name]) =>
      name.startsWith("fdx_token_refreshes_total"),
    );
    expect(new Set(refreshes.map(([, value]) => value))).toEqual(new Set([0]));
  });
});

describe("alarms", () => {
  it.each(OPERATOR_ALARMS)("%s is counted by its name", async (alarm) => {
    audit("operator.alarm", { ...FACTS, alarm });
    expect(await valueOf(`fdx_operator_alarms_total{alarm="${alarm}"}`)).toBe(1);
    expect(await valueOf('fdx_operator_alarms_total{alarm="other"}')).toBeUndefined();
  });

  it.each([undefined, "a-new-one", 7, ["client_refused"]])("unknown ones (%p) are one", async (alarm) => {
    audit("operator.alarm", { ...FACTS, alarm });
    expect(await valueOf('fdx_operator_alarms_total{alarm="other"}')).toBe(1);
  });

  it("a fact of that name in another record is none", async () => {
    audit("consent.started", { ...FACTS, alarm: "client_refused" });
    expect(await valueOf('fdx_operator_alarms_total{alarm="client_refused"}')).toBe(0);
  });
});

describe("what is looked up", () => {
  const sources = {
    unfinished: { count: 3, oldestMs: 61_500 },
    spool: { letters: 2, oldestMs: 700 },
    consents: { ACTIVE: 5, REVOKED: 1 } as Record<string, number>,
    isUp: true,
  };
  const watched: MetricsSources = {
    unfinished: () => sources.unfinished,
    spool: () => sources.spool,
    consentsByPhase: () => sources.consents,
    isReady: async () => sources.isUp,
  };

  it("counts reads of banks' data by how their answers were had, as often as it is asked", async () => {
    const counts = { memory: 3, store: 1, joined: 2, missed: 4, stale: 0 };
    metrics.watch({ ...watched, cachedReads: () => counts });
    expect(await valueOf('fdx_cached_reads_total{outcome="memory"}')).toBe(3);
    counts.memory += 1;
    expect(await valueOf('fdx_cached_reads_total{outcome="memory"}')).toBe(4);
    expect(await valueOf('fdx_cached_reads_total{outcome="stale"}')).toBe(0);
  });

  it("counts lists by what was done with them", async () => {
    metrics.watch({ ...watched, projectedLists: () => ({ copied: 7, unusual: 1, looked_at: 2 }) });
    expect(await valueOf('fdx_projected_lists_total{outcome="copied"}')).toBe(7);
    expect(await valueOf('fdx_projected_lists_total{outcome="unusual"}')).toBe(1);
  });

  it("is there once it is watched, in seconds and numbers, as it is at that moment", async () => {
    expect(await valueOf("fdx_spool_letters")).toBeUndefined();
    metrics.watch(watched);
    const gauges = async (): Promise<object> => {
      const series = seriesIn(await metrics.text());
      return Object.fromEntries(
        [...series].filter(([name]) => /^fdx_(consents|spool|ready|.*unfinished)/.test(name)),
      );
    };
    expect(await gauges()).toEqual({
      fdx_token_refreshes_unfinished: 3,
      fdx_token_oldest_unfinished_seconds: 61.5,
      fdx_spool_letters: 2,
      fdx_spool_oldest_seconds: 0.7,
      fdx_ready: 1,
      'fdx_consents{phase="ACTIVE"}': 5,
      'fdx_consents{phase="REVOKED"}': 1,
    });
    sources.unfinished = { count: 0, oldestMs: 0 };
    sources.spool = { letters: 0, oldestMs: 0 };
    sources.consents = { ACTIVE: 0, REVOKED: 6 };
    sources.isUp = false;
    expect(await gauges()).toEqual({
      fdx_token_refreshes_unfinished: 0,
      fdx_token_oldest_unfinished_seconds: 0,
      fdx_spool_letters: 0,
      fdx_spool_oldest_seconds: 0,
      fdx_ready: 0,
      'fdx_consents{phase="ACTIVE"}': 0,
      'fdx_consents{phase="REVOKED"}': 6,
    });
  });
});

describe("the guards before the banks", () => {
  const report = (isOpen: boolean, full: number, retries: number) => ({
    ...{ isOpen, retries, refused: { breaker_open: 7, throttled: 0, full } },
  });

  it("are told of by provider, as they are at that moment; those of a family together, and of banks that are not configured", async () => {
    const reports = new Map([
      ["maple", report(true, 3, 2)],
      ["liberty", report(false, 0, 0)],
      ["flinks-outbound-14", report(true, 1, 4)],
      ["flinks-outbound-15", report(true, 2, 5)],
      ["flinks-connect", report(true, 5, 0)],
      ["flinks-connected", report(false, 8, 1)],
    ]);
    metrics.watch({ isReady: async () => true, guards: () => reports });
    const told = async (): Promise<object> => {
      const series = [...seriesIn(await metrics.text())];
      return Object.fromEntries(
        series.filter(([name]) => /^fdx_provider_.*(breaker|full|retries)/.test(name)),
      );
    };
    const series = (provider: string, isOpen: number, full: number, retries: number): object => ({
      [`fdx_provider_breaker_open{provider="${provider}"}`]: isOpen,
      [`fdx_provider_calls_refused_total{provider="${provider}",cause="breaker_open"}`]: 7,
      [`fdx_provider_calls_refused_total{provider="${provider}",cause="full"}`]: full,
      [`fdx_provider_retries_total{provider="${provider}"}`]: retries,
    });
    const others = {
      ...series("liberty", 0, 0, 0),
      ...series("flinks-outbound", 2, 3, 9),
      'fdx_provider_calls_refused_total{provider="flinks-outbound",cause="breaker_open"}': 14,
      ...series("flinks-connect", 1, 5, 0),
      ...series("other", 0, 8, 1),
    };
    expect(await told()).toEqual({ ...series("maple", 1, 3, 2), ...others });
    reports.set("maple", report(false, 4, 3));
    expect(await told()).toEqual({ ...series("maple", 0, 4, 3), ...others });
  });
});

describe("a label", () => {
  const canaries = {
    ...{ consentId: "canary-consent", appId: "canary-app", endUserId: "canary-person" },
    ...{ dataProviderId: "canary-bank", alarm: "canary-alarm", error: "canary-error", reason: "canary" },
    ...{ outcome: "canary", event: "canary", provider: "canary", code: "canary", detail: "canary" },
    ...{ token: new Secret("canary-token"), tookMs: "canary", waitedMs: "canary", version: 7 },
  };

  it("is of a closed list, whatever a record holds", async () => {
    metrics.watch({
      unfinished: () => ({ count: 0, oldestMs: 0 }),
      spool: () => ({ letters: 0, oldestMs: 0 }),
      consentsByPhase: () => ({ ACTIVE: 1 }),
      isReady: async () => true,
    });
    const before = (await ownSeries()).length;
    for (let index = 0; index < 3; index += 1) {
      for (const event of AUDIT_EVENTS) audit(event, { ...canaries, consentId: `canary-${index}` });
    }
    expect(await metrics.text()).not.toContain("canary");
    const series = await ownSeries();
    // One kind of alarm; all others were there from the start.
    expect(series).toHaveLength(before + 1);
    const names = new Set(
      series.flatMap((each) => [...each.matchAll(/[{,](\w+)="/g)].map(([, name]) => name)),
    );
    expect([...names].sort()).toEqual(["alarm", "event", "le", "outcome", "phase", "provider"]);
    const providers = new Set(series.flatMap((each) => labelOf("provider", each) ?? []));
    expect([...providers].sort()).toEqual([...PROVIDERS, ...FAMILIES, "other"].sort());
    expect(await valueOf('fdx_token_refreshes_total{provider="maple",outcome="refreshed"}')).toBe(0);
    expect(await valueOf('fdx_token_refreshes_total{provider="other",outcome="refreshed"}')).toBe(3);
  });
});

describe("calls that were not made", () => {
  it("are counted by provider and cause, as they stand when they are asked for", async () => {
    let count = 2;
    metrics.watch({
      isReady: async () => true,
      budgetRefusals: () => [
        { provider: "maple", cause: "budget", count },
        { provider: "closed-bank", cause: "store", count: 1 },
        { provider: "flinks-outbound-7", cause: "store", count: 3 },
      ],
    });
    const refused = (provider: string, cause: string): Promise<number | undefined> =>
      valueOf(`fdx_call_budget_refusals_total{provider="${provider}",cause="${cause}"}`);
    expect(await refused("maple", "budget")).toBe(2);
    count = 5;
    expect(await refused("maple", "budget")).toBe(5);
    expect(await refused("other", "store")).toBe(1);
    expect(await refused("flinks-outbound", "store")).toBe(3);
  });
});
