import { once } from "node:events";
import { chmod, mkdir, unlink } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { connect } from "node:net";
import { dirname } from "node:path";
import { z } from "zod";
import { GatewayError } from "../core/gateway-error.js";
import { consentReferenceSchema } from "./consent-reference.js";
import type { RefreshCourier } from "./refresh-courier.js";

const refreshOrder = z.object({
  reference: consentReferenceSchema,
  attemptId: z.string().min(1).max(64),
  usedVersion: z.number().int().min(1),
  sendBy: z.number(),
});

const MAX_ORDER_BYTES = 16 * 1024;

/**
 * Takes orders of the gateways of this machine at a Unix socket. Whoever may write to the socket may have tokens
 * refreshed, but sees none: the socket is for its owner only.
 */
export class CourierServer {
  readonly #server: Server;
  readonly #running = new Set<Promise<void>>();

  private constructor(courier: RefreshCourier) {
    this.#server = createServer((request, response) => {
      const work = answer(courier, request, response).finally(() => this.#running.delete(work));
      this.#running.add(work);
    });
  }

  /** Rejects with STORE_UNAVAILABLE if another courier has the socket, or it cannot be made. */
  static async listen(socketPath: string, courier: RefreshCourier): Promise<CourierServer> {
    const server = new CourierServer(courier);
    if (await answers(socketPath)) {
      throw new GatewayError("STORE_UNAVAILABLE", `another courier listens at ${socketPath}`);
    }
    try {
      await mkdir(dirname(socketPath), { recursive: true, mode: 0o700 });
      // What a courier that was killed has left behind.
      await unlink(socketPath).catch(() => undefined);
      server.#server.listen(socketPath);
      await once(server.#server, "listening");
      await chmod(socketPath, 0o600);
    } catch (cause) {
      throw new GatewayError("STORE_UNAVAILABLE", `cannot listen at ${socketPath}`, { cause });
    }
    return server;
  }

  /** Takes no more orders, and waits for those that are being carried out. */
  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    await Promise.allSettled(this.#running);
    this.#server.closeIdleConnections();
    await closed;
  }
}

async function answer(
  courier: RefreshCourier,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const order = await readOrder(request).catch(() => undefined);
  if (order === undefined) {
    response.writeHead(400).end();
    return;
  }
  const outcome = await courier.carry(order);
  // A gateway that is gone meanwhile finds the outcome in the store.
  response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(outcome));
}

async function readOrder(request: IncomingMessage): Promise<z.output<typeof refreshOrder> | undefined> {
  if (request.method !== "POST" || request.url !== "/orders") return undefined;
  let text = "";
  for await (const chunk of request.setEncoding("utf8")) {
    text += String(chunk);
    if (text.length > MAX_ORDER_BYTES) return undefined;
  }
  return refreshOrder.parse(JSON.parse(text));
}

function answers(socketPath: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(socketPath);
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => {
      resolve(false);
    });
  });
}
