import type { Consents } from "../consents/consents.js";
import { type ActiveConsent, type Consent, isActive } from "../consents/consent.js";
import type { Audit, AuditEvent, AuditFacts } from "../core/audit.js";
import type { Caller } from "../core/caller.js";
import type { Clock } from "../core/clock.js";
import type { DataProviders } from "../core/data-provider-info.js";
import type { Deadline } from "../core/deadline.js";
import { GatewayError } from "../core/gateway-error.js";
import type { ConsentId, DataProviderId } from "../core/ids.js";
import type { KeptPart } from "../core/kept-part.js";
import type { NodeIdCodec } from "../core/node-id.js";
import type { CapabilityReport } from "../core/provider-capability.js";
import { unlessAborted } from "../core/unless-aborted.js";
import type { WorkSignal } from "../core/work-signal.js";
import type { Loaders } from "../loaders/loaders.js";
import { NullLedger } from "./nulls/null-ledger.js";
import type { RawList } from "./projected/raw-list.js";
import type { RowProjections } from "./projected/row-projections.js";
import { Repeatability } from "./repeatability.js";
import { type Report, reportOnce } from "./report.js";
import { ShownRows } from "./shown-rows.js";

export interface GraphContextParts {
  readonly caller: Caller;
  readonly consents: Consents;
  readonly loaders: Loaders;
  readonly ids: NodeIdCodec;
  readonly clock: Clock;
  readonly dataProviders: DataProviders;
  /** What is served in one way to a bank, as far as this process knows. */
  readonly capabilityOf: (id: DataProviderId) => CapabilityReport;
  /** A page of the gateway where the end user can give this consent again. */
  readonly renewalUrlOf: (consent: Consent) => string;
  /** When the answer must be there. */
  readonly deadline: Deadline;
  /** Copies rows into the answer as they came, where they are usual; every row is read if left out. */
  readonly rowProjections?: RowProjections | undefined;
  /** Ends when nobody waits for the answer any more. */
  readonly signal: WorkSignal;
  readonly audit: Audit;
  /** Tells the operator of a failure of this request. */
  readonly report: Report;
  /** How old, in seconds, the data may be at most; what is configured for each kind of data if left out. */
  readonly maxAgeSeconds?: number | undefined;
  readonly upstream: UpstreamTally;
}

/** What one request has had of banks so far. */
export interface UpstreamTally {
  /** Calls that were made. */
  readonly made: number;
  /** Answers that cost it no call. */
  readonly cached: number;
  /** All that it was given; `undefined` where any of it was not kept. */
  readonly kept: readonly KeptPart[] | undefined;
}

/** One GraphQL request: who calls, and everything a resolver may reach. */
export interface GraphContext extends Omit<GraphContextParts, "clock" | "consents"> {
  consents(): Consents;
  /** RFC 3339, UTC. */
  startedAt(): string;
  /** YYYY-MM-DD, UTC. */
  readonly today: string;
  /** Whether nothing was used so far that is another thing with the next request, or that has to be done for each. */
  isRepeatable(): boolean;
  /** What the answer shows, told by the resolvers. */
  readonly shown: ShownRows;
  /** Lists of the answer that are written already. */
  readonly rawLists: RawList[];
  /** Where there is nothing, and why. */
  readonly nulls: NullLedger;
  /** The caller's consents that were ever active, oldest first; read once a request. Rejects with STORE_UNAVAILABLE. */
  listedConsents(): Promise<readonly Consent[]>;
  /** Those of them that can be used now. */
  activeConsents(): Promise<readonly ActiveConsent[]>;
  activeConsent(id: ConsentId): Promise<ActiveConsent | undefined>;
  /** @returns what the work gives. Rejects with STORE_UNAVAILABLE when the request ends first. */
  inTime<Value>(work: Promise<Value>): Promise<Value>;
  /** Leaves one record a request for each event and consent. */
  auditOnce(event: AuditEvent, facts: AuditFacts): void;
}

/** A plain object, not an instance: Apollo Server hands its plugins a copy, which private fields do not survive. */
export function createGraphContext(parts: GraphContextParts): GraphContext {
  const { caller, loaders, ids, dataProviders, deadline, rowProjections, signal } = parts;
  const { maxAgeSeconds, upstream } = parts;
  const { inTime, listedConsents, activeConsents, activeConsent } = consentReads(parts);
  const startedAt = new Date(parts.clock.now()).toISOString();
  const repeatability = new Repeatability();
  const audit = repeatability.lostBy(parts.audit);
  return {
    // Each by its name: V8 makes an object whose members it knows at once, and adds to a spread one member by member.
    caller,
    // No getters: an object that has one shares its shape with no other, and all that look into it become slow.
    consents: () => repeatability.lostWith(parts.consents),
    loaders,
    ids,
    dataProviders,
    capabilityOf: repeatability.lostBy(parts.capabilityOf),
    renewalUrlOf: repeatability.lostBy(parts.renewalUrlOf),
    deadline,
    rowProjections,
    signal,
    audit,
    maxAgeSeconds,
    upstream,
    startedAt: () => repeatability.lostWith(startedAt),
    today: startedAt.slice(0, "YYYY-MM-DD".length),
    isRepeatable: () => !repeatability.isLost,
    auditOnce: once(audit),
    shown: new ShownRows(),
    rawLists: [],
    nulls: new NullLedger(),
    report: repeatability.lostBy(reportOnce(parts.report)),
    inTime,
    listedConsents,
    activeConsents,
    activeConsent,
  };
}

type ConsentReads = Pick<GraphContext, "inTime" | "listedConsents" | "activeConsents" | "activeConsent">;

function consentReads({ consents, caller, signal }: GraphContextParts): ConsentReads {
  let listed: Promise<readonly Consent[]> | undefined;
  /** A store that hangs must not keep the answer back. */
  const inTime: GraphContext["inTime"] = (work) =>
    unlessAborted(
      work,
      signal,
      () => new GatewayError("STORE_UNAVAILABLE", "the request ended before the store answered"),
    );
  const listedConsents = (): Promise<readonly Consent[]> => {
    listed ??= inTime(consents.list(caller));
    return listed;
  };
  const activeConsents = async (): Promise<readonly ActiveConsent[]> =>
    (await listedConsents()).filter(isActive);
  return {
    inTime,
    listedConsents,
    activeConsents,
    activeConsent: async (id) => (await activeConsents()).find((consent) => consent.id === id),
  };
}

function once(audit: Audit): GraphContext["auditOnce"] {
  const audited = new Set<string>();
  return (event, facts) => {
    const what = `${event} ${facts.consentId ?? ""}`;
    if (audited.has(what)) return;
    audited.add(what);
    audit(event, facts);
  };
}
