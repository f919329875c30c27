import type { Secret } from "../../core/secret.js";
import type { FlinksRequest } from "./flinks-transport.js";

/** How token requests are written; Flinks' documentation leaves all of it open. */
export interface TokenRequestStyle {
  /** Where id and secret stand: as members of the JSON body, in the `Authorization` header, or in the form. */
  readonly clientAuthentication: "client_secret_json" | "client_secret_basic" | "client_secret_post";
  readonly tokenContentType: "application/json" | "application/x-www-form-urlencoded";
}

export interface ClientCredentials {
  readonly clientId: string;
  readonly clientSecret: Secret;
}

/** @returns `POST /api/v1/token` with `grant_type=client_credentials` (RFC 6749 §4.4). */
export function clientTokenRequest(
  { clientId, clientSecret }: ClientCredentials,
  scope: string | undefined,
  { clientAuthentication, tokenContentType }: TokenRequestStyle,
): FlinksRequest {
  const isBasic = clientAuthentication === "client_secret_basic";
  const members = {
    grant_type: "client_credentials",
    ...(scope !== undefined && { scope }),
    ...(!isBasic && { client_id: clientId, client_secret: clientSecret.reveal() }),
  };
  return {
    method: "POST",
    segments: ["api", "v1", "token"],
    headers: {
      "content-type": tokenContentType,
      ...(isBasic && { authorization: `Basic ${basicOf(clientId, clientSecret)}` }),
    },
    body:
      tokenContentType === "application/json"
        ? JSON.stringify(members)
        : new URLSearchParams(members).toString(),
  };
}

/** RFC 6749 §2.3.1: both parts are form-encoded before they are joined. */
function basicOf(clientId: string, clientSecret: Secret): string {
  const [id, secret] = [clientId, clientSecret.reveal()].map(formEncoded);
  return Buffer.from(`${id ?? ""}:${secret ?? ""}`).toString("base64");
}

function formEncoded(text: string): string {
  return new URLSearchParams({ "": text }).toString().slice(1);
}
