import type { AnswerKey, AnswerKeys } from "../../tokens/answer-keys.js";
import type { ConsentReference } from "../../tokens/consent-reference.js";
import type { UpstreamRequest } from "../data-provider.js";

interface Lease {
  readonly key: Promise<AnswerKey | undefined>;
  holders: number;
}

/**
 * The data keys that are at work. The reads that one GraphQL request makes at once share one look-up; the key is overwritten when
 * the last of them has done, and no request uses another's: each sees for itself whether there is a key at all.
 */
export class RequestKeys {
  readonly #keys: Pick<AnswerKeys, "keyOf">;
  readonly #leases = new WeakMap<UpstreamRequest, Map<string, Lease>>();

  constructor(keys: Pick<AnswerKeys, "keyOf">) {
    this.#keys = keys;
  }

  /** Rejects with RECORD_UNREADABLE, STORE_UNAVAILABLE. @param work is done with the key, or not at all if there is none. */
  async with<Result>(
    request: UpstreamRequest,
    reference: ConsentReference,
    work: (key: AnswerKey) => Promise<Result> | Result,
  ): Promise<Result | undefined> {
    const leases = this.#leases.get(request) ?? new Map<string, Lease>();
    this.#leases.set(request, leases);
    const name = JSON.stringify(reference);
    const lease = leases.get(name) ?? { key: this.#keys.keyOf(reference), holders: 0 };
    leases.set(name, lease);
    lease.holders += 1;
    try {
      const key = await lease.key;
      return key && (await work(key));
    } finally {
      lease.holders -= 1;
      if (lease.holders === 0) {
        leases.delete(name);
        void lease.key.then(
          (key) => key?.forget(),
          () => undefined,
        );
      }
    }
  }
}
