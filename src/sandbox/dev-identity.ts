import { randomUUID } from "node:crypto";
import type { ServerResponse } from "node:http";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { listenOnLoopback } from "./loopback-listener.js";
import { PEOPLE } from "./seed/people.js";
import { fullName } from "./seed/person.js";

/** Somebody who uses the fintech's apps. */
export interface DevPerson {
  readonly id: string;
  readonly name: string;
  readonly country: "CA" | "US";
}

/** Whom a token is for. */
interface DevTokenClaims {
  readonly personId: string;
  readonly appId: string;
  readonly audience: string;
  /** Default 3600. */
  readonly expiresInSeconds?: number;
}

/** Stands for the fintech's own identity provider, in development and tests only. */
export interface DevIdentity {
  readonly issuer: string;
  readonly jwksUri: string;
  readonly people: readonly DevPerson[];
  /** Signs an access token as RFC 9068 describes it, with ES256. */
  accessToken(claims: DevTokenClaims): Promise<string>;
  close(): Promise<void>;
}

const ALGORITHM = "ES256";
const DEFAULT_SECONDS = 3_600;

/**
 * Publishes a discovery document and its public key on loopback. Tokens are only to be had in this process: an
 * endpoint that signs for anybody who asks would open every gateway on the machine that trusts this issuer.
 */
export async function startDevIdentity(options: { readonly port?: number } = {}): Promise<DevIdentity> {
  const { privateKey, publicKey } = await generateKeyPair(ALGORITHM);
  const kid = randomUUID();
  const { server, origin, close } = await listenOnLoopback(options.port ?? 0);
  const jwksUri = `${origin}/jwks`;
  const documents: Readonly<Record<string, unknown>> = {
    "/.well-known/openid-configuration": discovery(origin, jwksUri),
    "/.well-known/oauth-authorization-server": discovery(origin, jwksUri),
    "/jwks": { keys: [{ ...(await exportJWK(publicKey)), kid, alg: ALGORITHM, use: "sig" }] },
  };
  server.on("request", (request, response) => {
    sendJson(response, documents[(request.url ?? "").split("?")[0] ?? ""]);
  });
  return {
    issuer: origin,
    jwksUri,
    people: PEOPLE.map((person) => ({ id: person.id, name: fullName(person), country: person.country })),
    accessToken: ({ personId, appId, audience, expiresInSeconds = DEFAULT_SECONDS }) => {
      const now = Math.floor(Date.now() / 1_000);
      return new SignJWT({ client_id: appId })
        .setProtectedHeader({ alg: ALGORITHM, typ: "at+jwt", kid })
        .setIssuer(origin)
        .setSubject(personId)
        .setAudience(audience)
        .setIssuedAt(now)
        .setExpirationTime(now + expiresInSeconds)
        .setJti(randomUUID())
        .sign(privateKey);
    },
    close,
  };
}

function discovery(issuer: string, jwksUri: string): Record<string, unknown> {
  return {
    issuer,
    jwks_uri: jwksUri,
    response_types_supported: ["code"],
    subject_types_supported: ["public"],
    id_token_signing_alg_values_supported: [ALGORITHM],
  };
}

function sendJson(response: ServerResponse, document: unknown): void {
  response.writeHead(document === undefined ? 404 : 200, { "content-type": "application/json" });
  response.end(JSON.stringify(document ?? { error: "not_found" }));
}
