import { createHash, timingSafeEqual } from "node:crypto";
import { GatewayError } from "../../core/gateway-error.js";
import type { ConsentId } from "../../core/ids.js";
import { Secret } from "../../core/secret.js";
import type {
  AuthorizationChecks,
  AuthorizationRequest,
  AuthorizationServer,
  IssuedTokens,
  Revocation,
} from "../../oauth/authorization-server.js";
import { OAuthRefusal } from "../../oauth/oauth-refusal.js";
import type { ConnectClient } from "./connect-client.js";
import { ConnectFailure } from "./connect-failure.js";
import type { ConnectLogins } from "./connect-logins.js";
import type { ConnectSettings } from "./connect-settings.js";

export interface ConnectAuthorizationServerParts {
  readonly client: Pick<
    ConnectClient,
    "generateAuthorizeToken" | "oauthLocation" | "institutionOf" | "deleteCard"
  >;
  readonly logins: ConnectLogins;
  readonly settings: Pick<ConnectSettings, "linking" | "widgetUrl" | "apiBaseUrl">;
  /** Flinks' number of the bank. */
  readonly institutionId: number;
  /** Our callback for this bank. */
  readonly redirectUri: URL;
}

/** A day: no call is needed to get another one. */
const LIFETIME_S = 86_400;
/** UUIDs in all samples; whatever form they take, they stand in a path and in texts that are searched for them. */
const LOGIN_ID = /^[\w-]{8,128}$/;
/** Flinks has no word for "there is no such login" but these. */
const GONE = new Set(["INVALID_LOGIN", "SESSION_NONEXISTENT"]);

/**
 * Flinks Connect in the part of an authorization server, so that consents and tokens need no second way: its `loginId`,
 * a permanent secret that ends with `DeleteCard`, is both the access and the refresh token.
 */
export class ConnectAuthorizationServer implements AuthorizationServer {
  readonly #parts: ConnectAuthorizationServerParts;

  constructor(parts: ConnectAuthorizationServerParts) {
    this.#parts = parts;
  }

  async authorizationUrl({ state }: AuthorizationRequest): Promise<URL> {
    return this.#parts.settings.linking === "widget" ? this.#widgetUrl(state) : this.#bankUrl(state);
  }

  async exchangeCode(query: URLSearchParams, checks: AuthorizationChecks): Promise<IssuedTokens> {
    if (!isSame(query.get("state") ?? "", checks.state)) throw untrusted("another state");
    const error = query.get("error");
    if (error !== null) throw new OAuthRefusal(error);
    const loginId = onlyOne(query, "loginId");
    // The widget that was called off comes back with our own parameters and nothing else.
    if (loginId === undefined) throw new OAuthRefusal("access_denied");
    if (!LOGIN_ID.test(loginId)) throw untrusted("a loginId of another form");
    this.#requireInstitution(onlyOne(query, "institution"));
    const token = new Secret(loginId);
    await this.#requireKnown(token);
    return issued(token, new Secret(loginId));
  }

  async refresh(refreshToken: Secret, beforeSend: () => void): Promise<IssuedTokens> {
    beforeSend();
    return issued(refreshToken, undefined);
  }

  async bind(token: Secret, consentId: ConsentId): Promise<void> {
    await this.#parts.logins.bind(token, consentId);
  }

  /**
   * Rejects while the login is being read (CARD_IN_USE): the caller tries again.
   * @returns `UNSUPPORTED` while another consent lives by the same login, or is being linked: Flinks cannot end one of them
   * alone.
   */
  async revoke(token: Secret, consentId: ConsentId): Promise<Revocation> {
    const { client, logins } = this.#parts;
    const isShared = await logins.isInUseBeside(token, consentId);
    if (!isShared) await client.deleteCard(token, {}).catch(unlessGone);
    await logins.forget(token, consentId);
    return isShared ? "UNSUPPORTED" : "ENDED";
  }

