import type { ConsentId } from "../../core/ids.js";
import type { Secret } from "../../core/secret.js";
import type { TokenManager } from "../../tokens/token-manager.js";
import type { ProviderCall, UpstreamRequest } from "../data-provider.js";
import { untilAborted } from "../until-aborted.js";

/** The tokens that calls are sent with. The calls that a request begins at once share one reading of the store. */
export class CallTokens {
  readonly #tokens: Pick<TokenManager, "accessToken">;
  /** Readings that are under way: a call that begins later reads for itself, and so sees that the consent has ended. */
  readonly #readings = new WeakMap<UpstreamRequest, Map<ConsentId, Promise<Secret>>>();

  constructor(tokens: Pick<TokenManager, "accessToken">) {
    this.#tokens = tokens;
  }

  /** Rejects as `TokenManager.accessToken` does, and with PROVIDER_TIMEOUT when the request ends first. */
  of({ reference, request }: ProviderCall): Promise<Secret> {
    const { consentId } = reference;
    const readings = this.#readings.get(request) ?? new Map<ConsentId, Promise<Secret>>();
    this.#readings.set(request, readings);
    const known = readings.get(consentId);
    if (known !== undefined) return known;
    const end = (): void => void readings.delete(consentId);
    const reading = untilAborted(this.#tokens.accessToken(reference), request.signal);
    readings.set(consentId, reading);
    reading.then(end, end);
    return reading;
  }

  /** As `of`, for one that the bank has refused. */
  otherThan(rejected: Secret, { reference, request }: ProviderCall): Promise<Secret> {
    return untilAborted(this.#tokens.accessToken(reference, rejected), request.signal);
  }
}
