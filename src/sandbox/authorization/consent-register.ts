/** What a person decided at the consent page. */
export interface Consent {
  readonly personId: string;
  readonly accountIds: readonly string[];
}

/** Remembers the decision behind every grant, withdrawn ones too: the call log still has to name the person. */
export class ConsentRegister {
  readonly #consents: Map<string, Consent>;

  constructor(kept: Iterable<readonly [grantId: string, consent: Consent]> = []) {
    this.#consents = new Map(kept);
  }

  kept(): readonly (readonly [grantId: string, consent: Consent])[] {
    return [...this.#consents];
  }

  grantIds(): Iterable<string> {
    return this.#consents.keys();
  }

  remember(grantId: string, consent: Consent): void {
    this.#consents.set(grantId, consent);
  }

  find(grantId: string): Consent | undefined {
    return this.#consents.get(grantId);
  }
}
