import { setTimeout as delay } from "node:timers/promises";
import type { KoaContextWithOIDC } from "oidc-provider";
import type OidcProvider from "oidc-provider";

/** What a test has done to the token endpoint. */
export interface TokenEndpointSetting {
  /**
   * `lost`: carried out, but the connection breaks before the answer; `late`: carried out, answered after `delayMs`;
   * `bare`: carried out, answered without a refresh token; `error`: not carried out, answered with `status` and the
   * OAuth error `error`.
   */
  readonly answer: "normal" | "lost" | "late" | "bare" | "error";
  readonly status: number;
  readonly error: string | null;
  readonly delayMs: number;
  /** For so many calls; then it is as usual. */
  readonly times: number;
}

export const NORMAL: TokenEndpointSetting = {
  ...{ answer: "normal", status: 503, error: null },
  ...{ delayMs: 0, times: Number.MAX_SAFE_INTEGER },
};

/** The switch between a token endpoint that works and one that does not. */
export class TokenEndpointFaults {
  #setting = NORMAL;
  #left = NORMAL.times;

  set(setting: TokenEndpointSetting): void {
    this.#setting = setting;
    this.#left = setting.times;
  }

  /** @returns how the next call is to be answered, and counts it. */
  next(): TokenEndpointSetting {
    if (this.#setting.answer === "normal" || this.#left <= 0) return NORMAL;
    this.#left -= 1;
    return this.#setting;
  }
}

/** Must be put around whatever counts the calls: a lost answer was counted. */
export function breakTokenEndpoint(server: OidcProvider, faults: TokenEndpointFaults): void {
  server.use(async (koaContext, next) => {
    const isToken = koaContext.method === "POST" && koaContext.path === "/token";
    const setting = isToken ? faults.next() : NORMAL;
    if (setting.answer === "error") {
      koaContext.status = setting.status;
      koaContext.body = setting.error === null ? "" : { error: setting.error };
      return;
    }
    await next();
    if (setting.answer === "late") await delay(setting.delayMs, undefined, { ref: false });
    if (setting.answer === "bare") delete (koaContext.body as { refresh_token?: string }).refresh_token;
    if (setting.answer === "lost") {
      (koaContext as unknown as KoaContextWithOIDC).respond = false;
      koaContext.req.socket.destroy();
    }
  });
}

/** @returns `undefined` for what is no setting. */
export function tokenEndpointSettingFrom(body: unknown): TokenEndpointSetting | undefined {
  if (typeof body !== "object" || body === null) return undefined;
  const setting = { ...NORMAL, ...(body as Partial<TokenEndpointSetting>) };
  const isKnown = ["normal", "lost", "late", "bare", "error"].includes(setting.answer);
  const areCounts = [setting.status, setting.delayMs, setting.times].every((count) =>
    Number.isInteger(count),
  );
  return isKnown && areCounts && setting.status >= 200 && setting.status <= 599 ? setting : undefined;
}
