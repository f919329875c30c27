/** Members of a token answer that some servers send empty where the RFC would leave them out. */
const MAY_BE_EMPTY = ["refresh_token", "scope", "expires_in", "id_token"];

/**
 * Makes a token or revocation answer readable for a strict client, without changing what it means:
 *
 * - `WWW-Authenticate` beside an OAuth error body is dropped. RFC 6749 §5.2 demands it with `invalid_client`, and the
 *   client would read the challenge instead of the error.
 * - Null, empty and negative members are dropped. The client refuses the whole answer for one of them, but by then the
 *   old refresh token is spent: an answer that cannot be read is a consent that is lost.
 * - The id_token of a refresh is dropped for the same reason. Nothing reads it, and the client would judge it by this
 *   machine's clock, which may be wrong.
 *
 * @param grantType of the request, where it was one for tokens.
 */
export async function lenientTokenAnswer(answer: Response, grantType: string | null): Promise<Response> {
  const headers = new Headers(answer.headers);
  headers.delete("www-authenticate");
  headers.delete("content-encoding");
  headers.delete("content-length");
  const text = await answer.text();
  const unread = grantType === "refresh_token" ? ["id_token"] : [];
  return new Response(text === "" ? null : without(unread, text), { status: answer.status, headers });
}

/** Drops these members, and those that are empty. */
function without(unread: readonly string[], text: string): string {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return text;
  }
  if (typeof body !== "object" || body === null || Array.isArray(body)) return text;
  const kept = Object.entries(body).filter(
    ([name, value]) => !unread.includes(name) && !(MAY_BE_EMPTY.includes(name) && isEmpty(value)),
  );
  return JSON.stringify(Object.fromEntries(kept));
}

function isEmpty(value: unknown): boolean {
  return value === null || value === "" || (typeof value === "number" && value <= 0);
}
