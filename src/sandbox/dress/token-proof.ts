import type { FastifyReply, FastifyRequest } from "fastify";

/** Refuses a data call whose token is not in its owner's hands. It stands before everything else, uncounted. */
export type TokenProof = (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>;

/** The token in an `Authorization` header of this scheme. */
export function tokenIn(request: FastifyRequest, scheme: "Bearer" | "DPoP"): string | undefined {
  const [, said = "", token] = /^(\w+) ([\w.~+/-]+=*)$/.exec(request.headers.authorization ?? "") ?? [];
  return said.toLowerCase() === scheme.toLowerCase() ? token : undefined;
}

export function refuse(reply: FastifyReply, scheme: "Bearer" | "DPoP", error: string): FastifyReply {
  return reply.code(401).header("www-authenticate", `${scheme} error="${error}"`).send({ error });
}
