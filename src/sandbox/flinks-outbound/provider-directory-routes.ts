import type { FastifyInstance } from "fastify";
import { clientToken } from "./bearer.js";
import { OAuthRefusal } from "./oauth-refusal.js";
import type { OutboundParts } from "./outbound-parts.js";
import type { OutboundProvider } from "./outbound-provider.js";

/** How version 2 calls the state of a registration: other words than those of the registration itself. */
type ClientState = "Available" | "PendingActivation" | "Activated" | "Suspended";

interface DirectoryFilter {
  readonly countries: ReadonlySet<string>;
  /** Missing for all. */
  readonly enabled: boolean | undefined;
}

/**
 * `GET /v2/providers`. Of its items the documentation names a provider name, `providerId` and a registration status:
 * `name`, `country` and `registrationStatus` are our guess, in the style of `providerId`. So is that a token is needed.
 */
export function providerDirectoryRoutes(app: FastifyInstance, parts: OutboundParts): void {
  app.get("/providers", (request) => {
    const { clientId } = clientToken(parts, request);
    const filter = filterFrom(new URL(request.url, "http://outbound.invalid").searchParams);
    return parts.directory.all
      .map((provider) => ({ provider, state: stateFor(parts, clientId, provider) }))
      .filter((entry) => isAskedFor(entry, filter))
      .map(({ provider, state }) => ({
        providerId: provider.id,
        name: provider.name,
        country: provider.country,
        registrationStatus: state,
      }));
  });
}

function filterFrom(query: URLSearchParams): DirectoryFilter {
  const countries = (query.get("country") ?? "CA,US").split(",");
  if (!countries.every((country) => country === "CA" || country === "US")) {
    throw new OAuthRefusal("invalid_request", "country is CA, US or CA,US");
  }
  const enabled = query.get("isEnabledForClient");
  if (enabled !== null && enabled !== "true" && enabled !== "false") {
    throw new OAuthRefusal("invalid_request", "isEnabledForClient is true or false");
  }
  return { countries: new Set(countries), enabled: enabled === null ? undefined : enabled === "true" };
}

function isAskedFor(
  { provider, state }: { readonly provider: OutboundProvider; readonly state: ClientState },
  { countries, enabled }: DirectoryFilter,
): boolean {
  if (!countries.has(provider.country)) return false;
  return enabled === undefined || (state === "Activated") === enabled;
}

function stateFor(
  { registrations }: OutboundParts,
  clientId: string,
  provider: OutboundProvider,
): ClientState {
  if (provider.suspended === true) return "Suspended";
  switch (registrations.find(clientId, provider.id)?.state) {
    case undefined:
      return "Available";
    case "PENDING_APPROVAL":
    case "PENDING_ACTIVATION":
      return "PendingActivation";
    case "ACTIVE":
      return "Activated";
    case "SUSPENDED":
      return "Suspended";
  }
}
