import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";
import {
  AUDIT_EVENTS,
  type Audit,
  type AuditEvent,
  type AuditFacts,
  OPERATOR_ALARMS,
} from "../core/audit.js";
import { type Outcomes, watchOutcomes } from "./outcome-counter.js";
import { type GuardReports, watchGuards } from "./guard-metrics.js";
import { type LoadStatus, watchLoad } from "./load-metrics.js";

const CACHED_READS = {
  name: "fdx_cached_reads_total",
  help: "Reads of banks' data: kept in memory or in the store, with another's call, by a call, or old for want of a budget",
};
const PROJECTED_LISTS = {
  name: "fdx_projected_lists_total",
  help: "Lists of rows asked for plainly: copied as they came, unusual and so read, or read to see what the bank fills",
};

/** What may stand in the label `provider`; all others are counted together. */
interface LabelledProviders {
  readonly ids: readonly string[];
  /** `flinks-outbound` for itself and every `flinks-outbound-…`. */
  readonly families: readonly string[];
}

/** What is looked up when metrics are asked for. A process gives out what it has: token calls may be another one's. */
export interface MetricsSources {
  /** Refreshes that were begun and have not come to an end, as the last round has found them. */
  readonly unfinished?: () => { readonly count: number; readonly oldestMs: number };
  /** New tokens that are not in the store yet. */
  readonly spool?: () => { readonly letters: number; readonly oldestMs: number };
  readonly consentsByPhase?: () => Readonly<Record<string, number>>;
  readonly guards?: () => GuardReports;
  /** Reads of banks' data by how the answer was had. */
  readonly cachedReads?: () => Outcomes;
  /** Lists of rows that an answer could take as they came, by what was done with them. */
  readonly projectedLists?: () => Outcomes;
  /** Calls to providers that were not made, because these allow no more. */
  readonly budgetRefusals?: () => readonly {
    readonly provider: string;
    readonly cause: string;
    readonly count: number;
  }[];
  readonly isReady: () => Promise<boolean>;
  readonly load?: () => LoadStatus;
}

/** Audit events that say how a refresh has ended. */
const OUTCOMES: Partial<Record<AuditEvent, string>> = {
  "token.refreshed": "refreshed",
  "token.recovered": "recovered",
  "token.answer-superseded": "superseded",
  "token.refresh-refused": "refused",
  "token.refresh-uncertain": "uncertain",
  "token.refresh-not-sent": "not_sent",
};
const BUCKETS_S = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
const OTHER = "other";

/**
 * Counts for the operator, in Prometheus' form. Most are counted from audit events, so that what is counted and what is
 * written down cannot differ. Labels come from closed lists: no id, and nothing a client sends.
 */
