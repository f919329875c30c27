import type { ConsentId } from "../../src/core/ids.js";
import { Secret } from "../../src/core/secret.js";
import type {
  AuthorizationChecks,
  AuthorizationRequest,
  AuthorizationServer,
  IssuedTokens,
  Revocation,
} from "../../src/oauth/authorization-server.js";
import { OAuthRefusal } from "../../src/oauth/oauth-refusal.js";

type Step = "authorizationUrl" | "exchangeCode" | "refresh" | "revoke";

/** What a test may choose of the next token answer. */
export interface AnswerOptions {
  readonly expiresInSeconds?: number | undefined;
  readonly scope?: string | undefined;
}

const LIFETIME_S = 300;

/**
 * A bank's authorization server, as strict as the strictest: every refresh gives a new refresh token, and one that is
 * used twice ends its grant (RFC 9700 §4.14).
 */
export class FakeAuthorizationServer implements AuthorizationServer {
  /** How often each call was made, refused ones too. */
  readonly calls: Record<Step, number> = { authorizationUrl: 0, exchangeCode: 0, refresh: 0, revoke: 0 };
  /** Authorization requests as they came. */
  readonly requests: AuthorizationRequest[] = [];
  /** Tokens that were given back, in order. */
  readonly revoked: string[] = [];
  /** How the next token answers look; a missing refresh token needs `rotates = false`. */
  answer: AnswerOptions = { expiresInSeconds: LIFETIME_S };
  /** What a revocation is answered with. */
  revocation: Revocation = "ENDED";
  /** Without rotation the answer holds no refresh token and the old one stays good. */
  rotates = true;
  /** Awaited inside every refresh after the token was spent: lets a test hold the answer back. */
  beforeAnswer: () => Promise<void> = async () => undefined;

  /** Awaited before the request is sent: while the connection is made. A rejection is a connection that does not come. */
  beforeSend: () => Promise<void> = async () => undefined;

  /** Awaited when a consent is about to become active with a token. */
  beforeActive: (token: Secret, consentId: ConsentId) => Promise<void> = async () => undefined;

  readonly #failures = new Map<Step, Error>();
  /** Refresh token → grant. Spent ones stay, so that reuse is seen. */
  readonly #grants = new Map<string, string>();
  readonly #good = new Set<string>();
  #serial = 0;

  /** Makes every call of this step fail until `recover`. */
  fail(step: Step, failure: Error): void {
    this.#failures.set(step, failure);
  }

  recover(): void {
    this.#failures.clear();
  }

  /** Gives tokens without a browser: where a test begins. */
  grant(): IssuedTokens {
    return this.#issue(`grant-${this.#next()}`);
  }

  /** Ends the grant at the bank's side, as a customer does in their online banking. */
  endGrantOf(refreshToken: Secret): void {
    this.#end(this.#grants.get(refreshToken.reveal()));
  }

  isGood(refreshToken: Secret | undefined): boolean {
    return refreshToken !== undefined && this.#good.has(refreshToken.reveal());
  }

  async authorizationUrl(request: AuthorizationRequest): Promise<URL> {
    this.#enter("authorizationUrl");
    this.requests.push(request);
    return new URL(`https://bank.test/authorize?state=${request.state}`);
  }

  async exchangeCode(query: URLSearchParams, checks: AuthorizationChecks): Promise<IssuedTokens> {
    this.#enter("exchangeCode");
    const error = query.get("error");
    if (error !== null) throw new OAuthRefusal(error);
    const asked = this.requests.find(({ state }) => state === checks.state);
    const { nonce, codeVerifier } = asked ?? {};
    if (query.get("code") === null || nonce !== checks.nonce || codeVerifier !== checks.codeVerifier) {
      throw new OAuthRefusal("invalid_grant");
    }
    return this.grant();
  }

  async refresh(refreshToken: Secret, beforeSend: () => void = () => undefined): Promise<IssuedTokens> {
    await this.beforeSend();
    beforeSend();
    this.#enter("refresh");
    const token = refreshToken.reveal();
    const grant = this.#grants.get(token);
    if (grant === undefined || !this.#good.has(token)) {
      this.#end(grant);
      throw new OAuthRefusal("invalid_grant");
    }
    if (!this.rotates) {
      await this.beforeAnswer();
      return { ...this.#issue(grant), refreshToken: undefined };
    }
    this.#good.delete(token);
    await this.beforeAnswer();
    return this.#issue(grant);
  }

  async bind(token: Secret, consentId: ConsentId): Promise<void> {
    await this.beforeActive(token, consentId);
  }

  /** A strict bank: a token that was rotated away says nothing of the grant any more. */
  async revoke(token: Secret): Promise<Revocation> {
    this.#enter("revoke");
    if (this.revocation === "UNSUPPORTED") return this.revocation;
    this.revoked.push(token.reveal());
    if (this.#good.has(token.reveal())) this.#end(this.#grants.get(token.reveal()));
    return this.revocation;
  }

  #enter(step: Step): void {
    this.calls[step] += 1;
    const failure = this.#failures.get(step);
    if (failure !== undefined) throw failure;
  }

  #issue(grant: string): IssuedTokens {
    const serial = this.#next();
    const refreshToken = `refresh-token-${serial}`;
    this.#grants.set(refreshToken, grant);
    this.#good.add(refreshToken);
    return {
      accessToken: new Secret(`access-token-${serial}`),
      refreshToken: new Secret(refreshToken),
      expiresInSeconds: this.answer.expiresInSeconds,
      scope: this.answer.scope,
    };
  }

  #end(grant: string | undefined): void {
    for (const [token, owner] of this.#grants) if (owner === grant) this.#good.delete(token);
  }

  #next(): number {
    this.#serial += 1;
    return this.#serial;
  }
}
