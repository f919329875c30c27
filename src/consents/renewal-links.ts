import type { Clock } from "../core/clock.js";
import { GatewayError } from "../core/gateway-error.js";
import type { ConsentId } from "../core/ids.js";
import type { RegisteredApp } from "../core/registered-app.js";
import { SealedText } from "../core/sealed-text.js";
import { canBeRenewed, type Consent } from "./consent.js";
import type { ConsentRenewal } from "./consent-renewal.js";
import type { ConsentRepository } from "./consent-repository.js";

export interface RenewalLinksParts {
  /** At least 32 bytes. */
  readonly secret: Uint8Array;
  /** Where browsers reach the gateway. */
  readonly publicUrl: URL;
  readonly apps: readonly RegisteredApp[];
  readonly repository: Pick<ConsentRepository, "find">;
  readonly renewal: Pick<ConsentRenewal, "start">;
  readonly clock: Pick<Clock, "now">;
}

/** Where `RenewalLinks.urlOf` leads, with the token behind it. */
export const RENEWAL_PATH = "/consents/renew/";
/** As long as an authorization session lives. */
const LINK_MS = 10 * 60_000;

/**
 * Pages of the gateway that send an end user to the bank to give a consent again. The token in the address names the consent
 * and a time and is sealed; a consent is of one app and one end user for good, so the link is too, and says nothing of them.
 *
 * Whoever has the link can begin a renewal, as whoever has the address that `renewConsent` gives. That is all: nothing is
 * shown, and nothing changes before somebody has signed in at the bank. Begun and left, a renewal is forgotten after an hour.
 */
export class RenewalLinks {
  readonly #parts: RenewalLinksParts;
  readonly #sealed: SealedText;

  constructor(parts: RenewalLinksParts) {
    this.#parts = parts;
    this.#sealed = new SealedText(parts.secret, "renewal-link");
  }

  /** Writes nothing, asks nobody. */
  urlOf({ id }: Pick<Consent, "id">): string {
    const token = this.#sealed.seal(JSON.stringify([id, this.#parts.clock.now() + LINK_MS]));
    return new URL(`${RENEWAL_PATH}${token}`, this.#parts.publicUrl).href;
  }

  /**
   * Begins the renewal of the consent that a token stands for. The end user comes back to the app's first return URL.
   *
   * Rejects with AUTHORIZATION_SESSION_INVALID for a token that is old, changed or not ours, or of a consent that nothing
   * can follow; else like `ConsentFlow.start`.
   * @returns the bank's page.
   */
  async follow(token: string): Promise<string> {
    const consent = await this.#consentOf(token);
    const app = this.#parts.apps.find(({ id }) => id === consent?.appId);
    const returnUrl = app?.returnUrls[0];
    if (consent === undefined || app === undefined || returnUrl === undefined) {
      throw new GatewayError("AUTHORIZATION_SESSION_INVALID", "no renewal for this link");
    }
    const request = { app, holder: consent, consentId: consent.id, returnUrl };
    return (await this.#parts.renewal.start(request)).authorizationUrl;
  }

  /** @returns the consent, if it can be renewed now. */
  async #consentOf(token: string): Promise<Consent | undefined> {
    const text = this.#sealed.open(token);
    if (text === undefined) return undefined;
    // Behind the seal only text that `urlOf` wrote can arrive here.
    const [consentId, expiresAt] = JSON.parse(text) as [ConsentId, number];
    if (expiresAt <= this.#parts.clock.now()) return undefined;
    const consent = (await this.#parts.repository.find(consentId))?.consent;
    return consent !== undefined && canBeRenewed(consent.state) ? consent : undefined;
  }
}
