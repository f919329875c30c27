import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Metrics } from "./metrics.js";

export interface MetricsServer {
  /** Ends in `/metrics`. */
  readonly url: string;
  close(): Promise<void>;
}

/** Gives metrics on a listener of their own, which no client of the API can reach. Port 0 takes a free one. */
export async function startMetricsServer(
  metrics: Metrics,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<MetricsServer> {
  const server = createServer((request, response) => {
    if (request.url !== "/metrics" || request.method !== "GET") response.writeHead(404).end();
    else void answer(metrics, response);
  });
  server.listen(port, host);
  await once(server, "listening");
  const { address, family, port: taken } = server.address() as AddressInfo;
  const authority = family === "IPv6" ? `[${address}]:${taken}` : `${address}:${taken}`;
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    server.close();
    await once(server, "close");
  };
  return { url: `http://${authority}/metrics`, close };
}

async function answer(metrics: Metrics, response: ServerResponse): Promise<void> {
  try {
    const text = await metrics.text();
    response.writeHead(200, { "content-type": metrics.contentType }).end(text);
  } catch {
    response.writeHead(503).end();
  }
}
