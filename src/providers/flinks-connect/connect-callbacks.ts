import type { Audit } from "../../core/audit.js";
import type { ConsentId } from "../../core/ids.js";
import type { ConsentReference } from "../../tokens/consent-reference.js";

/** What others do when a reading comes to a turn. May be called twice for the same turn. */
export interface ConnectCallbacks {
  readonly audit: Audit;
  /** Whether data may be read under a consent now. */
  readonly isActive: (consentId: ConsentId) => Promise<boolean>;
  /** Whether a consent is active, or may yet become so: then its login is needed. */
  readonly mayLive: (consentId: ConsentId) => Promise<boolean>;
  /** The bank asks the end user something: `challengeOf` has it. */
  readonly onChallenge: (reference: ConsentReference) => Promise<void>;
  /** Nothing is asked any more: it was answered, or is over. */
  readonly onChallengeEnded: (reference: ConsentReference) => Promise<void>;
  /** Only the end user can help, by linking the bank again. @param reason Flinks' code, in small letters. */
  readonly onReauthRequired: (reference: ConsentReference, reason: string) => Promise<void>;
}
