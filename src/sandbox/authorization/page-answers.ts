import type { FastifyInstance, FastifyRequest } from "fastify";
import type { BankBooks } from "../seed/bank-books.js";
import type { Person } from "../seed/person.js";
import { SANDBOX_PASSWORD } from "./interaction-pages.js";

/** Makes the forms of the bank's pages readable. */
export function readForms(app: FastifyInstance): void {
  app.addContentTypeParser(
    "application/x-www-form-urlencoded",
    { parseAs: "string" },
    (_request, body, done) => {
      done(null, new URLSearchParams(String(body)));
    },
  );
}

export function formOf({ body }: FastifyRequest): URLSearchParams {
  return body instanceof URLSearchParams ? body : new URLSearchParams();
}

/** @returns `undefined` for somebody unknown, or with a wrong password. */
export function whoLogsIn(books: BankBooks, answers: URLSearchParams): Person | undefined {
  const clicked = answers.get("person");
  if (clicked !== null) return books.person(clicked);
  if (answers.get("password") !== SANDBOX_PASSWORD) return undefined;
  return books.person((answers.get("username") ?? "").trim().toLowerCase());
}
