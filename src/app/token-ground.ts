import type { Audit } from "../core/audit.js";
import type { Clock } from "../core/clock.js";
import type { RecordStore } from "../stores/record-store.js";
import type { KeyManagement } from "../tokens/key-ring.js";

/** What tokens are kept in and watched by. */
export interface TokenGround {
  readonly store: RecordStore;
  readonly keys: KeyManagement;
  readonly clock: Clock;
  readonly audit: Audit;
}
