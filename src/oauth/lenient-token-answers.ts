/** What is done with the id_token of an answer. */
export type IdTokenReading =
  /** It stays where it is, and the client checks it. */
  | "checked"
  /** It is kept under another name, and the client does not see it. It may come alone, and stands for the access token. */
  | "kept"
  | "dropped";

/** Where an id_token is found that was `kept`. */
export const KEPT_ID_TOKEN = "kept_id_token";

/** Members of a token answer that some servers send empty, or as something else than the RFC says. */
const READABLE: Readonly<Record<string, (value: unknown) => unknown>> = {
  refresh_token: textOrNothing,
  scope: textOrNothing,
  id_token: textOrNothing,
  expires_in: positiveOrNothing,
};

/**
 * Makes a token or revocation answer readable for a strict client, without changing what it means:
 *
 * - `WWW-Authenticate` beside an OAuth error body is dropped. RFC 6749 §5.2 demands it with `invalid_client`, and the
 *   client would read the challenge instead of the error.
 * - Empty, negative and wrongly typed members are dropped, a number as text is read, and a missing `token_type` means
 *   Bearer. The client refuses the whole answer for one of them, but by then the old refresh token is spent: an answer that
 *   cannot be read is a consent that is lost.
 * - The id_token of a refresh is kept from the client for the same reason, which would judge it by this machine's clock,
 *   and that may be wrong. Whether anything else reads it is for `idToken` to say.
 */
export async function lenientTokenAnswer(answer: Response, idToken: IdTokenReading): Promise<Response> {
  const headers = new Headers(answer.headers);
  headers.delete("www-authenticate");
  headers.delete("content-encoding");
  headers.delete("content-length");
  const text = await answer.text();
  const body = text === "" ? null : readable(text, idToken);
  return new Response(body, { status: answer.status, headers });
}

function readable(text: string, idToken: IdTokenReading): string {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return text;
  }
  if (typeof body !== "object" || body === null || Array.isArray(body)) return text;
  return JSON.stringify(withReadableMembers(body as Readonly<Record<string, unknown>>, idToken));
}

function withReadableMembers(
  body: Readonly<Record<string, unknown>>,
  idToken: IdTokenReading,
): Readonly<Record<string, unknown>> {
  const members: Record<string, unknown> = { ...body };
  for (const [name, read] of Object.entries(READABLE)) members[name] = read(members[name]);
  if (idToken === "kept") {
    members[KEPT_ID_TOKEN] = members["id_token"];
    members["access_token"] ??= members["id_token"];
  }
  if (idToken !== "checked") members["id_token"] = undefined;
  if (typeof members["access_token"] === "string") members["token_type"] ??= "Bearer";
  return members;
}

function textOrNothing(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

function positiveOrNothing(value: unknown): number | undefined {
  const number = typeof value === "string" ? Number.parseFloat(value) : value;
  return typeof number === "number" && number > 0 ? number : undefined;
}
