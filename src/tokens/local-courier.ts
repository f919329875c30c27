import type { Clock } from "../core/clock.js";
import { supportReferencesIn } from "../core/failure-fields.js";
import { GatewayError } from "../core/gateway-error.js";
import type { DataProviderId } from "../core/ids.js";
import { sleep } from "../core/sleep.js";
import type { AuthorizationServer, IssuedTokens } from "../oauth/authorization-server.js";
import { OAuthRefusal } from "../oauth/oauth-refusal.js";
import type { Letter } from "./letter.js";
import type { Delivery, Outbox } from "./outbox.js";
import type { OrderOutcome, RefreshCourier, RefreshOrder } from "./refresh-courier.js";
import type { FailureCode } from "./refresh-state.js";
import { type TokenSet, tokenSetFrom } from "./token-set.js";
import type { TokenSetSealer, TokenVault } from "./token-vault.js";

export interface LocalCourierParts {
  readonly vault: TokenVault;
  readonly outbox: Outbox;
  readonly authorizationServerOf: (dataProviderId: DataProviderId) => AuthorizationServer;
  readonly clock: Clock;
  /** How long the one who ordered is kept waiting for a store that does not take the tokens, in milliseconds. */
  readonly deliveryLimitMs: number;
}

/** What is needed to send, gathered while nothing has been sent yet. */
interface Ready {
  readonly server: AuthorizationServer;
  readonly tokens: TokenSet;
  readonly refreshToken: NonNullable<TokenSet["refreshToken"]>;
  readonly sealer: TokenSetSealer;
}

/** Makes token calls in this process. */
export class LocalCourier implements RefreshCourier {
  readonly #parts: LocalCourierParts;

  constructor(parts: LocalCourierParts) {
    this.#parts = parts;
  }

  async carry(order: RefreshOrder): Promise<OrderOutcome> {
    const { outbox } = this.#parts;
    const { consentId } = order.reference;
    // The answer to an earlier attempt waits here for the store: sending the spent token again would end the grant.
    const waiting = outbox.pending(consentId);
    if (waiting !== undefined) {
      outbox.adopt(consentId, order.attemptId);
      return this.#answered(waiting);
    }
    let ready: Ready;
    try {
      ready = await this.#prepare(order);
    } catch (failure) {
      return { outcome: "not-sent", code: failureCode(failure) };
    }
    try {
      return await this.#send(order, ready);
    } finally {
      ready.sealer.forget();
    }
  }

  async #prepare({ reference, usedVersion }: RefreshOrder): Promise<Ready> {
    const { vault, authorizationServerOf } = this.#parts;
    const stored = await vault.read(reference);
    const refreshToken = stored?.tokens.refreshToken;
    if (stored?.version !== usedVersion || refreshToken === undefined) {
      throw new GatewayError("STORE_UNAVAILABLE", `tokens of consent ${reference.consentId} have changed`);
    }
    const server = authorizationServerOf(reference.dataProviderId);
    const sealer = await vault.sealerFor(reference, usedVersion + 1);
    if (sealer === undefined) {
      throw new GatewayError("STORE_UNAVAILABLE", `consent ${reference.consentId} has ended`);
    }
    return {
      server,
      tokens: stored.tokens,
      refreshToken,
      sealer,
    };
  }

  async #send(order: RefreshOrder, { server, tokens, refreshToken, sealer }: Ready): Promise<OrderOutcome> {
    const { clock, outbox } = this.#parts;
    const progress = { sent: false };
    const beforeSend = (): void => {
      if (clock.monotonic() > order.sendBy) {
        throw new GatewayError("PROVIDER_TIMEOUT", "too late to send under this attempt");
      }
      // Point of no return: from here on the bank may have spent the refresh token. Nothing may abort what follows, and
      // nobody is shown the answer before it is on a disk and in the store.
      progress.sent = true;
    };
    let issued: IssuedTokens;
    try {
      issued = await server.refresh(refreshToken, beforeSend);
    } catch (failure) {
      const supportReferences = supportReferencesIn(failure);
      const references = supportReferences.length === 0 ? {} : { supportReferences };
      if (failure instanceof OAuthRefusal) return { outcome: "refused", error: failure.error, ...references };
      return { outcome: progress.sent ? "unclear" : "not-sent", code: failureCode(failure), ...references };
    }
    const fresh = tokenSetFrom(issued, clock.now(), tokens);
    return this.#answered(outbox.deliver(letterFor(order, fresh, sealer), fresh));
  }

  async #answered(delivery: Promise<Delivery>): Promise<OrderOutcome> {
    const limit = new AbortController();
    const waiting = sleep(this.#parts.deliveryLimitMs, limit.signal).then(() => "waiting" as const);
    const outcome = await Promise.race([delivery, waiting]);
    limit.abort();
    return { outcome: "answered", delivery: outcome };
  }
}

function letterFor(order: RefreshOrder, fresh: TokenSet, sealer: TokenSetSealer): Letter {
  const { reference, attemptId, usedVersion } = order;
  const version = usedVersion + 1;
  return { reference, attemptId, usedVersion, version, issuedAt: fresh.issuedAt, sealed: sealer.seal(fresh) };
}

const CODES: readonly string[] = ["PROVIDER_UNAVAILABLE", "PROVIDER_TIMEOUT", "STORE_UNAVAILABLE"];

function failureCode(failure: unknown): FailureCode {
  const code = failure instanceof GatewayError ? failure.code : "";
  return CODES.includes(code) ? (code as FailureCode) : "PROVIDER_UNAVAILABLE";
}
