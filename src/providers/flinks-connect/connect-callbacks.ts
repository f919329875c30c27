import type { Audit } from "../../core/audit.js";
import type { ConsentReference } from "../../tokens/consent-reference.js";

/** What others do when a reading comes to a turn. May be called twice for the same turn. */
export interface ConnectCallbacks {
  readonly audit: Audit;
  /** Whether data may be read under the consent now. */
  readonly isActive: (reference: Pick<ConsentReference, "consentId">) => Promise<boolean>;
  /** The bank asks the end user something: `challengeOf` has it. */
  readonly onChallenge: (reference: ConsentReference) => Promise<void>;
  /** Nothing is asked any more: it was answered, or is over. */
  readonly onChallengeEnded: (reference: ConsentReference) => Promise<void>;
  /** Only the end user can help, by linking the bank again. @param reason Flinks' code, in small letters. */
  readonly onReauthRequired: (reference: ConsentReference, reason: string) => Promise<void>;
}
