import { createHash, randomBytes } from "node:crypto";
import type { FastifyRequest } from "fastify";
import { calculateJwkThumbprint, EmbeddedJWK, type JWTPayload, jwtVerify } from "jose";
import type OidcProvider from "oidc-provider";
import { refuse, tokenIn, type TokenProof } from "./token-proof.js";

const NONCE_MS = 60_000;
const MAX_AGE_SECONDS = 60;

/** A proof whose signature holds. */
interface Proof {
  readonly payload: JWTPayload;
  /** JWK thumbprint of the key that signed it (RFC 7638). */
  readonly thumbprint: string;
}

/**
 * RFC 9449 §7: a token is good beside a proof that its own key signed for this request, with a nonce of the bank's (§9), once.
 * @param origin of the bank, as clients know it.
 */
export function dpopProof(server: OidcProvider, origin: string): TokenProof {
  const nonces = new Nonces();
  const seen = new Set<unknown>();
  return async (request, reply) => {
    const value = tokenIn(request, "DPoP");
    if (value === undefined) return refuse(reply, "DPoP", "invalid_token");
    const proof = await proofIn(request);
    if (proof === undefined || !isFor(request, origin, value, proof) || seen.has(proof.payload.jti)) {
      return refuse(reply, "DPoP", "invalid_dpop_proof");
    }
    if (!nonces.isGood(proof.payload["nonce"])) {
      return refuse(reply.header("dpop-nonce", nonces.current), "DPoP", "use_dpop_nonce");
    }
    seen.add(proof.payload.jti);
    const token = await server.AccessToken.find(value);
    if (token?.jkt !== proof.thumbprint) return refuse(reply, "DPoP", "invalid_token");
    // What follows knows bearer tokens only.
    request.headers.authorization = `Bearer ${value}`;
    return undefined;
  };
}

async function proofIn(request: FastifyRequest): Promise<Proof | undefined> {
  const text = request.headers["dpop"];
  if (typeof text !== "string") return undefined;
  try {
    const rules = { typ: "dpop+jwt", algorithms: ["ES256"], maxTokenAge: MAX_AGE_SECONDS };
    const { payload, protectedHeader } = await jwtVerify(text, EmbeddedJWK, rules);
    return { payload, thumbprint: await calculateJwkThumbprint(protectedHeader.jwk ?? {}) };
  } catch {
    return undefined;
  }
}

function isFor(request: FastifyRequest, origin: string, token: string, { payload }: Proof): boolean {
  const [path = ""] = request.url.split("?");
  const hash = createHash("sha256").update(token).digest("base64url");
  return (
    payload["htm"] === request.method &&
    payload["htu"] === `${origin}${path}` &&
    payload["ath"] === hash &&
    typeof payload.jti === "string"
  );
}

/** A nonce is good for a minute, and for the minute after it. */
class Nonces {
  #current = newNonce();
  #previous = newNonce();
  #since = Date.now();

  get current(): string {
    if (Date.now() - this.#since >= NONCE_MS) {
      this.#previous = this.#current;
      this.#current = newNonce();
      this.#since = Date.now();
    }
    return this.#current;
  }

  isGood(nonce: unknown): boolean {
    return nonce === this.current || nonce === this.#previous;
  }
}

function newNonce(): string {
  return randomBytes(16).toString("base64url");
}
