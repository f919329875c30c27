import { type DataScope, DATA_SCOPES } from "./outbound-provider.js";
import { OAuthRefusal } from "./oauth-refusal.js";
import type { OutboundParts } from "./outbound-parts.js";
import { type OpenProvider, providerIdFrom } from "./provider-directory.js";
import type { Recipient } from "./recipients.js";

/** Where the browser goes back to. */
export interface ReturnAddress {
  readonly recipient: Recipient;
  readonly redirectUri: string;
  readonly state: string | undefined;
}

/** An authorization request that may be shown to the person. */
export interface AuthorizationRequest extends ReturnAddress {
  readonly open: OpenProvider;
  readonly scopes: readonly DataScope[];
}

/** @returns `undefined` where the browser must not be sent: unknown client, or a redirect URI that is not registered. */
export function returnAddress(parts: OutboundParts, query: URLSearchParams): ReturnAddress | undefined {
  const recipient = parts.recipients.find(query.get("client_id") ?? "");
  const redirectUri = query.get("redirect_uri") ?? "";
  if (recipient?.redirectUris.includes(redirectUri) !== true) return undefined;
  return { recipient, redirectUri, state: query.get("state") ?? undefined };
}

/**
 * Checks everything else. What is not in the documentation (PKCE, `nonce`, the old `correlation_id`) is passed over.
 * @throws OAuthRefusal for the redirect URI to hear.
 */
export function authorizationRequest(
  parts: OutboundParts,
  query: URLSearchParams,
  back: ReturnAddress,
): AuthorizationRequest {
  if (back.state === undefined || back.state === "") {
    throw new OAuthRefusal("invalid_request", "state is missing");
  }
  if (query.get("response_type") !== "code") {
    throw new OAuthRefusal("unsupported_response_type", "response_type must be code");
  }
  const open = providerFor(parts, back.recipient, query.get("provider_id") ?? "");
  const asked = new Set((query.get("scope") ?? "").split(" ").filter((scope) => scope !== ""));
  const scopes = DATA_SCOPES.filter((scope) => asked.delete(scope));
  requireGrantable(scopes, asked, back.recipient, open);
  return { ...back, open, scopes };
}

function providerFor(parts: OutboundParts, recipient: Recipient, text: string): OpenProvider {
  const id = providerIdFrom(text);
  const provider = id === undefined ? undefined : parts.directory.find(id);
  if (provider === undefined) throw new OAuthRefusal("invalid_request", "provider_id names no provider");
  if (provider.suspended === true) {
    throw new OAuthRefusal("temporarily_unavailable", `${provider.name} is suspended`);
  }
  if (!parts.registrations.isActive(recipient.clientId, provider.id)) {
    throw new OAuthRefusal("unauthorized_client", `The client is not registered with ${provider.name}`);
  }
  const open = parts.directory.opened(provider.id);
  if (open === undefined) throw new OAuthRefusal("temporarily_unavailable", `${provider.name} is closed`);
  return open;
}

/** A scope must be known, the recipient's, and the provider's; and one of them is mandatory. */
function requireGrantable(
  scopes: readonly DataScope[],
  unknown: ReadonlySet<string>,
  recipient: Recipient,
  { provider }: OpenProvider,
): void {
  const refused = [
    ...unknown,
    ...scopes.filter((scope) => !recipient.scopes.includes(scope) || !provider.scopes.includes(scope)),
  ];
  if (refused.length > 0) {
    throw new OAuthRefusal("invalid_scope", `Not to be had at ${provider.name}: ${refused.join(" ")}`);
  }
  if (!scopes.includes("ACCOUNT_BASIC"))
    throw new OAuthRefusal("invalid_scope", "ACCOUNT_BASIC is mandatory");
}
