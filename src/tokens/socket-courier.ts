import { request } from "node:http";
import { z } from "zod";
import type { OrderOutcome, RefreshCourier, RefreshOrder } from "./refresh-courier.js";

const failureCode = z.enum([
  "PROVIDER_UNAVAILABLE",
  "PROVIDER_TIMEOUT",
  "PROVIDER_REFUSED",
  "STORE_UNAVAILABLE",
]);

const supportReferences = z.array(z.object({ name: z.string(), value: z.string() })).optional();

const orderOutcome = z.discriminatedUnion("outcome", [
  z.object({
    outcome: z.literal("answered"),
    delivery: z.enum(["stored", "superseded", "gone", "waiting"]),
  }),
  z.object({ outcome: z.literal("not-sent"), code: failureCode, supportReferences }),
  z.object({ outcome: z.literal("refused"), error: z.string(), supportReferences }),
  z.object({ outcome: z.literal("unclear"), code: failureCode, supportReferences }),
]);

/** Connection errors after which the courier process cannot have got the order. */
const NOT_THERE = new Set(["ECONNREFUSED", "ENOENT", "EACCES"]);

/** Hands orders to the courier process of this machine (`fdx-gateway courier`). No token passes this way. */
export class SocketCourier implements RefreshCourier {
  readonly #socketPath: string;
  readonly #timeoutMs: number;

  /** @param timeoutMs longer than the courier process may take for one order. */
  constructor(socketPath: string, timeoutMs: number) {
    this.#socketPath = socketPath;
    this.#timeoutMs = timeoutMs;
  }

  async carry(order: RefreshOrder): Promise<OrderOutcome> {
    try {
      return orderOutcome.parse(JSON.parse(await this.#post(JSON.stringify(order))));
    } catch (failure) {
      const { code = "" } = failure as { readonly code?: string };
      if (NOT_THERE.has(code)) return { outcome: "not-sent", code: "STORE_UNAVAILABLE" };
      // The order may have been carried out; the courier then brings the answer into the store by itself.
      return { outcome: "unclear", code: "PROVIDER_TIMEOUT" };
    }
  }

  #post(body: string): Promise<string> {
    return new Promise((resolve, reject) => {
      const options = {
        socketPath: this.#socketPath,
        path: "/orders",
        method: "POST",
        agent: false,
      } as const;
      const headers = { "content-type": "application/json" };
      const call = request({ ...options, headers, timeout: this.#timeoutMs }, (answer) => {
        let text = "";
        answer.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
        answer.on("end", () => {
          resolve(text);
        });
        answer.on("error", reject);
      });
      call.on("timeout", () => call.destroy(new Error("the courier does not answer")));
      call.on("error", reject);
      call.end(body);
    });
  }
}
