import type { DataCluster } from "../../src/core/data-cluster.js";
import { ConsentId } from "../../src/core/ids.js";
import type { ProviderCall, UpstreamRequest } from "../../src/providers/data-provider.js";
import { AnswerCache, type AnswerCacheParts, type Asked } from "../../src/providers/cache/answer-cache.js";
import { MemoryLayer } from "../../src/providers/cache/memory-layer.js";
import { SharedLayer } from "../../src/providers/cache/shared-layer.js";
import { FdxBody } from "../../src/providers/fdx/fdx-body.js";
import { AnswerKeys } from "../../src/tokens/answer-keys.js";
import { ConsentCipher } from "../../src/tokens/consent-cipher.js";
import { WholeAnswerKeys } from "../../src/tokens/whole-answer-keys.js";
import type { ConsentReference } from "../../src/tokens/consent-reference.js";
import { holder, keyRing, MAPLE, upstreamRequest } from "./builders.js";
import { FakeClock } from "./fake-clock.js";
import { MemoryAnswerStore } from "./memory-answer-store.js";
import { MemoryStore } from "./memory-store.js";

const MIB = 1024 * 1024;

/** A cache over stores in memory, and a bank that numbers its answers. */
export class CacheWorld {
  readonly clock = new FakeClock();
  readonly records = MemoryStore.open(this.clock);
  readonly answers = new MemoryAnswerStore(this.clock);
  readonly versions = new Map<string, number>();
  readonly failures: unknown[] = [];
  /** What the bank was asked, in order. */
  readonly asked: string[] = [];
  /** What the bank answers in place of a number. */
  bank: ((text: string, call: ProviderCall) => Promise<FdxBody>) | undefined;

  /** @param store what it shares with others; an opening of its own. */
  cache(changes: Partial<AnswerCacheParts> = {}, store = this.answers.openAgain()): AnswerCache {
    const { clock, versions } = this;
    return new AnswerCache({
      ...{ clock, memory: new MemoryLayer(MIB), wholeMemory: new MemoryLayer(MIB) },
      keys: new AnswerKeys(this.records, keyRing()),
      wholeKeys: new WholeAnswerKeys(this.records, keyRing()),
      shared: new SharedLayer({
        ...{ clock, store },
        onFailure: (failure) => this.failures.push(failure),
      }),
      freshness: { maxAgeSeconds: {}, keepSeconds: 3600 },
      versionOf: async (id) => versions.get(id),
      ...changes,
    });
  }

  /** A consent with a data key. */
  async consent(id = "consent-1", changes: Partial<ConsentReference> = {}): Promise<ConsentReference> {
    const reference = { consentId: ConsentId(id), dataProviderId: MAPLE, ...holder(), ...changes };
    const { keyWrite } = await new ConsentCipher(this.records, keyRing()).createKey(reference);
    await this.records.commit(id, [keyWrite]);
    this.versions.set(id, 2);
    return reference;
  }

  async destroyKey({ consentId }: ConsentReference): Promise<void> {
    await this.records.take({ kind: "data-key", id: consentId });
  }

  call(reference: ConsentReference, changes: Partial<UpstreamRequest> = {}, version = 2): ProviderCall {
    return {
      ...{ reference, grantedClusters: [], consentVersion: version },
      request: upstreamRequest(changes),
    };
  }

  /** Asks for one text. @returns the body's text. */
  async read(cache: AnswerCache, call: ProviderCall, text = "accounts"): Promise<string> {
    return (await this.body(cache, call, { cluster: "ACCOUNT_BASIC", text })).bytes.toString();
  }

  body(cache: AnswerCache, call: ProviderCall, asked: Asked): Promise<FdxBody> {
    return cache.get(call, asked, async (by) => {
      by.request.countCall();
      this.asked.push(asked.text);
      if (this.bank !== undefined) return this.bank(asked.text, by);
      return answered(`${asked.text} #${String(this.asked.length)} of ${by.reference.consentId}`);
    });
  }
}

export function answered(text: string): FdxBody {
  return new FdxBody(Buffer.from(text), {});
}

export const asked = (text: string, cluster: DataCluster | undefined = "ACCOUNT_BASIC"): Asked => ({
  cluster,
  text,
});
