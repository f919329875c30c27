import type { FastifyReply } from "fastify";

/** One answer as it will go over the wire. */
export interface WireAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Bytes and text go out as they are, `undefined` as an empty body, everything else as JSON. */
  readonly body: unknown;
  /** Sends the bytes in another way than whole and at once. */
  readonly deliver?: Delivery;
}

export type Delivery = (reply: FastifyReply, bytes: Buffer) => FastifyReply;

const JSON_TYPE = "application/json; charset=utf-8";

export function json(body: unknown, status = 200): WireAnswer {
  return { status, headers: { "content-type": JSON_TYPE }, body };
}

export function bytesOf({ body }: WireAnswer): Buffer {
  if (body === undefined) return Buffer.alloc(0);
  if (Buffer.isBuffer(body)) return body;
  return Buffer.from(typeof body === "string" ? body : JSON.stringify(body));
}

export function sendAnswer(reply: FastifyReply, answer: WireAnswer): FastifyReply {
  const bytes = bytesOf(answer);
  reply.code(answer.status).headers(answer.headers);
  return answer.deliver === undefined ? reply.send(bytes) : answer.deliver(reply, bytes);
}