  async #widgetUrl(state: string): Promise<URL> {
    const { client, settings, institutionId, redirectUri } = this.#parts;
    const token = await client.generateAuthorizeToken({});
    const back = new URL(redirectUri);
    back.searchParams.set("state", state);
    const url = new URL(settings.widgetUrl);
    url.searchParams.set("redirectUrl", back.href);
    url.searchParams.set("authorizeToken", token.reveal());
    url.searchParams.set("institutionId", String(institutionId));
    return url;
  }

  /**
   * The bank's own host cannot be known beforehand. What is refused is what a browser must not be sent to whoever asks: no
   * https (but on loopback), and an address with a user name in it, which can look like another one.
   */
  async #bankUrl(state: string): Promise<URL> {
    const { client, settings, institutionId, redirectUri } = this.#parts;
    const query = { institution_id: String(institutionId), redirect_uri: redirectUri.href, state };
    const location = await client.oauthLocation(query, {});
    if (!URL.canParse(location, settings.apiBaseUrl.href)) throw untrusted("a Location that is no address");
    const url = new URL(location, settings.apiBaseUrl);
    const isSafe = url.protocol === "https:" || (url.protocol === "http:" && isLoopback(url));
    if (!isSafe || url.username !== "" || url.password !== "")
      throw untrusted("a Location that is not https");
    return url;
  }

  /**
   * What the browser brings is anybody's word, and a renewal ends the consent before it: the login must be one of Flinks' and
   * of this bank, or nothing would be left. Rejects like every call to Flinks, with AUTHORIZATION_FAILED for another login.
   */
  async #requireKnown(loginId: Secret): Promise<void> {
    const { client, institutionId } = this.#parts;
    const found = await client.institutionOf(loginId, {}).catch(unlessBusy);
    if (found !== undefined && found !== institutionId) throw untrusted("a login at another institution");
  }

  /**
   * The widget writes a code of its own (`FlinksCapital`), which no list of Flinks' has: only a number can be compared. Flinks
   * itself is asked next.
   */
  #requireInstitution(institution: string | undefined): void {
    if (institution === undefined || !/^\d+$/.test(institution)) return;
    if (Number(institution) !== this.#parts.institutionId) throw untrusted("another institution");
  }
}

function unlessGone(failure: unknown): void {
  if (!(failure instanceof ConnectFailure && GONE.has(failure.flinksCode ?? ""))) throw failure;
}

/** Flinks is busy with this very login: it knows it. @throws GatewayError AUTHORIZATION_FAILED for one it does not know */
function unlessBusy(failure: unknown): undefined {
  if (!(failure instanceof ConnectFailure)) throw failure;
  if (failure.remedy === "wait") return undefined;
  const isUnknown = failure.remedy === "end-user" || GONE.has(failure.flinksCode ?? "");
  throw isUnknown ? untrusted("a login that Flinks does not let in", failure) : failure;
}

function issued(accessToken: Secret, refreshToken: Secret | undefined): IssuedTokens {
  return { accessToken, refreshToken, expiresInSeconds: LIFETIME_S, scope: undefined };
}

/** @throws GatewayError AUTHORIZATION_FAILED for a parameter that is there twice: nobody could say which one counts. */
function onlyOne(query: URLSearchParams, name: string): string | undefined {
  const values = query.getAll(name);
  if (values.length > 1) throw untrusted(`two parameters called ${name}`);
  return values[0] === "" ? undefined : values[0];
}

/** In constant time, whatever their lengths. */
function isSame(left: string, right: string): boolean {
  const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(left), digest(right));
}

function isLoopback({ hostname }: URL): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127(?:\.\d{1,3}){3}$/.test(hostname);
}

function untrusted(what: string, cause?: unknown): GatewayError {
  return new GatewayError("AUTHORIZATION_FAILED", `Flinks Connect: the callback or answer has ${what}`, {
    cause,
  });
}
