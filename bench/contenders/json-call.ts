import type { Dispatcher } from "undici";

type Controller = Dispatcher.DispatchController;

/** One GET over `dispatch`, undici's lowest public layer (no stream object, no promise per chunk), and its parsed body. */
export class JsonCall<Body> implements Dispatcher.DispatchHandler {
  readonly #resolve: (body: Body) => void;
  readonly #reject: (failure: Error) => void;
  readonly #chunks: Buffer[] = [];
  #status = 0;

  private constructor(resolve: (body: Body) => void, reject: (failure: Error) => void) {
    this.#resolve = resolve;
    this.#reject = reject;
  }

  /** Rejects where the answer is not HTTP 200 or not JSON. */
  static send<Body>(options: Dispatcher.DispatchOptions, dispatcher: Dispatcher): Promise<Body> {
    return new Promise((resolve, reject) => {
      dispatcher.dispatch(options, new JsonCall<Body>(resolve, reject));
    });
  }

  // undici takes a handler without it for one of its older kind.
  onRequestStart(): void {
    this.#chunks.length = 0;
  }

  onResponseStart(_controller: Controller, status: number): void {
    this.#status = status;
  }

  onResponseData(_controller: Controller, chunk: Buffer): void {
    this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    const [first = Buffer.alloc(0)] = this.#chunks;
    const body = this.#chunks.length === 1 ? first : Buffer.concat(this.#chunks);
    try {
      if (this.#status !== 200) throw new Error(`HTTP ${this.#status}`);
      this.#resolve(JSON.parse(body.toString()) as Body);
    } catch (failure) {
      this.#reject(failure as Error);
    }
  }

  onResponseError(_controller: Controller, failure: Error): void {
    this.#reject(failure);
  }
}
