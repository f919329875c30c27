import type { IncomingMessage } from "node:http";
import { joinedBytes } from "../../core/joined-bytes.js";
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

  /**
   * Says what it found, once: the body, if the request is in; then `leave` must follow. Hundreds a second come here in a flood, so it is
   * done without a promise.
   */
  read(request: IncomingMessage, decide: (body: Buffer | undefined) => void): void {
    this.#reading += 1;
    let isOver = false;
    const end = (body: Buffer | undefined): void => {
      if (isOver) return;
      isOver = true;
      clearTimeout(timer);
      this.#reading -= 1;
      decide(body !== undefined && this.#admits(body) ? body : undefined);
    };
    const timer = setTimeout(end, BODY_MS, undefined);
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      end(joinedBytes(chunks));
    });
    request.on("close", () => {
      end(undefined);
    });
  }

  leave(): void {
    this.#running -= 1;
  }

  #admits(body: Buffer): boolean {
    if (this.#running >= MOST_RUNNING || !isOnlyRevoke(body)) return false;
    this.#running += 1;
    return true;
  }
}
