/** Who did what to which consent. Never a payload, never a token. */
export interface AuditFacts {
  readonly appId?: string;
  readonly endUserId?: string;
  readonly consentId?: string;
  readonly dataProviderId?: string;
  readonly [detail: string]: unknown;
}

/** Leaves one record of a decision about other people's data. */
export type Audit = (event: string, facts: AuditFacts) => void;
