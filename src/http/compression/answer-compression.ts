import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { failureFields } from "../../core/failure-fields.js";
import type { Logger } from "../../telemetry/logger.js";
import type { Answer } from "../answer.js";
import { acceptsGzip } from "./accepts-gzip.js";

/**
 * From how many characters on. Below it a saved kilobyte costs ten times what it costs in a long answer, since handing work to a
 * thread costs the same for any length; and the answer comes in the first flight of a TCP connection as it is.
 */
export const LEAST_LENGTH = 4096;
/** As many as Node has threads for such work; each takes 256 KiB (zlib's window and hash tables) beside its output. */
export const MOST_AT_ONCE = 4;
/** The next ones take up to three times as long for a hundredth of the body. */
const LEVEL = 1;

const VARY = ["vary", "accept-encoding"] as const;
const CODING = ["content-encoding", "gzip"] as const;

const compress = promisify<string | Buffer, { readonly level: number }, Buffer>(gzip);

/** Sends long answers as gzip to clients that ask for it (docs/adr/0040-long-answers-as-gzip.md). */
export class AnswerCompression {
  readonly #logger: Logger;
  #running = 0;

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  /** Whether the form of this answer depends on what the client accepts. Asked of every answer, so it looks at next to nothing. */
  concerns({ status, body }: Answer): boolean {
    return body.length >= LEAST_LENGTH && status === 200;
  }

  /**
   * Never rejects. Where as many as may be are under way the answer stays as it is: one that waited for its turn would be later
   * than one that is longer.
   * @param accepted the request's `Accept-Encoding`.
   * @returns the answer in the form that the client would rather have.
   */
  async negotiated(answer: Answer, accepted: string | undefined): Promise<Answer> {
    const plain = { ...answer, headers: [...answer.headers, VARY] };
    if (this.#running >= MOST_AT_ONCE || !acceptsGzip(accepted)) return plain;
    this.#running += 1;
    try {
      const body = await compress(answer.body, { level: LEVEL });
      return { ...plain, headers: [...plain.headers, CODING], body };
    } catch (failure) {
      this.#logger.error(failureFields(failure), "answer not compressed");
      return plain;
    } finally {
      this.#running -= 1;
    }
  }
}
