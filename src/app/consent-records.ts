import { ConsentRepository } from "../consents/consent-repository.js";
import type { Foundations } from "./foundations.js";

/** @returns the consents of a store; the operator is told of one that cannot be read. */
export function consentRecords({ store, clock, audit }: Foundations): ConsentRepository {
  return new ConsentRepository(store, clock, (consentId) => {
    audit("operator.alarm", { alarm: "record_unreadable", consentId });
  });
}
