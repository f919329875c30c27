import type { Dispatcher } from "undici";
import { GatewayError } from "../../core/gateway-error.js";
import type { Secret } from "../../core/secret.js";
import { OAuthRefusal } from "../../oauth/oauth-refusal.js";
import { supportReferencesOf } from "../fdx/support-references.js";

export interface FlinksRevocationParts {
  readonly url: URL;
  readonly dispatcher: Dispatcher;
  /** For one request. */
  readonly timeoutMs: number;
}

type Answer = Dispatcher.ResponseData;

const ENDED = 204;
/** Flinks' error bodies are two short members; anything longer is a page of somebody else's. */
const MAX_BODY_BYTES = 64 * 1024;
/** The connection that was to be ended has ended before. */
const DEAD = new Set(["invalid_grant", "access_denied", "invalid_token"]);

/** Ends one connection at Flinks: `DELETE /api/v1/revoke`, which names it by the access token alone. */
export class FlinksRevocation {
  readonly #parts: FlinksRevocationParts;

  constructor(parts: FlinksRevocationParts) {
    this.#parts = parts;
  }

  /**
   * Resolves when the connection has ended.
   * @param accessToken a fresh one of the connection's own.
   * @throws OAuthRefusal for another error of Flinks', PROVIDER_UNAVAILABLE for every other answer and for none.
   */
  async revoke(accessToken: Secret): Promise<void> {
    const answer = await this.#send(accessToken);
    const error = await errorOf(answer);
    if (answer.statusCode === ENDED || (error !== undefined && DEAD.has(error))) return;
    const supportReferences = supportReferencesOf(answer.headers);
    if (error !== undefined) throw new OAuthRefusal(error, { supportReferences });
    // No 2xx but 204 is documented: a page of a proxy in between must not pass for a confirmation.
    const facts = supportReferences.length === 0 ? {} : { supportReferences };
    throw new GatewayError("PROVIDER_UNAVAILABLE", `revocation: HTTP ${answer.statusCode}`, { facts });
  }

  async #send(accessToken: Secret): Promise<Answer> {
    const { url, dispatcher, timeoutMs } = this.#parts;
    try {
      return await dispatcher.request({
        ...{ origin: url.origin, path: url.pathname, method: "DELETE" },
        headers: { accept: "application/json", authorization: `Bearer ${accessToken.reveal()}` },
        signal: AbortSignal.timeout(timeoutMs),
      });
    } catch (cause) {
      throw new GatewayError("PROVIDER_UNAVAILABLE", "revocation: no answer", { cause });
    }
  }
}

/** @returns the OAuth error code; `undefined` if there is none that can be read, or the server is not well. */
async function errorOf({ body, statusCode }: Answer): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of body as AsyncIterable<Buffer>) {
      length += chunk.length;
      if (length > MAX_BODY_BYTES) return undefined;
      chunks.push(chunk);
    }
    const { error } = JSON.parse(Buffer.concat(chunks).toString("utf8")) as { readonly error?: unknown };
    const isRefusal = statusCode >= 400 && statusCode < 500 && statusCode !== 429;
    return isRefusal && typeof error === "string" ? error : undefined;
  } catch {
    return undefined;
  }
}
