import { randomPKCECodeVerifier } from "openid-client";

/** @returns a new PKCE code verifier (RFC 7636 §4.1), for one authorization request. */
export function randomPkceVerifier(): string {
  return randomPKCECodeVerifier();
}
