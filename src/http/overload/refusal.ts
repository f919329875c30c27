import type { IncomingMessage, ServerResponse } from "node:http";
import { ERROR_CODES } from "../../core/error-codes.js";
import { errorBody } from "../error-body.js";

/** Seconds. Overload is over soon, or it is not over in a minute either. */
const RETRY_AFTER = "1";
/** A smaller body is let run into nothing, so that the connection can be used again. */
const LARGE_BODY = 64 * 1024;

/** ASCII. As a text Node writes it together with the head, as bytes it would be a second piece. */
const BODY = JSON.stringify(errorBody("OVERLOADED"));
/** Names and values in turn: Node writes a list as it is, and looks at each member of an object. */
const HEAD = [
  ...["content-type", "application/json; charset=utf-8"],
  ...["content-length", String(BODY.length)],
  ...["cache-control", "no-store"],
  ...["retry-after", RETRY_AFTER],
  ...["x-content-type-options", "nosniff"],
];

/** Answers OVERLOADED. All of it is ready-made: saying no must cost next to nothing. */
export function refuse({ headers }: IncomingMessage, response: ServerResponse): void {
  if (isLarge(headers["content-length"])) response.shouldKeepAlive = false;
  response.writeHead(ERROR_CODES.OVERLOADED.status, HEAD).end(BODY, "latin1");
}

/** One that does not say its length may be of any. */
function isLarge(contentLength: string | undefined): boolean {
  return contentLength === undefined || Number(contentLength) > LARGE_BODY;
}
