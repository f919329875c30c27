import { ConsentId } from "../../src/core/ids.js";
import type { ConsentReference } from "../../src/tokens/consent-reference.js";
import type { Letter } from "../../src/tokens/letter.js";
import { type TokenSet, tokenSetFrom } from "../../src/tokens/token-set.js";
import { tokenVault } from "./builders.js";
import { REFERENCE, type TokenWorld } from "./token-world.js";

export function referenceOf(consentId: string): ConsentReference {
  return { ...REFERENCE, consentId: ConsentId(consentId) };
}

/** A letter whose contents nobody opens. */
export function closedLetter(consentId = "consent-1", changes: Partial<Letter> = {}): Letter {
  return {
    reference: referenceOf(consentId),
    ...{ attemptId: "attempt-1", usedVersion: 1, version: 2, issuedAt: 1000 },
    sealed: Buffer.from(`sealed tokens of ${consentId}`),
    ...changes,
  };
}

/** New tokens that the bank has just issued for a consent, and the letter that brings them. */
export async function freshLetter(
  { place, server, clock }: TokenWorld,
  reference = REFERENCE,
  changes: Partial<Letter> = {},
): Promise<{ readonly letter: Letter; readonly tokens: TokenSet }> {
  const { usedVersion = 1, version = usedVersion + 1 } = changes;
  const tokens = tokenSetFrom(server.grant(), clock.now());
  const sealer = await tokenVault(place.store).sealerFor(reference, version);
  if (sealer === undefined) throw new Error("the consent has no data key");
  const sealed = sealer.seal(tokens);
  const facts = { attemptId: "attempt-1", usedVersion, version, issuedAt: tokens.issuedAt };
  return { letter: { reference, ...facts, sealed, ...changes }, tokens };
}
