import type { IncomingMessage } from "node:http";
import { isOnlyRevoke } from "../../graph/consent/only-revoke.js";

/** Of a body; a revocation of one consent takes some two hundred bytes. */
const MOST_BYTES = 4096;
/** Time for the body: whoever is slower does not keep others from being looked at. */
const BODY_MS = 1000;
const MOST_READ = 64;
const MOST_RUNNING = 16;

/**
 * The way in for revocations while everything else is refused: a person who takes a consent back must not be told to come
 * again later. Small bodies are read to see what they are, a few at once; nothing else of them is looked at, and what is not
 * plainly one revocation is refused like the rest.
 */
export class RevokeLane {
  #reading = 0;
  #running = 0;

  /** Whether the request may be one, and there is room to find out. */
  mayRead({ headers }: IncomingMessage): boolean {
    const length = Number(headers["content-length"] ?? Number.NaN);
    return length > 0 && length <= MOST_BYTES && this.#reading < MOST_READ && this.#running < MOST_RUNNING;
  }

  /** @returns the body, if it is in; then `leave` must follow. */
  async enter(request: IncomingMessage): Promise<Buffer | undefined> {
    this.#reading += 1;
    const body = await readBody(request);
    this.#reading -= 1;
    if (body === undefined || this.#running >= MOST_RUNNING || !isOnlyRevoke(body)) return undefined;
    this.#running += 1;
    return body;
  }

  leave(): void {
    this.#running -= 1;
  }
}

/** @returns `undefined` if it did not come in time, or not at all. */
function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    const timer = setTimeout(resolve, BODY_MS, undefined);
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.once("end", () => {
      clearTimeout(timer);
      resolve(Buffer.concat(chunks));
    });
    request.once("close", () => {
      clearTimeout(timer);
      resolve(undefined);
    });
  });
}
