import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

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
export async function listenOnLoopback(port: number): Promise<LoopbackListener> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  const { port: taken } = server.address() as AddressInfo;
  return { server, origin: `http://127.0.0.1:${String(taken)}`, close: () => close(server) };
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
