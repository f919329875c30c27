import type { ServerResponse } from "node:http";
import { SECURITY_HEADER_LIST } from "./security-headers.js";

export interface Answer {
  readonly status: number;
  readonly headers: Iterable<readonly [name: string, value: string]>;
  /** JSON; bytes where they are there already. */
  readonly body: string | Buffer;
}

/** Writes an answer in one piece, with what every answer has; nothing if the client is gone. */
export function sendAnswer(response: ServerResponse, requestId: string, answer: Answer): void {
  if (response.destroyed) return;
  const { status, headers, body } = answer;
  const head = [...SECURITY_HEADER_LIST, "x-request-id", requestId];
  for (const [name, value] of headers) head.push(name, value);
  head.push("content-length", String(Buffer.byteLength(body)));
  response.writeHead(status, head).end(body);
}
