import { Secret } from "../core/secret.js";
import type { IssuedTokens } from "../oauth/authorization-server.js";

/** The access and refresh token of one consent. */
export interface TokenSet {
  readonly accessToken: Secret;
  readonly refreshToken: Secret | undefined;
  /** Wall-clock milliseconds. */
  readonly issuedAt: number;
  /** Wall-clock milliseconds. */
  readonly expiresAt: number;
}

/** Assumed when a server does not say how long its access token lives (RFC 6749 §5.1 only recommends it). */
const DEFAULT_LIFETIME_S = 300;
/** A server that promises more than a day is not believed: a dead token would be used for as long. */
const MAX_LIFETIME_S = 86_400;

/** @param previous keeps its refresh token when the answer has none (RFC 6749 §6). */
export function tokenSetFrom(issued: IssuedTokens, now: number, previous?: TokenSet): TokenSet {
  const said = issued.expiresInSeconds;
  // A life of zero or less would mean a refresh for every single read.
  const believed = said !== undefined && Number.isFinite(said) && said > 0;
  const seconds = believed ? Math.min(said, MAX_LIFETIME_S) : DEFAULT_LIFETIME_S;
  return {
    accessToken: issued.accessToken,
    refreshToken: issued.refreshToken ?? previous?.refreshToken,
    issuedAt: now,
    expiresAt: now + seconds * 1000,
  };
}

/** The text that is encrypted. Revealing here is the one place where both tokens stand in memory as plain text. */
export function serializeTokenSet(tokens: TokenSet): Buffer {
  return Buffer.from(
    JSON.stringify({
      accessToken: tokens.accessToken.reveal(),
      refreshToken: tokens.refreshToken?.reveal(),
      issuedAt: tokens.issuedAt,
      expiresAt: tokens.expiresAt,
    }),
  );
}

/** Reads only what `serializeTokenSet` wrote: the envelope's tag proves that nobody else did. */
export function parseTokenSet(bytes: Uint8Array): TokenSet {
  const stored = JSON.parse(Buffer.from(bytes).toString()) as {
    accessToken: string;
    refreshToken?: string;
    issuedAt: number;
    expiresAt: number;
  };
  return {
    accessToken: new Secret(stored.accessToken),
    refreshToken: stored.refreshToken === undefined ? undefined : new Secret(stored.refreshToken),
    issuedAt: stored.issuedAt,
    expiresAt: stored.expiresAt,
  };
}
