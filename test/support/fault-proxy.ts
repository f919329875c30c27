import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";
import { setTimeout as delay } from "node:timers/promises";

/** What goes wrong between a client and a server. Several at once are allowed. Milliseconds and bytes. */
export interface NetworkFaults {
  /** Nobody listens: connections are refused. */
  readonly down?: boolean;
  /** Connections are accepted, swallow everything, answer nothing and stay open. */
  readonly halfOpen?: boolean;
  /** Every piece of an answer comes so much later. */
  readonly latencyMs?: number;
  /** And up to so much later still, by chance. */
  readonly jitterMs?: number;
  /** Answers come in pieces of so many bytes, one every `dripMs`. */
  readonly dripBytes?: number;
  readonly dripMs?: number;
  /** The connection is reset (RST) once so many bytes of an answer have come; 0: as soon as something is asked. */
  readonly resetAfterBytes?: number;
  /** An answer ends, as if it were over, after so many bytes of it. */
  readonly truncateAfterBytes?: number;
  /** A connection carries so many bytes of answers in all, and is closed then. */
  readonly limitBytes?: number;
}

const DEFAULT_DRIP_MS = 100;

/** Stands before a TCP server on loopback and spoils what passes, as Toxiproxy's toxics do. Faults may be changed at any time. */
export class FaultProxy {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #target: { readonly host: string; readonly port: number };
  readonly #random: () => number;
  #port = 0;
  #faults: NetworkFaults = {};

  private constructor(target: { readonly host: string; readonly port: number }, random: () => number) {
    this.#target = target;
    this.#random = random;
    this.#server = createServer((socket) => {
      this.#accept(socket);
    });
  }

  /** @param random for jitter. */
  static async start(
    target: { readonly host: string; readonly port: number },
    { port = 0, random = Math.random }: { readonly port?: number; readonly random?: () => number } = {},
  ): Promise<FaultProxy> {
    const proxy = new FaultProxy(target, random);
    await proxy.#listen(port);
    return proxy;
  }

  get port(): number {
    return this.#port;
  }

  get origin(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** Connections that are open now. */
  get connections(): number {
    return this.#sockets.size / 2;
  }

  /** From now on; what is already on its way stays as it was. */
  async set(faults: NetworkFaults): Promise<void> {
    const wasDown = this.#faults.down === true;
    this.#faults = faults;
    if (faults.down === true && !wasDown) await this.#stop();
    if (faults.down !== true && wasDown) await this.#listen(this.#port);
  }

  async close(): Promise<void> {
    if (this.#faults.down !== true) await this.#stop();
  }

  async #listen(port: number): Promise<void> {
    this.#server.listen(port, "127.0.0.1");
    await once(this.#server, "listening");
    this.#port = (this.#server.address() as AddressInfo).port;
  }

  async #stop(): Promise<void> {
    const closed = once(this.#server, "close");
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  #accept(client: Socket): void {
    this.#keep(client);
    if (this.#faults.halfOpen === true) {
      client.resume();
      return;
    }
    const server = this.#keep(connect({ ...this.#target, allowHalfOpen: true }));
    const passage = new Passage(client, () => this.#faults, this.#random);
    client.on("data", (chunk) => {
      if (passage.asked()) server.write(chunk);
    });
    client.once("close", () => server.destroy());
    server.on("data", (chunk) => {
      server.pause();
      void passage.answer(chunk).finally(() => server.resume());
    });
    server.once("close", () => void passage.end());
  }

  #keep(socket: Socket): Socket {
    this.#sockets.add(socket);
    socket.setNoDelay(true);
    // What breaks here is what is wanted.
    socket.on("error", () => undefined);
    socket.once("close", () => this.#sockets.delete(socket));
    return socket;
  }
}

/** The answers on one connection, on their way to the client. */
class Passage {
  readonly #client: Socket;
  readonly #faults: () => NetworkFaults;
  readonly #random: () => number;
  #ofAnswer = 0;
  #inAll = 0;
  #last: Promise<void> = Promise.resolve();

  constructor(client: Socket, faults: () => NetworkFaults, random: () => number) {
    this.#client = client;
    this.#faults = faults;
    this.#random = random;
  }

  /** Something is asked, so that another answer begins. @returns whether it shall reach the server. */
  asked(): boolean {
    this.#ofAnswer = 0;
    const { resetAfterBytes, halfOpen } = this.#faults();
    if (halfOpen === true) return false;
    if (resetAfterBytes !== 0) return true;
    this.#client.resetAndDestroy();
    return false;
  }

  answer(chunk: Buffer): Promise<void> {
    this.#last = this.#last.then(() => this.#pass(chunk));
    return this.#last;
  }

  async end(): Promise<void> {
    await this.#last;
    this.#client.end();
  }

  async #pass(chunk: Buffer): Promise<void> {
    const { latencyMs = 0, jitterMs = 0, dripBytes, dripMs = DEFAULT_DRIP_MS } = this.#faults();
    const wait = latencyMs + jitterMs * this.#random();
    if (wait > 0) await delay(wait);
    if (dripBytes === undefined) {
      this.#write(chunk);
      return;
    }
    for (let start = 0; start < chunk.length && !this.#client.destroyed; start += dripBytes) {
      this.#write(chunk.subarray(start, start + dripBytes));
      await delay(dripMs);
    }
  }

  #write(chunk: Buffer): void {
    const faults = this.#faults();
    if (faults.halfOpen === true) return;
    const left = Math.max(0, this.#bytesLeft(faults));
    const part = chunk.subarray(0, left);
    this.#ofAnswer += part.length;
    this.#inAll += part.length;
    if (part.length > 0) this.#client.write(part);
    if (part.length < chunk.length) this.#cut(faults);
  }

  #bytesLeft({ resetAfterBytes, truncateAfterBytes, limitBytes }: NetworkFaults): number {
    const ofAnswer = Math.min(resetAfterBytes ?? Infinity, truncateAfterBytes ?? Infinity);
    return Math.min(ofAnswer - this.#ofAnswer, (limitBytes ?? Infinity) - this.#inAll);
  }

  #cut({ resetAfterBytes }: NetworkFaults): void {
    if (resetAfterBytes === undefined || this.#ofAnswer < resetAfterBytes) this.#client.end();
    // What was written must have left first: a reset throws away what waits.
    else this.#client.write("", () => this.#client.resetAndDestroy());
  }
}
