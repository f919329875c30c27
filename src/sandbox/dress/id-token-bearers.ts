import { createHash } from "node:crypto";
import { decodeJwt } from "jose";
import type { KoaContextWithOIDC } from "oidc-provider";
import type OidcProvider from "oidc-provider";

/** What an id_token opens. */
interface Opened {
  readonly grantId: string;
  readonly scope: string;
  /** Seconds since 1970. */
  readonly expiresAt: number;
}

/** The id_tokens that a bank has given out, where these open its data endpoints and the access tokens do not. */
export class IdTokenBearers {
  readonly #opened = new Map<string, Opened>();

  /** Remembers every id_token that the token endpoint of this server answers with. */
  watch(server: OidcProvider): void {
    server.use(async (koaContext, next) => {
      await next();
      const ctx = koaContext as unknown as KoaContextWithOIDC;
      const { id_token: idToken } = (ctx.body ?? {}) as { readonly id_token?: unknown };
      if (ctx.path !== "/token" || typeof idToken !== "string") return;
      const { grantId, scope = "" } = ctx.oidc.entities.AccessToken ?? {};
      if (grantId === undefined) return;
      this.#opened.set(keyOf(idToken), { grantId, scope, expiresAt: decodeJwt(idToken).exp ?? 0 });
    });
  }

  find(idToken: string): Opened | undefined {
    const opened = this.#opened.get(keyOf(idToken));
    return opened !== undefined && opened.expiresAt > Date.now() / 1_000 ? opened : undefined;
  }
}

function keyOf(idToken: string): string {
  return createHash("sha256").update(idToken).digest("base64url");
}
