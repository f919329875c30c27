import type { ActiveConsent } from "../../consents/consent.js";
import type { FdxRecord } from "../../loaders/records.js";
import type { GraphContext } from "../context.js";
import { recordId } from "../record-id.js";

/** Under which consent a customer was read. Not a GraphQL field. */
const CONSENT = Symbol("consent");

/** The parent object of the Customer type: the provider's record, the gateway's id, and the consent. */
export type CustomerNode = FdxRecord & { readonly id: string; readonly [CONSENT]: ActiveConsent };

export function customerNode(context: GraphContext, consent: ActiveConsent, record: FdxRecord): CustomerNode {
  const parts = [recordId(record, "customerId")];
  const id = context.ids.encode(context.caller, { kind: "customer", consentId: consent.id, parts });
  const node = { id, [CONSENT]: consent, ...record };
  // A provider may send a member of this name.
  node.id = id;
  return node;
}

export function consentOf(customer: CustomerNode): ActiveConsent {
  return customer[CONSENT];
}
