import type { ActiveConsent } from "../../consents/consent.js";
import { GatewayError } from "../../core/gateway-error.js";
import type { GraphContext } from "../context.js";
import type { ConsentFailure } from "../problem/consent-failure.js";
import { endedConsents } from "../problem/ended-consents.js";
import { requireCluster } from "../require-cluster.js";
import { type CustomerNode, customerNode } from "./customer-node.js";

interface Customers {
  readonly nodes: readonly CustomerNode[];
  /** Why customers are missing, or may be. */
  readonly failures: readonly ConsentFailure[];
}

/** Asks every consent at once. One that fails, or has ended, is told of; the others are unharmed. */
export async function listCustomers(context: GraphContext): Promise<Customers> {
  const consents = await context.activeConsents();
  const parts = await Promise.all(consents.map((consent) => customersOf(context, consent)));
  return {
    nodes: parts.flatMap(({ nodes }) => nodes),
    failures: [...parts.flatMap(({ failures }) => failures), ...(await endedConsents(context))],
  };
}

async function customersOf(context: GraphContext, consent: ActiveConsent): Promise<Customers> {
  try {
    requireCluster(consent, "CUSTOMER_CONTACT", "CUSTOMER_PERSONAL");
    const { rows, isShort } = await context.loaders.customerList.load(consent);
    const nodes = rows.map((record) => customerNode(context, consent, record));
    return { nodes, failures: isShort ? [{ consent, failure: customersMissing(consent) }] : [] };
  } catch (failure) {
    if (failure instanceof GatewayError) return { nodes: [], failures: [{ consent, failure }] };
    throw failure;
  }
}

function customersMissing({ id }: ActiveConsent): GatewayError {
  return new GatewayError("PROVIDER_ANSWER_INVALID", `consent ${id}: more customers are counted than came`);
}
