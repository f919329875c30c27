import type { ActiveConsent } from "../../consents/consent.js";
import type { FdxResource } from "../../core/fdx-resource.js";
import type { ConsentId } from "../../core/ids.js";
import { MAX_IDS_PER_CALL } from "../../loaders/account-loader.js";
import type { AccountOrigin } from "../account/account-node.js";

/** Whether the consent covers this and its provider serves it, as far as was declared: all else is refused before a call. */
type MayAsk = (consent: ActiveConsent, resource: FdxResource) => boolean;

/** The calls that an operation cannot do without: each counted once, and joined where FDX can join them. */
export class NeededCalls {
  readonly #lists = new Set<ConsentId>();
  readonly #accounts = new Map<ConsentId, Set<string>>();
  readonly #others = new Set<string>();
  readonly #mayAsk: MayAsk;

  constructor(mayAsk: MayAsk) {
    this.#mayAsk = mayAsk;
  }

  /** All accounts of a consent. */
  addAccountList(consent: ActiveConsent): void {
    if (this.#mayAsk(consent, "ACCOUNTS")) this.#lists.add(consent.id);
  }

  /** One account by its id. */
  addAccount({ consent, accountId }: AccountOrigin): void {
    if (!this.#mayAsk(consent, "ACCOUNTS")) return;
    const ids = this.#accounts.get(consent.id) ?? new Set<string>();
    this.#accounts.set(consent.id, ids.add(accountId));
  }

  /** A call that answers one question and no other. */
  add(resource: FdxResource, consent: ActiveConsent, ...about: readonly unknown[]): void {
    if (this.#mayAsk(consent, resource)) this.#others.add(JSON.stringify([resource, consent.id, ...about]));
  }

  get count(): number {
    const byId = [...this.#accounts].filter(([consentId]) => !this.#lists.has(consentId));
    const joined = byId.map(([, ids]) => callsFor([...ids]));
    return joined.reduce((sum, calls) => sum + calls, this.#lists.size + this.#others.size);
  }
}

/** An id with a comma would read as two: it is asked for by itself. */
function callsFor(ids: readonly string[]): number {
  const alone = ids.filter((id) => id.includes(",")).length;
  return alone + Math.ceil((ids.length - alone) / MAX_IDS_PER_CALL);
}
