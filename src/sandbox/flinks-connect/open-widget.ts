import type { ConnectParts } from "./connect-parts.js";
import { FlinksRefusal } from "./flinks-answer.js";
import { type Institution, institutionNamed, institutionOf } from "./institutions.js";
import type { WidgetVisit } from "./widget-visit.js";

type Query = Readonly<Record<string, string | undefined>>;

/**
 * Opens the widget: `redirectUrl` and `authorizeToken`, and perhaps `institutionId` or, to answer a security question,
 * `requestId`. The token is spent.
 * @throws FlinksRefusal if any of them is not good.
 */
export function openWidget(parts: ConnectParts, query: Query): WidgetVisit {
  const redirectUrl = allowedAddress(parts, query["redirectUrl"]);
  if (!parts.tokens.spend(query["authorizeToken"])) {
    throw new FlinksRefusal("ACCESS_DENIED", "The authorize token is missing, used or expired.");
  }
  const target = { kind: "widget", redirectUrl } as const;
  if (query["requestId"] !== undefined) {
    const { session, challenge } = parts.sessions.waiting(query["requestId"]);
    const { login } = session;
    const institution = institutionOf(login.institutionId);
    return parts.visits.open({ target, language: "en", institution, login, challenge, session });
  }
  const named = query["institutionId"];
  const preset = named === undefined ? {} : { institution: institutionFrom(named) };
  return parts.visits.open({ target, language: "en", ...preset });
}

/**
 * Opens the bank's page for the direct variant, which has no page of Flinks before it. Nothing in the documentation says
 * that the client is authenticated here.
 * @throws FlinksRefusal if a parameter is missing or not good.
 */
export function openDirect(parts: ConnectParts, query: Query): WidgetVisit {
  const redirectUrl = allowedAddress(parts, query["redirect_uri"]);
  const institution = institutionFrom(query["institution_id"] ?? "");
  const state = query["state"];
  if (state === undefined) throw new FlinksRefusal("INVALID_REQUEST", "state is missing.");
  const target = { kind: "oauth", redirectUrl, state } as const;
  return parts.visits.open({ target, language: query["lang"] ?? "en", institution });
}

function institutionFrom(named: string): Institution {
  const institution = institutionNamed(named);
  if (institution === undefined) throw new FlinksRefusal("INVALID_REQUEST", "No such institution.");
  return institution;
}

function allowedAddress({ redirectOrigins }: ConnectParts, text: string | undefined): URL {
  if (text === undefined || !URL.canParse(text) || !/^https?:/i.test(text)) {
    throw new FlinksRefusal("INVALID_REQUEST", "There is no address to send the browser back to.");
  }
  const address = new URL(text);
  if (redirectOrigins?.includes(address.origin) ?? true) return address;
  throw new FlinksRefusal("INVALID_REQUEST", `Browsers are not sent to ${address.origin}.`);
}
