import {
  Agent,
  createServer,
  type IncomingMessage,
  request,
  type Server,
  type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";

const CHECK_MS = 100;
const HOST = "127.0.0.1";

interface Backend {
  readonly url: URL;
  readonly agent: Agent;
  isHealthy: boolean;
}

/**
 * A plain HTTP balancer, as one stands before replicas: asks each for `/readyz` ten times a second, hands requests to the
 * healthy ones in turn over connections that it keeps, and never sends a request twice. What fails is answered with 502.
 */
export class Balancer {
  readonly #backends = new Map<string, Backend>();
  readonly #server: Server;
  readonly #timer: NodeJS.Timeout;
  #turn = 0;

  private constructor() {
    this.#server = createServer((incoming, outgoing) => {
      this.#forward(incoming, outgoing);
    });
    this.#timer = setInterval(() => {
      for (const backend of this.#backends.values()) check(backend);
    }, CHECK_MS);
  }

  static async start(): Promise<Balancer> {
    const balancer = new Balancer();
    await new Promise<void>((resolve) => balancer.#server.listen(0, HOST, resolve));
    return balancer;
  }

  get url(): string {
    return `http://${HOST}:${(this.#server.address() as AddressInfo).port}`;
  }

  /** It gets requests once it has said that it is ready. */
  add(url: string): void {
    this.#backends.set(url, {
      ...{ url: new URL(url), agent: new Agent({ keepAlive: true }), isHealthy: false },
    });
  }

  remove(url: string): void {
    this.#backends.get(url)?.agent.destroy();
    this.#backends.delete(url);
  }

  isHealthy(url: string): boolean {
    return this.#backends.get(url)?.isHealthy === true;
  }

  close(): void {
    clearInterval(this.#timer);
    for (const url of [...this.#backends.keys()]) this.remove(url);
    this.#server.closeAllConnections();
    this.#server.close();
  }

  #forward(incoming: IncomingMessage, outgoing: ServerResponse): void {
    const healthy = [...this.#backends.values()].filter(({ isHealthy }) => isHealthy);
    const backend = healthy[this.#turn++ % healthy.length];
    const fail = (reason: string): void => {
      if (outgoing.headersSent) outgoing.destroy();
      else outgoing.writeHead(502).end(reason);
    };
    if (backend === undefined) {
      fail("no backend is healthy");
      return;
    }
    const { method = "GET", url = "/", headers } = incoming;
    const target = new URL(url, backend.url);
    const sent = request(target, { method, headers, agent: backend.agent }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, { "content-type": answer.headers["content-type"] ?? "" });
      answer.on("error", ({ message }) => {
        fail(message);
      });
      answer.pipe(outgoing);
    });
    sent.on("error", ({ message }) => {
      fail(`${backend.url.port}: ${message}`);
    });
    incoming.pipe(sent);
  }
}

/** On a connection of its own. One that has not answered within a second is not healthy. */
function check(backend: Backend): void {
  const asked = request(new URL("/readyz", backend.url), { timeout: CHECK_MS * 10 }, (answer) => {
    backend.isHealthy = answer.statusCode === 200;
    answer.resume();
  });
  asked.on("timeout", () => asked.destroy());
  asked.on("error", () => (backend.isHealthy = false));
  asked.end();
}
