import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { request } from "undici";

/** One request as it came. */
export interface SeenCall {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Of one connection only; the length is told anew. */
const NOT_PASSED_ON = ["connection", "keep-alive", "transfer-encoding", "content-length", "host"];

/** Stands before a server on loopback, passes everything on, and keeps what was asked. It may change the answers. */
export class RecordingFront {
  readonly seen: SeenCall[] = [];
  /** How many requests ended before they were answered. */
  givenUp = 0;
  /** Added to every answer of 400 and more. */
  failureHeaders: Readonly<Record<string, string>> = {};
  /** Done before a request is passed on: one that never ends is a server that hangs, one that fails ends the connection. */
  hold: (path: string) => Promise<void> = async () => undefined;
  /** Rewrites the body of an answer. */
  edit: (path: string, body: string) => string = (_path, body) => body;
  readonly #server: Server;
  readonly #target: string;

  private constructor(target: string) {
    this.#target = target;
    this.#server = createServer((incoming, outgoing) => {
      outgoing.once("close", () => {
        if (!outgoing.writableFinished) this.givenUp += 1;
      });
      this.#pass(incoming).then(
        ({ status, headers, body }) => outgoing.writeHead(status, headers).end(body),
        () => outgoing.destroy(),
      );
    });
  }

  static async start(target: string): Promise<RecordingFront> {
    const front = new RecordingFront(target);
    front.#server.listen(0, "127.0.0.1");
    await once(front.#server, "listening");
    return front;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Forgets what was asked, and leaves answers as they are. */
  reset(): void {
    this.seen.length = 0;
    this.givenUp = 0;
    this.failureHeaders = {};
    this.hold = async () => undefined;
    this.edit = (_path, body) => body;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #pass(
    incoming: IncomingMessage,
  ): Promise<{ status: number; headers: Record<string, string | string[]>; body: string }> {
    const { method = "GET", url = "/", headers } = incoming;
    const body = await textOf(incoming);
    const { pathname: path, searchParams: query } = new URL(url, this.#target);
    this.seen.push({ ...{ method, path, query, headers, body } });
    await this.hold(path);
    const answer = await request(this.#target + url, {
      method: method as "GET" | "POST" | "DELETE",
      headers: passedOn(headers),
      ...(body !== "" && { body }),
    });
    const extra = answer.statusCode >= 400 ? this.failureHeaders : {};
    const text = this.edit(path, await answer.body.text());
    return { status: answer.statusCode, headers: { ...passedOn(answer.headers), ...extra }, body: text };
  }
}

function passedOn(headers: IncomingHttpHeaders): Record<string, string | string[]> {
  const kept = Object.entries(headers).filter(
    (pair): pair is [string, string | string[]] => pair[1] !== undefined && !NOT_PASSED_ON.includes(pair[0]),
  );
  return Object.fromEntries(kept);
}

async function textOf(incoming: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of incoming.setEncoding("utf8")) text += String(chunk);
  return text;
}
