import { createRemoteJWKSet, errors, type JWTPayload, jwtVerify, type JWTVerifyGetKey } from "jose";
import type { Caller } from "../core/caller.js";
import { type Clock, systemClock } from "../core/clock.js";
import { GatewayError } from "../core/gateway-error.js";
import { AppId, EndUserId } from "../core/ids.js";
import type { RegisteredApp } from "../core/registered-app.js";
import { appClaim } from "./app-claim.js";
import { VerifiedCallers } from "./verified-callers.js";

export interface AuthenticatorOptions {
  /** `iss` of the apps' access tokens, compared character by character. */
  readonly issuer: string;
  readonly jwksUri: URL;
  /** Must be among the token's `aud`. */
  readonly audience: string;
  /** `typ` of the token's header. RFC 9068 §4 demands `at+jwt`, so that an id token cannot pass for an access token. */
  readonly tokenType: "at+jwt" | "any";
  readonly apps: readonly RegisteredApp[];
  /** The system's if left out. */
  readonly clock?: Pick<Clock, "now" | "monotonic">;
}

/** Only signatures by a key pair: a shared secret would let every app mint tokens for every other. */
const ALGORITHMS = ["RS256", "PS256", "ES256", "EdDSA"];
/** Clocks of issuer and gateway may differ by this much. */
const CLOCK_TOLERANCE_S = 30;
const BEARER = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i;
/** A longer token is not one of ours, and checking it would cost for nothing. */
const MAX_HEADER_LENGTH = 8192;

/** Checks bearer JWTs (RFC 9068) against the configured issuer, audience and registered apps. */
export class Authenticator {
  readonly #options: AuthenticatorOptions;
  readonly #keys: JWTVerifyGetKey;
  readonly #apps: ReadonlyMap<string, RegisteredApp>;
  readonly #verified: VerifiedCallers;

  constructor(options: AuthenticatorOptions) {
    this.#options = options;
    this.#keys = createRemoteJWKSet(options.jwksUri);
    this.#apps = new Map(options.apps.map((app) => [app.id, app]));
    this.#verified = new VerifiedCallers(options.clock ?? systemClock);
  }

  /**
   * Verifies a token at most once a minute. Rejects with UNAUTHENTICATED, always the same to the client whatever is wrong,
   * or IDENTITY_UNAVAILABLE when the issuer's keys cannot be read.
   */
  async authenticate(authorization: string | undefined): Promise<Caller> {
    const token = BEARER.exec((authorization ?? "").slice(0, MAX_HEADER_LENGTH))?.[1];
    if (token === undefined) throw new GatewayError("UNAUTHENTICATED", "no bearer token");
    const known = this.#verified.callerOf(token);
    if (known !== undefined) return known;
    const claims = await this.#verify(token);
    const caller = this.#callerOf(claims);
    this.#verified.keep(token, caller, (claims.exp ?? 0) * 1000);
    return caller;
  }

  async #verify(token: string): Promise<JWTPayload> {
    const { issuer, audience, tokenType } = this.#options;
    try {
      const { payload } = await jwtVerify(token, this.#keys, {
        issuer,
        audience,
        algorithms: ALGORITHMS,
        clockTolerance: CLOCK_TOLERANCE_S,
        requiredClaims: ["sub", "exp"],
        ...(tokenType === "any" ? {} : { typ: tokenType }),
      });
      return payload;
    } catch (cause) {
      throw new GatewayError(
        isAboutToken(cause) ? "UNAUTHENTICATED" : "IDENTITY_UNAVAILABLE",
        "token refused",
        { cause },
      );
    }
  }

  #callerOf(claims: JWTPayload): Caller {
    const app = this.#apps.get(appClaim(claims) ?? "");
    if (app === undefined || claims.sub === undefined || claims.sub === "") {
      throw new GatewayError("UNAUTHENTICATED", "the token names no registered app or no end user");
    }
    return { appId: AppId(app.id), endUserId: EndUserId(claims.sub), app };
  }
}

/** What is left are failures to read the issuer's keys: time-outs, refused connections, answers that are no key set. */
function isAboutToken(cause: unknown): boolean {
  if (!(cause instanceof errors.JOSEError)) return false;
  return !(
    cause instanceof errors.JWKSTimeout ||
    cause instanceof errors.JWKSInvalid ||
    cause.code === "ERR_JOSE_GENERIC"
  );
}
