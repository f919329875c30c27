import type { KoaContextWithOIDC } from "oidc-provider";
import type OidcProvider from "oidc-provider";
import type { CallKind, CallLog, Caller } from "../control/call-log.js";
import type { ConsentRegister } from "./consent-register.js";
import type { RotationRule } from "./rotation.js";

/** Counts the calls to the authorization server's own endpoints, and every use of a refresh token past its first. */
export function countProtocolCalls(
  server: OidcProvider,
  calls: CallLog,
  { consents, rotation }: { readonly consents: ConsentRegister; readonly rotation: RotationRule },
): void {
  /** Spent refresh tokens; kept after the grant is dead, when the server itself no longer knows. */
  const spent = new Map<string, Spent>();
  const callerFor = (grantId: string | undefined): Caller | undefined => {
    const personId = consents.find(grantId ?? "")?.personId;
    return grantId === undefined || personId === undefined ? undefined : { grantId, personId };
  };
  server.use(async (koaContext, next) => {
    await next();
    const ctx = koaContext as unknown as KoaContextWithOIDC;
    const kind = kindOf(ctx);
    if (kind === undefined) return;
    const presented = textOf(ctx, "refresh_token");
    const reusedFrom = presented === undefined ? undefined : spent.get(presented);
    const caller = callerFor(grantIdOf(ctx) ?? reusedFrom?.grantId);
    calls.count(kind, caller);
    if (reusedFrom !== undefined) {
      calls.count(rotation.forgives(reusedFrom.at) ? "refreshTokenRetry" : "refreshTokenReuse", caller);
    }
    rememberSpent(spent, ctx);
  });
}

interface Spent {
  readonly grantId: string;
  /** When it was first used; milliseconds since 1970. */
  readonly at: number;
}

function rememberSpent(spent: Map<string, Spent>, ctx: KoaContextWithOIDC): void {
  const { grantId, jti = "" } = ctx.oidc.entities.RotatedRefreshToken ?? {};
  if (grantId !== undefined && !spent.has(jti)) spent.set(jti, { grantId, at: Date.now() });
}

function kindOf(ctx: KoaContextWithOIDC): CallKind | undefined {
  // Requests that match none of the server's routes have no such context.
  const route = (ctx.oidc as KoaContextWithOIDC["oidc"] | undefined)?.route;
  if (route === "pushed_authorization_request") return "par";
  if (route === "token") return tokenKind(textOf(ctx, "grant_type"));
  return route === "revocation" ? "revocation" : undefined;
}

function tokenKind(grantType: string | undefined): CallKind | undefined {
  if (grantType === "refresh_token") return "token.refresh_token";
  return grantType === "authorization_code" ? "token.authorization_code" : undefined;
}

/** A parameter as it was sent: requests that fail client authentication never get as far as `params`. */
function textOf(ctx: KoaContextWithOIDC, name: string): string | undefined {
  const value = ctx.oidc.params?.[name] ?? ctx.oidc.body?.[name];
  return typeof value === "string" ? value : undefined;
}

function grantIdOf({ oidc: { entities } }: KoaContextWithOIDC): string | undefined {
  return (
    entities.Grant?.jti ??
    entities.AuthorizationCode?.grantId ??
    entities.RefreshToken?.grantId ??
    entities.AccessToken?.grantId
  );
}
