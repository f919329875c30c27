import { randomBytes } from "node:crypto";
import type { Configuration, KoaContextWithOIDC } from "oidc-provider";
import { certificateOf } from "../dress/certificate-proof.js";

type Features = NonNullable<Configuration["features"]>;

/** @returns what the server must be able to do for tokens to be bound so. Proofs need a nonce of the server's. */
export function bindingFeatures(binding: "none" | "dpop" | "mtls"): Features {
  switch (binding) {
    case "none":
      return {};
    case "dpop":
      return { dPoP: { enabled: true, nonceSecret: randomBytes(32), requireNonce: () => true } };
    case "mtls":
      return {
        mTLS: {
          ...{ enabled: true, certificateBoundAccessTokens: true, tlsClientAuth: true },
          getCertificate: (ctx) => shownCertificate(ctx)?.toString(),
          certificateAuthorized: (ctx) => shownCertificate(ctx) !== undefined,
          certificateSubjectMatches: (ctx, _property, expected) =>
            shownCertificate(ctx)?.subject === expected,
        },
      };
  }
}

function shownCertificate(ctx: KoaContextWithOIDC): ReturnType<typeof certificateOf> {
  return certificateOf(ctx.req.socket);
}
