import { createServer } from "node:http";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import type { EndUserId } from "../../src/core/ids.js";
import { portOf } from "../parent-channel.js";
import { APP_ID, AUDIENCE } from "./gateway-folder.js";

/** RSA, as most identity providers sign by default. */
const ALGORITHM = "RS256";

/** The apps' identity provider: one key, and a token for each end user. */
export interface AppIdentity {
  readonly issuer: string;
  /** @returns an access token (RFC 9068) that outlives the benchmark. */
  accessToken(endUserId: EndUserId): Promise<string>;
  close(): void;
}

/** Publishes a key on loopback and signs with it. */
export async function startAppIdentity(): Promise<AppIdentity> {
  const { privateKey, publicKey } = await generateKeyPair(ALGORITHM);
  const keys = [{ ...(await exportJWK(publicKey)), kid: "bench", alg: ALGORITHM, use: "sig" }];
  const server = createServer((_request, response) => {
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ keys }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const issuer = `http://127.0.0.1:${portOf(server)}`;
  return {
    issuer,
    accessToken: (endUserId) =>
      new SignJWT({ client_id: APP_ID })
        .setProtectedHeader({ alg: ALGORITHM, typ: "at+jwt", kid: "bench" })
        .setIssuer(issuer)
        .setSubject(endUserId)
        .setAudience(AUDIENCE)
        .setIssuedAt()
        .setExpirationTime("1h")
        .sign(privateKey),
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
