import type { FastifyInstance } from "fastify";
import { adminOnly } from "./bearer.js";
import { outboundTimestamp } from "./fdx/seven-fraction-digits.js";
import { OAuthRefusal } from "./oauth-refusal.js";
import type { OutboundParts } from "./outbound-parts.js";
import { knownProvider } from "./provider-routes.js";
import { knownRecipient } from "./recipient-routes.js";
import type { Registration } from "./registrations.js";

/** Asking for registrations, for several recipients with several providers at once, and seeing where they stand. */
export function registrationRoutes(app: FastifyInstance, parts: OutboundParts): void {
  const { registrations } = parts;
  const admin = adminOnly(parts);
  app.get("/recipients/providers/requests", admin, () => registrations.all().map((one) => item(parts, one)));
  app.get<{ Params: { clientId: string } }>(
    "/recipients/:clientId/providers/requests",
    admin,
    ({ params }) => {
      const { clientId } = knownRecipient(parts, params.clientId);
      return registrations
        .all()
        .filter((one) => one.clientId === clientId)
        .map((one) => item(parts, one));
    },
  );
  // What a successful request answers is not in the documentation: here, the registrations it asked for.
  app.post<{ Params: { clientIds: string; providerIds: string } }>(
    "/recipients/providers/requests/:clientIds/:providerIds",
    admin,
    ({ params }) => {
      // All are looked up before anything is asked for.
      const clients = params.clientIds.split(",").map((id) => knownRecipient(parts, id));
      const providers = params.providerIds.split(",").map((id) => knownProvider(parts, id));
      const suspended = providers.find((provider) => provider.suspended === true);
      if (suspended !== undefined)
        throw new OAuthRefusal("invalid_request", `${suspended.name} is suspended`);
      const pairs = clients.flatMap(({ clientId }) => providers.map(({ id }) => [clientId, id] as const));
      for (const [clientId, providerId] of pairs) registrations.request(clientId, providerId);
      return pairs
        .map(([clientId, providerId]) => registrations.find(clientId, providerId))
        .filter((one) => one !== undefined)
        .map((one) => item(parts, one));
    },
  );
}

function item(
  { recipients, directory }: OutboundParts,
  { clientId, providerId, state, requestedAt }: Registration,
): Readonly<Record<string, unknown>> {
  const provider = directory.find(providerId);
  return {
    client_id: clientId,
    client_name: recipients.find(clientId)?.name,
    provider_id: providerId,
    provider_name: provider?.name,
    country: provider?.country,
    // There is no word for a registration that was stopped: it waits for its provider again.
    registration_status: state === "SUSPENDED" ? "PENDING_ACTIVATION" : state,
    requested_on: outboundTimestamp(requestedAt),
  };
}
