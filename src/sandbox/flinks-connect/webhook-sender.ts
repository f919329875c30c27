import { createHmac } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";

/** Where webhooks go. At Flinks a support ticket sets this up. */
export interface WebhookTarget {
  readonly url: string;
  readonly secret: string;
  /** Default `X-Flinks-Signature`. */
  readonly header?: string;
}

/** One webhook and what became of it. */
export interface Delivery {
  readonly body: string;
  readonly signature: string;
  /** The statuses that came back; 0 where nothing came. */
  readonly statuses: number[];
}

/** At Flinks it is ten tries, half an hour apart. */
const TRIES = 10;
const WAIT_MS = 200;
const DELIVERIES_KEPT = 100;

/** Sends webhooks and tries again until they are answered with 200. */
export class WebhookSender {
  readonly #target: WebhookTarget;
  readonly #closing = new AbortController();
  readonly #deliveries: Delivery[] = [];

  constructor(target: WebhookTarget) {
    this.#target = target;
  }

  /** The newest hundred, oldest first. */
  get deliveries(): readonly Delivery[] {
    return this.#deliveries;
  }

  /** @param content becomes the raw body that is signed. @param secret default: the one agreed on. */
  send(content: unknown, secret = this.#target.secret): void {
    const body = JSON.stringify(content);
    const signature = createHmac("sha256", secret).update(body).digest("base64");
    this.#deliver({ body, signature, statuses: [] });
  }

  /** Sends the last webhook once more, byte for byte. @returns whether there was one. */
  replay(): boolean {
    const last = this.#deliveries.at(-1);
    if (last === undefined) return false;
    this.#deliver({ ...last, statuses: [] });
    return true;
  }

  /** Gives up what is still being tried. */
  close(): void {
    this.#closing.abort();
  }

  #deliver(delivery: Delivery): void {
    this.#deliveries.push(delivery);
    if (this.#deliveries.length > DELIVERIES_KEPT) this.#deliveries.shift();
    void this.#tryUntilTaken(delivery);
  }

  async #tryUntilTaken(delivery: Delivery): Promise<void> {
    const { signal } = this.#closing;
    while (!signal.aborted && delivery.statuses.length < TRIES) {
      const status = await this.#post(delivery);
      delivery.statuses.push(status);
      if (status === 200) return;
      await delay(WAIT_MS, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }

  async #post({ body, signature }: Delivery): Promise<number> {
    const { url, header = "X-Flinks-Signature" } = this.#target;
    const headers = { "content-type": "application/json", [header]: signature };
    const { signal } = this.#closing;
    try {
      const answer = await fetch(url, { method: "POST", headers, body, signal, redirect: "manual" });
      await answer.body?.cancel();
      return answer.status;
    } catch {
      return 0;
    }
  }
}
