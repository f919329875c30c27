import { generateKeyPairSync } from "node:crypto";
import type { SigningKey } from "../../src/core/client-authentication.js";
import { Secret } from "../../src/core/secret.js";

/** @returns a new private key, PKCS #8 in PEM. */
export function privateKeyPem(kind: "ec" | "rsa" = "ec"): string {
  const { privateKey } =
    kind === "ec"
      ? generateKeyPairSync("ec", { namedCurve: "P-256" })
      : generateKeyPairSync("rsa", { modulusLength: 2048 });
  return privateKey.export({ type: "pkcs8", format: "pem" }).toString();
}

/** @returns a new key for ES256. */
export function signingKey(keyId?: string): SigningKey {
  return { pem: new Secret(privateKeyPem()), algorithm: "ES256", keyId };
}
