import type { Audit, AuditFacts } from "../../src/core/audit.js";

/** Keeps audit records for a test to look at. */
export class AuditRecorder {
  readonly records: { readonly event: string; readonly facts: AuditFacts }[] = [];

  readonly audit: Audit = (event, facts) => {
    this.records.push({ event, facts });
  };

  events(): string[] {
    return this.records.map(({ event }) => event);
  }
}
