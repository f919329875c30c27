import { OAuthRefusal } from "./oauth-refusal.js";
import { DATA_SCOPES, type DataScope } from "./outbound-provider.js";
import type { NewRecipient } from "./recipients.js";

type Body = Readonly<Record<string, unknown>>;

const MAX_NAME = 256;

/** Reads what a recipient is made from. @throws OAuthRefusal `invalid_request`, or `invalid_scope`. */
export function newRecipientFrom(body: Body): NewRecipient {
  const { name, country } = body;
  if (typeof name !== "string" || name === "" || name.length > MAX_NAME) {
    throw new OAuthRefusal("invalid_request", `name must be a text of 1 to ${String(MAX_NAME)} characters`);
  }
  if (country !== "CA" && country !== "US") throw new OAuthRefusal("invalid_request", "country is CA or US");
  return {
    name,
    country,
    scopes: scopesFrom(body["scope"]),
    redirectUris: redirectUrisFrom(body["redirect_uris"]),
    description: optionalText(body, "description"),
    logoUri: optionalText(body, "logo_uri"),
    termsUri: optionalText(body, "terms_uri"),
    clientUri: optionalText(body, "client_uri"),
    contacts: contactsFrom(body["contacts"]),
  };
}

/** One text or a list: the page of `PUT` calls the list a string. */
export function redirectUrisFrom(value: unknown): readonly string[] {
  const uris: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (uris.length === 0 || !uris.every(isRedirectUri)) {
    throw new OAuthRefusal("invalid_request", "redirect_uris must be absolute addresses without a fragment");
  }
  return uris;
}

/** A list, as the page has it, or a text with spaces, as its sample has it. */
function scopesFrom(value: unknown): readonly DataScope[] {
  const names: readonly unknown[] =
    typeof value === "string" ? value.split(" ") : Array.isArray(value) ? value : [];
  const known: readonly unknown[] = DATA_SCOPES;
  if (!names.includes("ACCOUNT_BASIC") || !names.every((name) => known.includes(name))) {
    throw new OAuthRefusal("invalid_scope", `scope is ACCOUNT_BASIC and others of ${DATA_SCOPES.join(" ")}`);
  }
  return DATA_SCOPES.filter((scope) => names.includes(scope));
}

function contactsFrom(value: unknown): NewRecipient["contacts"] {
  const contacts: readonly unknown[] = Array.isArray(value) ? value : [];
  return contacts.map((contact) => {
    const { email } = (contact ?? {}) as { readonly email?: unknown };
    if (typeof email === "string") return { email };
    throw new OAuthRefusal("invalid_request", "contacts are { email }");
  });
}

function optionalText(body: Body, name: string): string | null {
  const value = body[name] ?? null;
  if (value === null || typeof value === "string") return value;
  throw new OAuthRefusal("invalid_request", `${name} must be a text`);
}

function isRedirectUri(value: unknown): value is string {
  return typeof value === "string" && URL.canParse(value) && !value.includes("#");
}
