import { createPublicKey } from "node:crypto";
import { type CryptoKey, importJWK, importPKCS8, type JWK } from "jose";
import type { SigningKey } from "../core/client-authentication.js";

/** The key that access tokens are bound to. */
export interface DpopKeyPair {
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
  readonly publicJwk: JWK;
}

/** Rejects for a key that is not of its algorithm. */
export async function dpopKeyPair({ pem, algorithm }: SigningKey): Promise<DpopKeyPair> {
  const privateKey = await importPKCS8(pem.reveal(), algorithm);
  const publicJwk = createPublicKey(pem.reveal()).export({ format: "jwk" }) as JWK;
  const publicKey = await importJWK(publicJwk, algorithm, { extractable: true });
  return { privateKey, publicKey: publicKey as CryptoKey, publicJwk };
}
