/** Who did what to which consent. Never a payload, never a token. */
export interface AuditFacts {
  readonly appId?: string;
  readonly endUserId?: string;
  readonly consentId?: string;
  readonly dataProviderId?: string;
  readonly [detail: string]: unknown;
}

/** Every decision that leaves a record. A closed list, so that metrics count by it. */
export const AUDIT_EVENTS = [
  "account-number.read",
  "connect.challenge-answered",
  "connect.challenge-ended",
  "connect.challenge-opened",
  "connect.reading-failed",
  "connect.snapshot-kept",
  "connect.webhook-refused",
  "consent.activated",
  /** A bank's answer for a consent that waits for none: what was granted there is nobody's here. */
  "consent.callback-refused",
  "consent.give-back-failed",
  "consent.challenge-ended",
  "consent.challenged",
  "consent.reauth-required",
  "consent.rejected",
  "consent.renewal-pending",
  "consent.revocation-pending",
  "consent.revoked",
  "consent.started",
  /** A network's list of banks could not be read anew; the last good copy stays. */
  "directory.refresh-failed",
  /** Changes at Flinks through `fdx-gateway flinks`; `outcome` says whether they succeeded. */
  "flinks.recipient-created",
  "flinks.redirect-uris-replaced",
  "flinks.registration-requested",
  "flinks.secret-rotated",
  "operator.alarm",
  /** An operator has read a person's data through `fdx-gateway check`. */
  "provider.checked",
  "raw-payload.read",
  "statement-link.read",
  "token.answer-superseded",
  "token.give-back-failed",
  "token.given-back",
  "token.lease-waited",
  "token.put-back",
  "token.recovered",
  "token.refresh-ahead-failed",
  "token.refresh-not-sent",
  "token.refresh-refused",
  "token.refresh-uncertain",
  "token.refreshed",
  "token.renewal-failed",
  "token.write-retried",
] as const;

export type AuditEvent = (typeof AUDIT_EVENTS)[number];

/** What an operator must look at (`operator.alarm`, its fact `alarm`). */
export const OPERATOR_ALARMS = [
  /** A bank refuses the gateway itself: all its consents wait. */
  "client_refused",
  "record_unreadable",
  "spool_unreadable",
  "spool_unwritable",
  "store_unavailable",
] as const;

export type OperatorAlarm = (typeof OPERATOR_ALARMS)[number];

/** Leaves one record of a decision about other people's data. */
export type Audit = (event: AuditEvent, facts: AuditFacts) => void;
