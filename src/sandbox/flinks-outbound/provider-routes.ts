import type { FastifyInstance } from "fastify";
import { clientToken, requireAdmin } from "./bearer.js";
import { dataInventory } from "./fdx/data-inventory.js";
import { OAuthRefusal } from "./oauth-refusal.js";
import type { OutboundParts } from "./outbound-parts.js";
import type { OutboundProvider } from "./outbound-provider.js";
import { providerIdFrom } from "./provider-directory.js";

/** `GET /v1/providers`: to a partner all, to a recipient those it is registered with. And one of them in detail. */
export function providerRoutes(app: FastifyInstance, parts: OutboundParts): void {
  app.get("/providers", (request) => {
    const { admin, clientId } = clientToken(parts, request);
    const { all } = parts.directory;
    const shown = admin ? all : all.filter((provider) => isUsable(parts, clientId, provider));
    return shown.map(listItem);
  });
  app.get<{ Params: { providerId: string } }>("/providers/:providerId", async (request) => {
    requireAdmin(parts, request);
    const provider = knownProvider(parts, request.params.providerId);
    return {
      ...listItem(provider),
      provider_url: provider.url,
      scopes: provider.scopes,
      data_inventory: await dataInventory(parts.directory.opened(provider.id)),
    };
  });
}

/** @throws OAuthRefusal 404: the documentation shows none. */
export function knownProvider({ directory }: OutboundParts, text: string): OutboundProvider {
  const id = providerIdFrom(text);
  const provider = id === undefined ? undefined : directory.find(id);
  if (provider === undefined) throw new OAuthRefusal("invalid_request", `There is no provider ${text}`, 404);
  return provider;
}

function isUsable({ registrations }: OutboundParts, clientId: string, provider: OutboundProvider): boolean {
  return provider.suspended !== true && registrations.isActive(clientId, provider.id);
}

function listItem({ id, name, country }: OutboundProvider): Readonly<Record<string, unknown>> {
  return { provider_id: id, name, country };
}
