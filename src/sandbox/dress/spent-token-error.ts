import type OidcProvider from "oidc-provider";

/** Refuses a refresh token that is not good (any more) as some networks do, in place of `invalid_grant`. */
export function nameSpentTokens(server: OidcProvider, error: "invalid_grant" | "invalid_request"): void {
  server.use(async (ctx, next) => {
    await next();
    const body = (ctx.body ?? {}) as { readonly error?: unknown };
    if (ctx.path === "/token" && body.error === "invalid_grant") ctx.body = { ...body, error };
  });
}
