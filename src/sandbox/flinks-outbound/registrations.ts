/** `SUSPENDED` is the control endpoint's word: the documentation has none for a registration that was stopped. */
export const REGISTRATION_STATES = ["PENDING_APPROVAL", "PENDING_ACTIVATION", "ACTIVE", "SUSPENDED"] as const;

export type RegistrationState = (typeof REGISTRATION_STATES)[number];

/** One recipient's registration with one provider, as it is kept. */
export interface KeptRegistration {
  readonly clientId: string;
  readonly providerId: number;
  /** Milliseconds since 1970. */
  readonly requestedAt: number;
  /** What the control endpoint decided; without it, time decides. */
  readonly decided?: RegistrationState;
}

export interface Registration extends KeptRegistration {
  readonly state: RegistrationState;
}

/** Who is registered with whom. Reviewing takes its time, and there is no way to take a request back. */
export class Registrations {
  readonly #kept: Map<string, KeptRegistration>;
  readonly #approveAfterMs: number;
  readonly #changed: () => void;

  /** @param approveAfterMs for each of the two steps; infinite if nobody approves but the control endpoint. */
  constructor(kept: readonly KeptRegistration[], approveAfterMs: number, changed: () => void) {
    this.#kept = new Map(kept.map((registration) => [keyOf(registration), registration]));
    this.#approveAfterMs = approveAfterMs;
    this.#changed = changed;
  }

  kept(): readonly KeptRegistration[] {
    return [...this.#kept.values()];
  }

  all(): readonly Registration[] {
    return this.kept().map((kept) => ({ ...kept, state: this.#stateOf(kept) }));
  }

  find(clientId: string, providerId: number): Registration | undefined {
    const kept = this.#kept.get(keyOf({ clientId, providerId }));
    return kept && { ...kept, state: this.#stateOf(kept) };
  }

  isActive(clientId: string, providerId: number): boolean {
    return this.find(clientId, providerId)?.state === "ACTIVE";
  }

  /** Asking again changes nothing. */
  request(clientId: string, providerId: number): void {
    if (this.find(clientId, providerId) === undefined) {
      this.#keep({ clientId, providerId, requestedAt: Date.now() });
    }
  }

  decide(clientId: string, providerId: number, decided: RegistrationState): void {
    const requestedAt = this.find(clientId, providerId)?.requestedAt ?? Date.now();
    this.#keep({ clientId, providerId, requestedAt, decided });
  }

  #keep(registration: KeptRegistration): void {
    this.#kept.set(keyOf(registration), registration);
    this.#changed();
  }

  /** Worked out when asked, so that no timer runs and a restart loses no time. */
  #stateOf({ requestedAt, decided }: KeptRegistration): RegistrationState {
    if (decided !== undefined) return decided;
    const steps = Math.floor((Date.now() - requestedAt) / this.#approveAfterMs);
    if (steps < 1) return "PENDING_APPROVAL";
    return steps < 2 ? "PENDING_ACTIVATION" : "ACTIVE";
  }
}

function keyOf({ clientId, providerId }: Pick<KeptRegistration, "clientId" | "providerId">): string {
  return `${clientId} ${String(providerId)}`;
}
