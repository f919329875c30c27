import { setTimeout as delay } from "node:timers/promises";
import type { FastifyInstance } from "fastify";
import type { CallKind } from "../control/call-log.js";
import type { AccessToken } from "./access-tokens.js";
import { authenticatedRequest, type TokenRequest } from "./client-authentication.js";
import { isAlive, type Connection } from "./connections.js";
import { OAuthRefusal } from "./oauth-refusal.js";
import type { OutboundParts } from "./outbound-parts.js";

/** The scope of administration; everything else is a data scope. */
const ADMIN_SCOPE = "client:admin";

/**
 * The answer for a grant. There is no `scope` in it: the page describes one, the list of fields for each grant has none.
 * Only `authorization_code` gives a refresh token.
 */
interface TokenAnswer {
  readonly access_token: string;
  readonly token_type: "Bearer";
  readonly expires_in: number;
  readonly refresh_token?: string;
}

type GrantType = "client_credentials" | "authorization_code" | "refresh_token";

const GRANTS: Readonly<
  Record<GrantType, (parts: OutboundParts, request: TokenRequest) => Promise<TokenAnswer>>
> = {
  client_credentials: clientCredentials,
  authorization_code: authorizationCode,
  refresh_token: refresh,
};

/** `POST /token`. */
export function tokenRoutes(app: FastifyInstance, parts: OutboundParts): void {
  app.post("/token", async (request, reply) => {
    const setting = parts.tokenFaults.next();
    if (setting.answer === "error") {
      return reply.code(setting.status).send(setting.error === null ? "" : { error: setting.error });
    }
    const answer = await answerTo(parts, authenticatedRequest(parts, request));
    if (setting.answer === "late") await delay(setting.delayMs, undefined, { ref: false });
    if (setting.answer === "lost") {
      reply.hijack();
      request.raw.socket.destroy();
      return reply;
    }
    const shown = setting.answer === "bare" ? { ...answer, refresh_token: undefined } : answer;
    return reply.header("cache-control", "no-store").send(shown);
  });
}

async function answerTo(parts: OutboundParts, request: TokenRequest): Promise<TokenAnswer> {
  const grantType = needed(request, "grant_type");
  if (!isGrantType(grantType)) {
    throw new OAuthRefusal("unsupported_grant_type", `${grantType} is not a grant type of this server`);
  }
  return GRANTS[grantType](parts, request);
}

/** The partner's are for administration, a recipient's for the list of its providers. */
async function clientCredentials(parts: OutboundParts, request: TokenRequest): Promise<TokenAnswer> {
  count(parts, "token.client_credentials");
  const scope = request.parameter("scope");
  if (scope !== undefined && scope !== ADMIN_SCOPE) {
    throw new OAuthRefusal("invalid_scope", `${scope} is not a scope of client_credentials`);
  }
  if (scope === ADMIN_SCOPE && request.recipient !== undefined) {
    throw new OAuthRefusal("invalid_scope", `${ADMIN_SCOPE} is for partners`);
  }
  const token = await parts.accessTokens.forClient(request.clientId, scope === ADMIN_SCOPE);
  return answerWith(parts, token);
}

async function authorizationCode(parts: OutboundParts, request: TokenRequest): Promise<TokenAnswer> {
  requireRecipient(request);
  const code = needed(request, "code");
  const redirectUri = needed(request, "redirect_uri");
  const consent = parts.codes.redeem(code, request.clientId, redirectUri);
  const connection = consent && parts.connections.open(consent);
  count(parts, "token.authorization_code", connection);
  if (connection === undefined) throw new OAuthRefusal("invalid_grant", "The code is not valid");
  const token = await parts.accessTokens.forConnection(connection);
  return { ...answerWith(parts, token), refresh_token: connection.refreshToken };
}

async function refresh(parts: OutboundParts, request: TokenRequest): Promise<TokenAnswer> {
  requireRecipient(request);
  const connection = parts.connections.byRefreshToken(needed(request, "refresh_token"));
  const own = connection?.clientId === request.clientId ? connection : undefined;
  count(parts, "token.refresh_token", own);
  if (own === undefined || !isAlive(own)) throw lapsed(own?.endedWith);
  parts.connections.use(own);
  return answerWith(parts, await parts.accessTokens.forConnection(own));
}

/** By the token page, 400, 401 and 403 all mean that what Flinks holds towards the bank is gone. */
function lapsed(status = 400): OAuthRefusal {
  const error = status === 400 ? "invalid_grant" : "access_denied";
  return new OAuthRefusal(error, "The refresh token is not valid", status);
}

function answerWith(parts: OutboundParts, token: AccessToken): TokenAnswer {
  return {
    access_token: token.value,
    token_type: "Bearer",
    expires_in: parts.accessTokens.lifetimeSeconds,
  };
}

function count({ calls }: OutboundParts, kind: CallKind, connection?: Connection): void {
  calls.count(kind, connection && { grantId: connection.grantId, personId: connection.personId });
}

function requireRecipient({ recipient }: TokenRequest): void {
  if (recipient !== undefined) return;
  throw new OAuthRefusal("unauthorized_client", "A partner has no access to data");
}

function needed({ parameter }: TokenRequest, name: string): string {
  const value = parameter(name);
  if (value === undefined) throw new OAuthRefusal("invalid_request", `${name} is missing`);
  return value;
}

function isGrantType(text: string): text is GrantType {
  return Object.hasOwn(GRANTS, text);
}
