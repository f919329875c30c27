import type { Consents } from "../consents/consents.js";
import { type ActiveConsent, isActive } from "../consents/consent.js";
import type { Audit, AuditEvent, AuditFacts } from "../core/audit.js";
import type { Caller } from "../core/caller.js";
import type { Clock } from "../core/clock.js";
import type { DataProviders } from "../core/data-provider-info.js";
import type { ConsentId, DataProviderId } from "../core/ids.js";
import type { NodeIdCodec } from "../core/node-id.js";
import type { CapabilityReport } from "../core/provider-capability.js";
import type { Loaders } from "../loaders/loaders.js";
import { NullLedger } from "./nulls/null-ledger.js";
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
  readonly audit: Audit;
  /** Tells the operator of a failure of this request. */
  readonly report: Report;
  /** Upstream calls of this request so far. */
  readonly upstreamCalls: () => number;
  /** Answers of banks to this request so far that cost it no call. */
  readonly cachedAnswers: () => number;
}

/** One GraphQL request: who calls, and everything a resolver may reach. */
export interface GraphContext extends GraphContextParts {
  /** RFC 3339, UTC. */
  readonly startedAt: string;
  /** What the answer shows, told by the resolvers. */
  readonly shown: ShownRows;
  /** Where there is nothing, and why. */
  readonly nulls: NullLedger;
  /** The caller's consents that can be used now, oldest first; read once a request. */
  activeConsents(): Promise<readonly ActiveConsent[]>;
  activeConsent(id: ConsentId): Promise<ActiveConsent | undefined>;
  /** Leaves one record a request for each event and consent. */
  auditOnce(event: AuditEvent, facts: AuditFacts): void;
}

/** A plain object, not an instance: Apollo Server hands its plugins a copy, which private fields do not survive. */
export function createGraphContext(parts: GraphContextParts): GraphContext {
  let active: Promise<readonly ActiveConsent[]> | undefined;
  const activeConsents = (): Promise<readonly ActiveConsent[]> => {
    active ??= parts.consents.list(parts.caller).then((consents) => consents.filter(isActive));
    return active;
  };
  const audited = new Set<string>();
  return {
    ...parts,
    startedAt: new Date(parts.clock.now()).toISOString(),
    auditOnce: (event, facts) => {
      const what = `${event} ${facts.consentId ?? ""}`;
      if (audited.has(what)) return;
      audited.add(what);
      parts.audit(event, facts);
    },
    shown: new ShownRows(),
    nulls: new NullLedger(),
    report: reportOnce(parts.report),
    activeConsents,
    activeConsent: async (id) => (await activeConsents()).find((consent) => consent.id === id),
  };
}
