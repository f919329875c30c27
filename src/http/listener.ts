import {
  createServer,
  type RequestListener,
  type Server,
  type ServerResponse,
  STATUS_CODES,
} from "node:http";
import type { Duplex } from "node:stream";
import { LinkedList } from "../core/linked-list.js";
import { ERROR_CODES, type ErrorCode } from "../core/error-codes.js";
import { errorBody } from "./error-body.js";

/** What a connection may cost. Times in milliseconds, sizes in bytes. */
export interface ListenerLimits {
  /** From the connection, or from the end of the request before, to the end of a request's headers. */
  readonly headersMs: number;
  /** The same, to the end of its body. */
  readonly requestMs: number;
  /** How often it is looked whether somebody has passed one of these. */
  readonly checkMs: number;
  /** How long a connection may wait for its next request. */
  readonly idleMs: number;
  /** How long nothing may move while an answer is made or sent. */
  readonly stuckMs: number;
  readonly headerBytes: number;
  readonly headers: number;
  readonly requestsPerConnection: number;
  readonly connections: number;
}

/**
 * Connections that wait while the loop is late. Node's 511 are full in a quarter of a second, and whoever comes then is let try
 * for seconds.
 */
export const BACKLOG = 4096;

export const LISTENER_LIMITS: Omit<ListenerLimits, "stuckMs"> = {
  headersMs: 10_000,
  requestMs: 15_000,
  checkMs: 1_000,
  // Longer than balancers keep a connection they do not use (60 s is usual): the one who closes first loses no request.
  idleMs: 72_000,
  headerBytes: 16 * 1024,
  headers: 100,
  requestsPerConnection: 1_000,
  connections: 10_000,
};

const HEADERS = { "content-type": "application/json; charset=utf-8", "cache-control": "no-store" };

/** What Node's parser complains of; anything else is a request that cannot be read. */
const CODES: Readonly<Record<string, ErrorCode>> = {
  HPE_HEADER_OVERFLOW: "HEADERS_TOO_LARGE",
  ERR_HTTP_REQUEST_TIMEOUT: "REQUEST_TIMEOUT",
};

/** @returns a server that closes what is too large or too slow, and says why where an answer can still be read. */
export function createListener(handle: RequestListener, limits: ListenerLimits): Server {
  const connections = new WeakMap<Duplex, Connection>();
  const server = createServer({
    headersTimeout: limits.headersMs,
    requestTimeout: limits.requestMs,
    connectionsCheckingInterval: limits.checkMs,
    keepAliveTimeout: limits.idleMs,
    maxHeaderSize: limits.headerBytes,
  });
  server.timeout = limits.stuckMs;
  server.maxConnections = limits.connections;
  // Node's own count leaves out what is beyond it, without a word.
  server.maxHeadersCount = 0;
  server.on("connection", (socket) => {
    connections.set(socket, new Connection(socket));
  });
  server.on("request", (request, response) => {
    const requests = connections.get(request.socket)?.begin(response) ?? 1;
    // Node's own count says that it closes, and leaves that to the client.
    if (requests >= limits.requestsPerConnection) response.shouldKeepAlive = false;
    if (request.rawHeaders.length > 2 * limits.headers) answerTooManyHeaders(response);
    else handle(request, response);
  });
  server.on("clientError", (failure: NodeJS.ErrnoException, socket) => {
    if (socket.writable && mayAnswer(connections.get(socket)?.latest))
      socket.write(rawAnswer(CODES[failure.code ?? ""] ?? "BAD_REQUEST"));
    socket.destroy();
  });
  return server;
}

/** What is open on one connection. An idle one keeps nothing of its last request. */
class Connection {
  /** Oldest first: more than one where a client sends before it has read. */
  readonly #open = new LinkedList<ServerResponse>();
  #requests = 0;

  constructor(socket: Duplex) {
    socket.once("close", () => {
      // When Node has told those that it tells: nothing closes twice, or its place in the gateway would be given back twice.
      process.nextTick(() => {
        this.#abandon();
      });
    });
  }

  /** The response of the request that came last, while it is open. */
  get latest(): ServerResponse | undefined {
    return this.#open.last;
  }

  /** @returns how many requests have come. */
  begin(response: ServerResponse): number {
    const link = this.#open.append(response);
    response.on("close", () => {
      this.#open.remove(link);
    });
    this.#requests += 1;
    return this.#requests;
  }

  /**
   * Node 20 tells only the response whose turn it is that the client is gone (24 tells all). Those behind it would never close, and
   * what they hold (a place in the gateway, its end) would never be given back.
   */
  #abandon(): void {
    for (const response of this.#open.toArray()) {
      if (response.socket !== null) continue;
      response.destroy();
      response.emit("close");
    }
  }
}

/** Not while an answer is under way: what is written then would be taken for it, or for a part of it. */
function mayAnswer(response: ServerResponse | undefined): boolean {
  if (response === undefined || response.writableFinished) return true;
  return !response.req.complete && !response.headersSent;
}

function answerTooManyHeaders(response: ServerResponse): void {
  const body = JSON.stringify(errorBody("HEADERS_TOO_LARGE"));
  response.shouldKeepAlive = false;
  response
    .writeHead(ERROR_CODES.HEADERS_TOO_LARGE.status, { ...HEADERS, "content-length": body.length })
    .end(body);
}

function rawAnswer(code: ErrorCode): string {
  const { status } = ERROR_CODES[code];
  const body = JSON.stringify(errorBody(code));
  const headers = { ...HEADERS, "content-length": Buffer.byteLength(body), connection: "close" };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return [`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ""}`, ...lines, "", body].join("\r\n");
}
