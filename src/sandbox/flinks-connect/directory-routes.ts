import type { FastifyInstance } from "fastify";
import type { ConnectParts } from "./connect-parts.js";
import { FlinksRefusal } from "./flinks-answer.js";
import { type Institution, INSTITUTIONS } from "./institutions.js";

const MOST_TAKEN = 1_000;

/** `Institutions` and `DeleteCard`: the two calls that need no session. */
export function directoryRoutes(app: FastifyInstance, parts: ConnectParts): void {
  app.get<{ Querystring: Record<string, string | undefined> }>("/Institutions", ({ query }) => {
    const skip = numberFrom(query["skip"] ?? "0", Number.MAX_SAFE_INTEGER);
    const take = numberFrom(query["take"] ?? String(MOST_TAKEN), MOST_TAKEN);
    return {
      HttpStatusCode: 200,
      Data: INSTITUTIONS.slice(skip, skip + take).map(presentInstitution),
      Count: INSTITUTIONS.length,
    };
  });
  app.delete<{ Params: { loginId: string } }>("/DeleteCard/:loginId", ({ params: { loginId } }) => {
    if (parts.reads.isRunning(loginId)) throw new FlinksRefusal("CARD_IN_USE");
    if (!parts.logins.remove(loginId)) throw new FlinksRefusal("INVALID_LOGIN");
    parts.sessions.closeAllOf(loginId);
    // What the documentation leaves open; a client should go by the status.
    return { HttpStatusCode: 200, Message: "The card was deleted." };
  });
}

/** `Status` and the types of addresses are inferred: no value of theirs is documented. */
function presentInstitution({ id, name, profile }: Institution): Readonly<Record<string, unknown>> {
  const urls = [{ Type: "Website", Url: `https://${profile.key}.example` }];
  return {
    Id: id,
    Localizations: ["en", "fr"].map((language) => ({ Language: language, Name: name, Urls: urls })),
    Status: "Enabled",
    Country: profile.country,
  };
}

function numberFrom(text: string, most: number): number {
  const number = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
  if (number <= most) return number;
  throw new FlinksRefusal("INVALID_REQUEST", `skip is a number, take one up to ${String(MOST_TAKEN)}.`);
}
