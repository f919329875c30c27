import { createServer } from "node:http";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { APP_ID, AUDIENCE, END_USER_ID } from "./gateway-folder.js";
import { portOf } from "./parent-channel.js";

/** RSA, as most identity providers sign by default. */
const ALGORITHM = "RS256";

/** The apps' identity provider: one key, one token. */
export interface AppIdentity {
  readonly issuer: string;
  readonly accessToken: string;
  close(): void;
}

/** Publishes a key on loopback and signs one access token (RFC 9068) for the benchmark's end user. */
export async function startAppIdentity(): Promise<AppIdentity> {
  const { privateKey, publicKey } = await generateKeyPair(ALGORITHM);
  const keys = [{ ...(await exportJWK(publicKey)), kid: "bench", alg: ALGORITHM, use: "sig" }];
  const server = createServer((_request, response) => {
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ keys }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const issuer = `http://127.0.0.1:${portOf(server)}`;
  const accessToken = await new SignJWT({ client_id: APP_ID })
    .setProtectedHeader({ alg: ALGORITHM, typ: "at+jwt", kid: "bench" })
    .setIssuer(issuer)
    .setSubject(END_USER_ID)
    .setAudience(AUDIENCE)
    .setIssuedAt()
    .setExpirationTime("1h")
    .sign(privateKey);
  const close = (): void => {
    server.closeAllConnections();
    server.close();
  };
  return { issuer, accessToken, close };
}
