import type { Clock } from "../../core/clock.js";
import type { ProviderWay } from "../../core/data-provider-info.js";
import { FDX_RESOURCE_NAMES, type FdxResource } from "../../core/fdx-resource.js";
import { GatewayError } from "../../core/gateway-error.js";
import { groupBy } from "../../core/group-by.js";
import type { CapabilityReport, EntityCapability, ResourceSupport } from "../../core/provider-capability.js";
import type { FdxRecord } from "../data-provider.js";
import { FilledFields } from "./filled-fields.js";

/** Long enough to spare a broken bank's users the extra call, short enough to use a mended one well again. */
const IDS_IGNORED_MS = 60 * 60_000;
/** A resource that was served before may be refused for one account or one person. */
const REFUSALS_IN_A_ROW = 3;

const HOUR_MS = 60 * 60_000;
/** Of fewer records of a type apps are told nothing: they could be one person's. */
const ENOUGH_FOR_APPS = 5;

interface Seen {
  servedAt: number | undefined;
  /** In a row, since it was last served. */
  refusals: number;
}

/**
 * What this process knows of what one provider serves: what was declared, and what its answers have shown. The declared is
 * refused before any call; the learnt is told, and never refuses one. Holds names of fields and instants, no data of people.
 */
export class ProviderCapability {
  readonly #unsupported: ReadonlySet<FdxResource>;
  readonly #clock: Clock;
  readonly #seen = new Map<FdxResource, Seen>();
  readonly #fields = new FilledFields();
  #declared: ReadonlyMap<string, readonly string[]> = new Map();
  #idsIgnoredAt: number | undefined;
  #forApps: { readonly hour: number; readonly report: CapabilityReport } | undefined;

  /** @param declared by the operator in the providers file. */
  constructor({ unsupported }: Pick<ProviderWay, "unsupported">, clock: Clock) {
    this.#unsupported = unsupported;
    this.#clock = clock;
  }

  /** Takes over what a provider's own inventory says it fills: told, and never the reason to refuse anything. */
  declareFields(fields: readonly { readonly entity: string; readonly field: string }[]): void {
    const byEntity = groupBy(fields, ({ entity }) => entity);
    this.#declared = new Map(
      [...byEntity].map(([entity, own]) => [entity, own.map(({ field }) => field).sort()]),
    );
    this.#forApps = undefined;
  }

  isDeclaredUnsupported(resource: FdxResource): boolean {
    return this.#unsupported.has(resource);
  }

  /** @throws GatewayError PROVIDER_UNSUPPORTED for what was declared. */
  requireServed(resource: FdxResource): void {
    if (!this.#unsupported.has(resource)) return;
    throw new GatewayError("PROVIDER_UNSUPPORTED", `${resource} is declared unsupported`);
  }

  /** Whether single accounts may be asked for together. A provider that was seen to ignore `accountIds` is tried again after an hour. */
  get joinsAccountIds(): boolean {
    const at = this.#idsIgnoredAt;
    return at === undefined || this.#clock.monotonic() - at >= IDS_IGNORED_MS;
  }

  noteAccountIdsIgnored(): void {
    this.#idsIgnoredAt = this.#clock.monotonic();
  }

  noteServed(resource: FdxResource): void {
    const seen = this.#seenOf(resource);
    seen.servedAt = this.#clock.now();
    seen.refusals = 0;
  }

  /** A failure of any other kind says nothing of what the provider serves. */
  noteFailure(resource: FdxResource, failure: unknown): void {
    const isRefusal = failure instanceof GatewayError && failure.code === "PROVIDER_UNSUPPORTED";
    if (isRefusal) this.#seenOf(resource).refusals += 1;
  }

  /** @param entity the name of a field table, or of the base of several. */
  noteRows(entity: string, rows: readonly FdxRecord[]): void {
    this.#fields.look(entity, rows, this.#clock.monotonic());
  }

  /**
   * What apps are told: the same until the next full hour begins, without types of which few records were looked at. A live
   * one would tell each app when the others' end users are served.
   */
  reportForApps(): CapabilityReport {
    const hour = Math.floor(this.#clock.now() / HOUR_MS);
    if (this.#forApps?.hour !== hour) {
      const report = this.report();
      const entities = report.entities
        .map((entity) => (entity.sampled >= ENOUGH_FOR_APPS ? entity : { ...entity, filled: [], sampled: 0 }))
        .filter(({ sampled, declared }) => sampled > 0 || declared !== undefined);
      this.#forApps = { hour, report: { ...report, entities } };
    }
    return this.#forApps.report;
  }

  /** For operators: as of now. */
  report(): CapabilityReport {
    const resources = FDX_RESOURCE_NAMES.map((resource) => {
      const lastSeenAt = this.#seen.get(resource)?.servedAt;
      return { resource, support: this.#supportOf(resource), lastSeenAt };
    });
    return { resources, entities: this.#entities(), joinsAccountIds: this.joinsAccountIds };
  }

  #entities(): readonly EntityCapability[] {
    const seen = new Map(this.#fields.report().map((entity) => [entity.name, entity]));
    const names = [...new Set([...seen.keys(), ...this.#declared.keys()])].sort();
    return names.map((name) => {
      const entity = seen.get(name) ?? { name, filled: [], sampled: 0 };
      const declared = this.#declared.get(name);
      return declared === undefined ? entity : { ...entity, declared };
    });
  }

  #supportOf(resource: FdxResource): ResourceSupport {
    if (this.#unsupported.has(resource)) return "UNSUPPORTED";
    const { servedAt, refusals } = this.#seen.get(resource) ?? { servedAt: undefined, refusals: 0 };
    if (servedAt === undefined) return refusals > 0 ? "UNSUPPORTED" : "UNKNOWN";
    return refusals < REFUSALS_IN_A_ROW ? "SUPPORTED" : "UNSUPPORTED";
  }

  #seenOf(resource: FdxResource): Seen {
    const known = this.#seen.get(resource);
    if (known !== undefined) return known;
    const seen = { servedAt: undefined, refusals: 0 };
    this.#seen.set(resource, seen);
    return seen;
  }
}
