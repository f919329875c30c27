import { createHash } from "node:crypto";
import type { Socket } from "node:net";
import { TLSSocket } from "node:tls";
import type { X509Certificate } from "node:crypto";
import type OidcProvider from "oidc-provider";
import { refuse, tokenIn, type TokenProof } from "./token-proof.js";

/** The certificate that a connection showed, and that the bank's authority vouches for. */
export function certificateOf(socket: Socket): X509Certificate | undefined {
  return socket instanceof TLSSocket && socket.authorized ? socket.getPeerX509Certificate() : undefined;
}

/** RFC 8705 §3: a token is good on connections that show the certificate it was given out to, and on no other. */
export function certificateProof(server: OidcProvider): TokenProof {
  return async (request, reply) => {
    const token = await server.AccessToken.find(tokenIn(request, "Bearer") ?? "");
    const certificate = certificateOf(request.raw.socket);
    const shown = certificate && createHash("sha256").update(certificate.raw).digest("base64url");
    if (shown === undefined || token?.["x5t#S256"] !== shown) return refuse(reply, "Bearer", "invalid_token");
    return undefined;
  };
}
