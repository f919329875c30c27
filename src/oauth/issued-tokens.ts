import { decodeJwt } from "jose";
import type * as client from "openid-client";
import { Secret } from "../core/secret.js";
import type { IssuedTokens } from "./authorization-server.js";
import type { ClientRegistration } from "./client-registration.js";
import { KEPT_ID_TOKEN } from "./lenient-token-answers.js";

export type TokenAnswer = client.TokenEndpointResponse & client.TokenEndpointResponseHelpers;

/** @returns the tokens of an answer; which one opens the data endpoints is for the registration to say. */
export function issuedTokens(
  answer: TokenAnswer,
  { bearer = "access_token" }: Pick<ClientRegistration, "bearer">,
): IssuedTokens {
  const refreshToken = answer.refresh_token === undefined ? undefined : new Secret(answer.refresh_token);
  const idToken = bearer === "id_token" ? (answer.id_token ?? answer[KEPT_ID_TOKEN]) : undefined;
  const { scope } = answer;
  // An answer without the id_token is not thrown away: the refresh token in it is the only one that still works.
  if (typeof idToken !== "string") {
    const accessToken = new Secret(answer.access_token);
    return { accessToken, refreshToken, scope, expiresInSeconds: answer.expiresIn() };
  }
  return { accessToken: new Secret(idToken), refreshToken, scope, expiresInSeconds: lifetimeOf(idToken) };
}

/** @returns whether a token is the id_token that data calls are made with. Its audience is this client (OpenID Connect Core §2). */
export function isBearerIdToken(
  token: Secret,
  { bearer, clientId }: Pick<ClientRegistration, "bearer" | "clientId">,
): boolean {
  if (bearer !== "id_token") return false;
  try {
    return [decodeJwt(token.reveal()).aud].flat().includes(clientId);
  } catch {
    return false;
  }
}

/** In seconds, by the server's own clock where it tells what time it has: this machine's may be wrong. */
function lifetimeOf(idToken: string): number | undefined {
  try {
    const { iat, exp } = decodeJwt(idToken);
    return exp === undefined ? undefined : exp - (iat ?? Date.now() / 1000);
  } catch {
    return undefined;
  }
}
