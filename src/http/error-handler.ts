import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";
import type { Logger } from "../telemetry/logger.js";
import { errorAnswer } from "./error-answer.js";

/** Gives Fastify's routes the face of errors that all others have. */
export function errorHandler(
  logger: Logger,
): (failure: FastifyError, request: FastifyRequest, reply: FastifyReply) => FastifyReply {
  return (failure, request, reply) => {
    const { status, headers, body } = errorAnswer(failure, request.id, logger);
    return reply.code(status).headers(headers).send(body);
  };
}
