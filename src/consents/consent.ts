import { z } from "zod";
import type { AuditFacts } from "../core/audit.js";
import { DATA_CLUSTERS, type DataCluster } from "../core/data-cluster.js";
import { GatewayError } from "../core/gateway-error.js";
import { AppId, ConsentId, DataProviderId, EndUserId } from "../core/ids.js";
import type { StoredRecord } from "../stores/record-store.js";
import type { ConsentReference } from "../tokens/consent-reference.js";

export type { ConsentReference };

const dataClusters = z.array(z.enum(DATA_CLUSTERS as [DataCluster, ...DataCluster[]]));
const instant = z.number().int();

/**
 * The life of a consent:
 *
 *     PENDING ──► ACTIVE ──► REAUTH_REQUIRED ──► REVOKED
 *        │        ▲  ├─────► EXPIRED ──────────────▲
 *        ▼        │  └─────────────────────────────┤
 *     REJECTED    └─► CHALLENGED ──────────────────┘
 *
 * CHALLENGED is an active consent whose bank asks the person a question before it gives anything newer.
 * REJECTED and REVOKED are final. PENDING and REJECTED records are short-lived: they let an app that lost the return
 * ask how it ended, and vanish by themselves.
 */
const consentState = z.discriminatedUnion("phase", [
  z.object({ phase: z.literal("PENDING") }),
  z.object({
    phase: z.literal("REJECTED"),
    reason: z.enum(["ACCESS_DENIED", "AUTHORIZATION_FAILED", "WITHDRAWN"]),
  }),
  z.object({
    phase: z.literal("ACTIVE"),
    grantedClusters: dataClusters,
    since: instant,
    /** When the grant ends by itself; open-ended if left out. */
    expiresAt: instant.optional(),
  }),
  z.object({
    phase: z.literal("CHALLENGED"),
    grantedClusters: dataClusters,
    since: instant,
    expiresAt: instant.optional(),
  }),
  z.object({ phase: z.literal("REAUTH_REQUIRED"), reason: z.string(), since: instant }),
  z.object({ phase: z.literal("EXPIRED"), since: instant }),
  z.object({
    phase: z.literal("REVOKED"),
    since: instant,
    /** `PENDING` until the bank has confirmed that the grant is over there too; some cannot be told. */
    upstream: z.enum(["PENDING", "CONFIRMED", "UNSUPPORTED"]),
  }),
]);

const consentRecord = z.object({
  id: z.string().transform(ConsentId),
  appId: z.string().transform(AppId),
  endUserId: z.string().transform(EndUserId),
  dataProviderId: z.string().transform(DataProviderId),
  requestedClusters: dataClusters,
  createdAt: instant,
  state: consentState,
});

/** One end user's grant at one provider, owned by one app and one end user. Instants are wall-clock milliseconds. */
export type Consent = Readonly<z.infer<typeof consentRecord>> & {
  /** Of its record; 0 before it is written. It changes with whatever changes about the consent, and with no token. */
  readonly version: number;
};
export type ConsentState = Consent["state"];
/** Under which data can be read. */
export type ActiveConsent = Consent & { readonly state: ActiveState };
export type ActiveState = Extract<ConsentState, { phase: "ACTIVE" | "CHALLENGED" }>;

export function isActive(consent: Consent): consent is ActiveConsent {
  return isActiveState(consent.state);
}

export function isActiveState(state: ConsentState): state is ActiveState {
  return state.phase === "ACTIVE" || state.phase === "CHALLENGED";
}

/** Whether another consent can take its place: it was given once, and the person has not ended it. */
export function canBeRenewed({ phase }: ConsentState): boolean {
  return phase !== "PENDING" && phase !== "REJECTED" && phase !== "REVOKED";
}

/** Whether it is active or may yet become so. What is EXPIRED or REAUTH_REQUIRED is followed by another consent. */
export function mayLive(consent: Consent): boolean {
  return isActive(consent) || consent.state.phase === "PENDING";
}

/** How long a pending or rejected consent can still be asked for. */
const UNFINISHED_MS = 60 * 60_000;

/** @returns when the record vanishes by itself, wall-clock milliseconds; `undefined` for a consent that was given. */
export function vanishesAt({ createdAt, state }: Consent): number | undefined {
  return state.phase === "PENDING" || state.phase === "REJECTED" ? createdAt + UNFINISHED_MS : undefined;
}

/** Expiry is told by the record when it is read, never by a timer that may not run. */
export function asOf(consent: Consent, now: number): Consent {
  const { state } = consent;
  if (!isActiveState(state) || state.expiresAt === undefined || state.expiresAt > now) return consent;
  return { ...consent, state: { phase: "EXPIRED", since: state.expiresAt } };
}

/** @returns whose tokens these are and where they work. */
export function referenceOf({ id, dataProviderId, appId, endUserId }: Consent): ConsentReference {
  return { consentId: id, dataProviderId, appId, endUserId };
}

/** @returns what an audit record tells of a consent. */
export function auditFacts(consent: Consent): AuditFacts {
  return { ...referenceOf(consent) };
}

/** @returns all but the version, which the store counts. */
export function encodeConsent(consent: Consent): Buffer {
  return Buffer.from(JSON.stringify({ ...consent, version: undefined }));
}

/** By record: the store gives the same object while nothing has changed, and every request reads its consents. */
const decoded = new WeakMap<StoredRecord, Consent>();

/** @throws GatewayError RECORD_UNREADABLE */
export function decodeConsent(id: string, record: StoredRecord): Consent {
  const known = decoded.get(record) ?? decode(id, record);
  decoded.set(record, known);
  return known;
}

function decode(id: string, { value, version }: StoredRecord): Consent {
  try {
    return { ...consentRecord.parse(JSON.parse(Buffer.from(value).toString())), version };
  } catch (cause) {
    throw new GatewayError("RECORD_UNREADABLE", `consent ${id} cannot be read`, { cause });
  }
}
