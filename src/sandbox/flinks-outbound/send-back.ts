import type { FastifyReply } from "fastify";
import type { ReturnAddress } from "./authorization-request.js";

/** Sends the browser back to the recipient, with the state it came with. */
export function sendBack(
  reply: FastifyReply,
  { redirectUri, state }: ReturnAddress,
  answer: Readonly<Record<string, string>>,
): FastifyReply {
  const url = new URL(redirectUri);
  for (const [name, value] of Object.entries(answer)) url.searchParams.set(name, value);
  if (state !== undefined) url.searchParams.set("state", state);
  return reply.redirect(url.href, 302);
}
