import { once } from "node:events";
import { chmod, lstat, mkdir, unlink } from "node:fs/promises";
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
      await removeDeadSocket(socketPath);
      await listenForOwnerOnly(server.#server, socketPath);
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

/** What a courier that was killed has left behind; never a file that is something else. */
async function removeDeadSocket(socketPath: string): Promise<void> {
  const found = await lstat(socketPath).catch(() => undefined);
  if (found?.isSocket() === true) await unlink(socketPath);
}

async function listenForOwnerOnly(server: Server, socketPath: string): Promise<void> {
  // The socket is made with this mask, so that there is no moment at which it is open to others.
  const mask = process.umask(0o177);
  try {
    server.listen(socketPath);
  } finally {
    process.umask(mask);
  }
  await once(server, "listening");
  await chmod(socketPath, 0o600);
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
