import type { Audit, AuditEvent, AuditFacts } from "../../src/core/audit.js";

/** Keeps audit records for a test to look at. */
export class AuditRecorder {
  readonly records: { readonly event: string; readonly facts: AuditFacts }[] = [];

  readonly #listeners = new Map<AuditEvent, (facts: AuditFacts) => void>();

  readonly audit: Audit = (event, facts) => {
    this.records.push({ event, facts });
    this.#listeners.get(event)?.(facts);
  };

  /** Tells of each record of an event as it comes. */
  on(event: AuditEvent, listener: (facts: AuditFacts) => void): void {
    this.#listeners.set(event, listener);
  }

  events(): string[] {
    return this.records.map(({ event }) => event);
  }
}
