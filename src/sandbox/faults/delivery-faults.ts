import { Readable } from "node:stream";
import { setTimeout as delay } from "node:timers/promises";
import { bytesOf, type Delivery } from "../fdx/wire-answer.js";
import type { Fault } from "./fault.js";

const LATE_MS = 12_000;
const DRIP_BYTES = 64;
const DRIP_MS = 250;

/** The connection ends in the middle of the body. */
export const bodyCutOff: Fault = delivered((reply, bytes) => {
  const raw = reply.hijack().raw;
  raw.writeHead(reply.statusCode, { "content-type": "application/json", "content-length": bytes.length });
  raw.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => raw.destroy());
  return reply;
});

/** The body is whole as HTTP sees it, but the JSON in it ends half-way. */
export const jsonCutOff: Fault = async (serve) => {
  const answer = await serve();
  const bytes = bytesOf(answer);
  return { ...answer, body: bytes.subarray(0, Math.floor(bytes.length / 2)) };
};

export const slowDrip: Fault = delivered((reply, bytes) =>
  reply.header("content-length", bytes.length).send(Readable.from(drops(bytes))),
);

export const connectionReset: Fault = delivered((reply) => {
  reply.hijack().raw.destroy();
  return reply;
});

export const answerLate: Fault = async (serve) => {
  // Unreferenced: a bank that is closed meanwhile does not keep the process alive.
  await delay(LATE_MS, undefined, { ref: false });
  return serve();
};

function delivered(deliver: Delivery): Fault {
  return async (serve) => ({ ...(await serve()), deliver });
}

async function* drops(bytes: Buffer): AsyncGenerator<Buffer> {
  for (let start = 0; start < bytes.length; start += DRIP_BYTES) {
    yield bytes.subarray(start, start + DRIP_BYTES);
    await delay(DRIP_MS, undefined, { ref: false });
  }
}
