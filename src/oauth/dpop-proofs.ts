import { createHash, randomUUID } from "node:crypto";
import { SignJWT } from "jose";
import type { SigningKey } from "../core/client-authentication.js";
import type { Secret } from "../core/secret.js";
import { type DpopKeyPair, dpopKeyPair } from "./dpop-key.js";

/** One request to a resource server. */
export interface ProvenRequest {
  readonly method: string;
  /** Absolute. Query and fragment are not part of a proof (RFC 9449 §4.2, `htu`). */
  readonly url: string;
}

/**
 * Makes the proofs that go with a bound access token (RFC 9449 §4 and §7): each is for one request to one resource server,
 * and holds the nonce that this server gave last (§9).
 */
export class DpopProofs {
  readonly #key: SigningKey;
  #keyPair: Promise<DpopKeyPair> | undefined;
  #nonce: string | undefined;

  constructor(key: SigningKey) {
    this.#key = key;
  }

  async proofFor({ method, url }: ProvenRequest, accessToken: Secret): Promise<string> {
    this.#keyPair ??= dpopKeyPair(this.#key);
    const { privateKey, publicJwk } = await this.#keyPair;
    const { origin, pathname } = new URL(url);
    return new SignJWT({
      jti: randomUUID(),
      htm: method,
      htu: origin + pathname,
      ath: createHash("sha256").update(accessToken.reveal()).digest("base64url"),
      ...(this.#nonce !== undefined && { nonce: this.#nonce }),
    })
      .setProtectedHeader({ alg: this.#key.algorithm, typ: "dpop+jwt", jwk: publicJwk })
      .setIssuedAt()
      .sign(privateKey);
  }

  /** @param nonce the `DPoP-Nonce` header of an answer; a server may send a new one with any. */
  remember(nonce: string): void {
    this.#nonce = nonce;
  }
}