export class Metrics {
  readonly #registry = new Registry();
  readonly #providerIds: ReadonlySet<string>;
  readonly #families: readonly string[];
  readonly #refreshes = this.#counter("fdx_token_refreshes_total", "Refreshes by outcome", [
    "provider",
    "outcome",
  ]);
  readonly #took = this.#histogram("fdx_token_refresh_seconds", "Time of a refresh that went well", [
    "provider",
  ]);
  readonly #waits = this.#histogram(
    "fdx_token_lease_wait_seconds",
    "Time waited for another process's refresh",
    [],
  );
  readonly #alarms = this.#counter("fdx_operator_alarms_total", "What an operator must look at", ["alarm"]);
  readonly #events = this.#counter("fdx_audit_events_total", "Audit records by event", ["event"]);

  constructor({ ids, families }: LabelledProviders) {
    this.#providerIds = new Set(ids);
    this.#families = families;
    collectDefaultMetrics({ register: this.#registry });
    // From the start, so that a rate can be taken of what has not happened yet.
    for (const event of AUDIT_EVENTS) this.#events.inc({ event }, 0);
    for (const provider of [...ids, ...families, OTHER]) {
      for (const outcome of Object.values(OUTCOMES)) this.#refreshes.inc({ provider, outcome }, 0);
    }
    for (const alarm of OPERATOR_ALARMS) this.#alarms.inc({ alarm }, 0);
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  /** @returns an audit that counts what it passes on. */
  counting(next: Audit): Audit {
    return (event, facts) => {
      this.#count(event, facts);
      next(event, facts);
    };
  }

  #watchReads({ cachedReads, projectedLists }: Pick<MetricsSources, "cachedReads" | "projectedLists">): void {
    if (cachedReads !== undefined) watchOutcomes(this.#registry, CACHED_READS, cachedReads);
    if (projectedLists !== undefined) watchOutcomes(this.#registry, PROJECTED_LISTS, projectedLists);
  }

  watch({
    unfinished,
    spool,
    consentsByPhase,
    guards,
    budgetRefusals,
    isReady,
    load,
    ...reads
  }: MetricsSources): void {
    this.#gauge("fdx_ready", "1 while the process can do its work (/readyz)", async () =>
      (await isReady()) ? 1 : 0,
    );
    if (unfinished !== undefined) {
      this.#gauge("fdx_token_refreshes_unfinished", "Refreshes without an end", () => unfinished().count);
      this.#gauge(
        "fdx_token_oldest_unfinished_seconds",
        "Age of the oldest of them",
        () => unfinished().oldestMs / 1000,
      );
    }
    if (spool !== undefined) {
      this.#gauge("fdx_spool_letters", "New tokens that are not in the store yet", () => spool().letters);
      this.#gauge("fdx_spool_oldest_seconds", "Age of the oldest of them", () => spool().oldestMs / 1000);
    }
    if (consentsByPhase !== undefined) this.#watchConsents(consentsByPhase);
    if (guards !== undefined) watchGuards(this.#registry, guards, (id) => this.#providerLabel(id));
    this.#watchReads(reads);
    if (budgetRefusals !== undefined) this.#watchBudgets(budgetRefusals);
    if (load !== undefined) watchLoad(this.#registry, load);
  }

  /** @returns all metrics in the text form of Prometheus. */
  text(): Promise<string> {
    return this.#registry.metrics();
  }

  #watchConsents(byPhase: NonNullable<MetricsSources["consentsByPhase"]>): void {
    const consents = new Gauge({
      ...{
        name: "fdx_consents",
        help: "Consents by phase",
        labelNames: ["phase"],
        registers: [this.#registry],
      },
      collect: () => {
        for (const [phase, count] of Object.entries(byPhase())) consents.set({ phase }, count);
      },
    });
  }

  #watchBudgets(read: NonNullable<MetricsSources["budgetRefusals"]>): void {
    const refused = new Counter({
      name: "fdx_call_budget_refusals_total",
      help: "Calls to data providers that were not made, because these allow no more",
      labelNames: ["provider", "cause"],
      registers: [this.#registry],
      collect: () => {
        refused.reset();
        for (const { provider, cause, count } of read())
          refused.inc({ provider: this.#providerLabel(provider), cause }, count);
      },
    });
  }

  #count(event: AuditEvent, facts: AuditFacts): void {
    this.#events.inc({ event });
    const provider = this.#providerLabel(facts.dataProviderId);
    const outcome = OUTCOMES[event];
    if (outcome !== undefined) this.#refreshes.inc({ provider, outcome });
    const { tookMs, waitedMs, alarm } = facts;
    if (event === "token.refreshed" && typeof tookMs === "number")
      this.#took.observe({ provider }, tookMs / 1000);
    if (event === "token.lease-waited" && typeof waitedMs === "number") this.#waits.observe(waitedMs / 1000);
    if (event === "operator.alarm") this.#alarms.inc({ alarm: isAlarm(alarm) ? alarm : OTHER });
  }

  #providerLabel(dataProviderId = ""): string {
    if (this.#providerIds.has(dataProviderId)) return dataProviderId;
    const isOf = (family: string): boolean =>
      dataProviderId === family || dataProviderId.startsWith(`${family}-`);
    return this.#families.find(isOf) ?? OTHER;
  }

  #counter<Label extends string>(name: string, help: string, labelNames: Label[]): Counter<Label> {
    return new Counter({ name, help, labelNames, registers: [this.#registry] });
  }

  #histogram<Label extends string>(name: string, help: string, labelNames: Label[]): Histogram<Label> {
    return new Histogram({ name, help, labelNames, buckets: BUCKETS_S, registers: [this.#registry] });
  }

  #gauge(name: string, help: string, read: () => number | Promise<number>): void {
    const gauge = new Gauge({
      ...{ name, help, registers: [this.#registry] },
      collect: async () => {
        gauge.set(await read());
      },
    });
  }
}

function isAlarm(alarm: unknown): alarm is string {
  return (OPERATOR_ALARMS as readonly unknown[]).includes(alarm);
}
