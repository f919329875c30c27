import { failureFields } from "../core/failure-fields.js";
import { GatewayError } from "../core/gateway-error.js";
import type { ConsentId } from "../core/ids.js";
import type { Secret } from "../core/secret.js";
import { CoolDowns } from "./cool-downs.js";
import { coolDownMs } from "./refresh-state.js";
import { decideToken, jitteredAheadFraction, type Wish } from "./token-policy.js";
import { noTokens, TokenRefresher, type TokenRefresherParts } from "./token-refresher.js";
import type { ConsentReference } from "./consent-reference.js";
import type { TokenSet } from "./token-set.js";

export type TokenManagerParts = TokenRefresherParts;

/** Hands out access tokens that live, and has a consent's tokens changed exactly once however many readers ask. */
export class TokenManager {
  readonly #parts: TokenManagerParts;
  readonly #refresher: TokenRefresher;
  readonly #coolDowns: CoolDowns;
  readonly #aheadFraction = jitteredAheadFraction();
  /** Single flight: refreshes that run in this process, by consent. */
  readonly #running = new Map<ConsentId, Promise<TokenSet>>();

  constructor(parts: TokenManagerParts) {
    this.#parts = parts;
    this.#refresher = new TokenRefresher(parts);
    this.#coolDowns = new CoolDowns(parts.clock);
  }

  /**
   * The fast path is one store read and takes no lock.
   *
   * Rejects with CONSENT_NOT_ACTIVE (no tokens), CONSENT_REAUTH_REQUIRED (the bank refused the refresh token), or
   * PROVIDER_UNAVAILABLE / PROVIDER_TIMEOUT / PROVIDER_REFUSED /
   * STORE_UNAVAILABLE (no refresh now; the consent is unharmed).
   * @param rejected the token a bank has just answered 401 to. Passing it asks for a different one; a token that was
   * replaced meanwhile costs no refresh. The same token comes back if it is so fresh that another would not help.
   */
  async accessToken(reference: ConsentReference, rejected?: Secret): Promise<Secret> {
    const stored = await this.#parts.vault.read(reference);
    if (stored === undefined) throw noTokens(reference);
    const { tokens } = stored;
    const decision = decideToken(tokens, { rejected }, this.#parts.clock.now(), this.#aheadFraction);
    if (decision === "use") return tokens.accessToken;
    if (decision === "refresh-ahead") {
      this.#refreshAhead(reference);
      return tokens.accessToken;
    }
    return (await this.#refreshNow(reference, rejected, tokens)).accessToken;
  }

  /**
   * For the gateway's own work: has tokens replaced that were issued at or before `newerThan`, in wall-clock milliseconds.
   * Rejects like `accessToken`.
   */
  async renew(reference: ConsentReference, newerThan: number): Promise<void> {
    await (this.#running.get(reference.consentId) ?? this.#fly(reference, { newerThan, urgency: "now" }));
  }

  /** Waits for refreshes that run: a token answer must be written down before the process ends. */
  async drain(): Promise<void> {
    await Promise.allSettled(this.#running.values());
  }

  #refreshAhead(reference: ConsentReference): void {
    if (this.#running.has(reference.consentId) || this.#coolDowns.running(reference.consentId)) return;
    this.#fly(reference, { urgency: "ahead" }).catch((failure: unknown) => {
      this.#parts.audit("token.refresh-ahead-failed", { ...reference, ...failureFields(failure) });
    });
  }

  async #refreshNow(
    reference: ConsentReference,
    rejected: Secret | undefined,
    held: TokenSet,
  ): Promise<TokenSet> {
    const running = this.#running.get(reference.consentId);
    if (running === undefined) return this.#flyUnlessCooling(reference, rejected, held);
    const tokens = await running;
    // The flight we joined may have begun before the bank rejected the token it ended with.
    if (rejected === undefined || !tokens.accessToken.equals(rejected)) return tokens;
    return this.#running.get(reference.consentId) ?? this.#flyUnlessCooling(reference, rejected, tokens);
  }

  async #flyUnlessCooling(
    reference: ConsentReference,
    rejected: Secret | undefined,
    current: TokenSet,
  ): Promise<TokenSet> {
    const coolDown = this.#coolDowns.running(reference.consentId);
    if (coolDown?.failure !== undefined) throw coolDown.failure;
    // Rejected although it is that fresh: another one would be rejected too.
    if (coolDown !== undefined && rejected?.equals(current.accessToken) === true) return current;
    return this.#fly(reference, { rejected, urgency: "now" });
  }

  #fly(reference: ConsentReference, wish: Wish): Promise<TokenSet> {
    const { consentId } = reference;
    const coolMs = coolDownMs(this.#parts.rotationOf(reference.dataProviderId));
    const flight = this.#refresher
      .refresh(reference, wish)
      .then(
        (tokens) => {
          this.#coolDowns.begin(consentId, coolMs);
          return tokens;
        },
        (failure: unknown) => {
          // What the bank said of the grant is kept in the consent; only outages would be asked about again and again.
          if (failure instanceof GatewayError && failure.code.startsWith("PROVIDER_")) {
            this.#coolDowns.begin(consentId, coolMs, failure);
          }
          throw failure;
        },
      )
      .finally(() => {
        this.#running.delete(consentId);
      });
    this.#running.set(consentId, flight);
    return flight;
  }
}
