import { auditFacts, type Consent, isActiveState } from "../consents/consent.js";
import { ConsentRepository } from "../consents/consent-repository.js";
import type { ConsentId } from "../core/ids.js";
import type { Foundations } from "./foundations.js";

/** @returns the consents of a store; the operator is told of one that cannot be read. */
export function consentRecords({ store, clock, audit }: Foundations): ConsentRepository {
  return new ConsentRepository(store, clock, (consentId) => {
    audit("operator.alarm", { alarm: "record_unreadable", consentId });
  });
}

/** @returns `false` for a consent that is not there. */
export async function isSoOf(
  repository: ConsentRepository,
  id: ConsentId,
  isSo: (consent: Consent) => boolean,
): Promise<boolean> {
  const stored = await repository.find(id);
  return stored !== undefined && isSo(stored);
}

/** What follows from a bank's word that only the end user can help. @param reason a stable code. */
export async function requireReauth(
  repository: ConsentRepository,
  { clock, audit }: Pick<Foundations, "clock" | "audit">,
  { id, reason }: { readonly id: ConsentId; readonly reason: string },
): Promise<void> {
  const since = clock.now();
  const changed = await repository.transition(id, ({ state }) =>
    isActiveState(state) ? { phase: "REAUTH_REQUIRED", reason, since } : undefined,
  );
  if (changed !== undefined) audit("consent.reauth-required", { ...auditFacts(changed), reason });
}
