import type { Clock } from "../../core/clock.js";
import type { Secret } from "../../core/secret.js";

export interface FetchedToken {
  readonly accessToken: Secret;
  /** `undefined` where the server does not say. */
  readonly expiresInSeconds: number | undefined;
}

/** A token that dies so soon is not begun with any more. */
const EARLY_MS = 30_000;
/** Flinks' live for five minutes; one of unknown life is kept for a fraction of that. */
const UNKNOWN_LIFE_SECONDS = 60;

/** One client's own token (`client_credentials`): asked for once by all who wait for it, kept until shortly before it dies. */
export class ClientToken {
  readonly #fetch: () => Promise<FetchedToken>;
  readonly #clock: Clock;
  #held: { readonly token: Secret; readonly until: number } | undefined;
  #coming: Promise<Secret> | undefined;

  constructor(fetch: () => Promise<FetchedToken>, clock: Clock) {
    this.#fetch = fetch;
    this.#clock = clock;
  }

  /** @returns a token, and whether it was given out only now. Rejects as `fetch` does; nothing is kept then. */
  async take(): Promise<{ readonly token: Secret; readonly isNew: boolean }> {
    const held = this.#held;
    if (held !== undefined && this.#clock.monotonic() < held.until)
      return { token: held.token, isNew: false };
    this.#coming ??= this.#renewed().finally(() => (this.#coming = undefined));
    return { token: await this.#coming, isNew: true };
  }

  /** It was refused. A newer one, which somebody else has asked for meanwhile, stays. */
  forget(refused: Secret): void {
    if (this.#held?.token === refused) this.#held = undefined;
  }

  async #renewed(): Promise<Secret> {
    // Before the request: the life of a token begins before its answer is here.
    const from = this.#clock.monotonic();
    const { accessToken: token, expiresInSeconds = UNKNOWN_LIFE_SECONDS } = await this.#fetch();
    const lifeMs = expiresInSeconds * 1_000;
    this.#held = { token, until: from + Math.max(lifeMs - EARLY_MS, lifeMs / 2) };
    return token;
  }
}
