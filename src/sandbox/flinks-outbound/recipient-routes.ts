import type { FastifyInstance } from "fastify";
import { adminOnly } from "./bearer.js";
import { OAuthRefusal } from "./oauth-refusal.js";
import type { OutboundParts } from "./outbound-parts.js";
import { newRecipientFrom, redirectUrisFrom } from "./recipient-body.js";
import type { Recipient } from "./recipients.js";
import { jsonObject } from "./request-body.js";

interface ById {
  readonly Params: { readonly clientId: string };
}

/** `/v1/recipients`: made, listed, shown, given other redirect URIs or another secret; never removed. */
export function recipientRoutes(app: FastifyInstance, parts: OutboundParts): void {
  const { recipients } = parts;
  const admin = adminOnly(parts);
  app.post("/recipients", admin, (request) => {
    const recipient = recipients.create(newRecipientFrom(jsonObject(request)));
    return { ...details(recipient), client_secret: recipient.clientSecret };
  });
  app.get("/recipients", admin, () => recipients.all().map(listItem));
  app.get<ById>("/recipients/:clientId", admin, ({ params }) =>
    details(knownRecipient(parts, params.clientId)),
  );
  // Nothing else of a recipient can be changed: what else the body holds is passed over.
  app.put<ById>("/recipients/:clientId", admin, (request) => {
    const recipient = knownRecipient(parts, request.params.clientId);
    const redirectUris = redirectUrisFrom(jsonObject(request)["redirect_uris"]);
    return details(recipients.keep({ ...recipient, redirectUris }));
  });
  app.post<ById>("/recipients/:clientId/secret", admin, ({ params }) => {
    const { clientId, clientSecret } = recipients.renewSecret(knownRecipient(parts, params.clientId));
    return { client_id: clientId, client_secret: clientSecret };
  });
}

/** @throws OAuthRefusal 404: the documentation shows none. */
export function knownRecipient({ recipients }: OutboundParts, clientId: string): Recipient {
  const recipient = recipients.find(clientId);
  if (recipient === undefined) {
    throw new OAuthRefusal("invalid_request", `There is no recipient ${clientId}`, 404);
  }
  return recipient;
}

function listItem(recipient: Recipient): Readonly<Record<string, unknown>> {
  const { clientId, name, logoUri, description, termsUri, clientUri, country, contacts } = recipient;
  return {
    ...{ client_id: clientId, name, logo_uri: logoUri, description, terms_uri: termsUri },
    ...{ client_uri: clientUri, country, contacts },
  };
}

function details(recipient: Recipient): Readonly<Record<string, unknown>> {
  return {
    ...listItem(recipient),
    redirect_uris: recipient.redirectUris,
    scope: recipient.scopes.join(" "),
  };
}
