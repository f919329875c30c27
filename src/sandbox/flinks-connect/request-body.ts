import type { FastifyInstance, FastifyRequest } from "fastify";
import { FlinksRefusal } from "./flinks-answer.js";

type Body = Readonly<Record<string, unknown>>;

/** Lets every call have a JSON body, an empty one too. */
export function readJsonBodies(app: FastifyInstance): void {
  app.removeContentTypeParser("application/json");
  app.addContentTypeParser("application/json", { parseAs: "string" }, (_request, text, done) => {
    try {
      done(null, text === "" ? {} : JSON.parse(String(text)));
    } catch {
      done(new FlinksRefusal("INVALID_REQUEST", "The body is not JSON."));
    }
  });
}

/** @throws FlinksRefusal INVALID_REQUEST for a body that is no object. */
export function bodyOf({ body }: FastifyRequest): Body {
  const given: unknown = body ?? {};
  if (typeof given !== "object" || given === null || Array.isArray(given)) {
    throw new FlinksRefusal("INVALID_REQUEST", "The body is not an object.");
  }
  return given as Body;
}

/**
 * A flag as Flinks' samples write it: `true`, or `"true"`.
 * @throws FlinksRefusal INVALID_REQUEST for anything else.
 */
export function flagOf(body: Body, name: string, missing: boolean): boolean {
  const given = body[name] ?? missing;
  if (given === true || given === "true") return true;
  if (given === false || given === "false") return false;
  throw new FlinksRefusal("INVALID_REQUEST", `${name} is not a boolean.`);
}

/** @throws FlinksRefusal INVALID_REQUEST for what is there but no text. */
export function textOf(body: Body, name: string): string | undefined {
  const given = body[name] ?? undefined;
  if (given === undefined || typeof given === "string") return given;
  throw new FlinksRefusal("INVALID_REQUEST", `${name} is not a text.`);
}
