import { createServer, type Server } from "node:http";
import { createServer as createSecureServer } from "node:https";
import type { AddressInfo } from "node:net";

/** What a bank that speaks TLS shows, and whose certificates it takes. PEM. */
export interface LoopbackTls {
  readonly certificate: string;
  readonly key: string;
  /** Clients may show a certificate of this authority; who must is for the bank to say. */
  readonly clientAuthority: string;
}

/** An HTTP server on 127.0.0.1, listening. */
export interface LoopbackListener {
  readonly server: Server;
  /** Without a slash at the end. */
  readonly origin: string;
  readonly close: () => Promise<void>;
}

/**
 * Listens on loopback only: the sandbox is for this machine.
 * @param port 0 takes a free one.
 */
export async function listenOnLoopback(port: number, tls?: LoopbackTls): Promise<LoopbackListener> {
  const server = tls === undefined ? createServer() : secureServer(tls);
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  const scheme = tls === undefined ? "http" : "https";
  const { port: taken } = server.address() as AddressInfo;
  return { server, origin: `${scheme}://127.0.0.1:${String(taken)}`, close: () => close(server) };
}

function secureServer({ certificate: cert, key, clientAuthority: ca }: LoopbackTls): Server {
  return createSecureServer({ ...{ cert, key, ca }, requestCert: true, rejectUnauthorized: false });
}

async function close(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) =>
    server.close(() => {
      resolve();
    }),
  );
  // Clients keep connections open for later; a bank that is closing does not wait for them.
  server.closeAllConnections();
  await closed;
}
