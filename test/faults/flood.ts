import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { serveParent } from "../../bench/parent-channel.js";
import type { FloodJob, FloodResult } from "./flood-protocol.js";

/**
 * Sends much, in a process of its own: a hand-written HTTP/1.1 client, so that it costs some ten microseconds a request and
 * never waits for an answer before it sends the next. What it cannot send in time counts from when it was due.
 */
const HEAD_END = "\r\n\r\n";
const TICK_MS = 1;
const MOST_CONNECTIONS = 2000;
/** As a balancer holds them open; more are dialled where all wait. */
const POOLED_CONNECTIONS = 512;

class Flood {
  readonly #job: FloodJob;
  readonly #requests: readonly Buffer[];
  readonly #free: Line[] = [];
  #startedAt = 0;
  readonly #result = {
    served: [] as FloodResult["served"][number][],
    refused: [] as FloodResult["refused"][number][],
    others: 0,
    servedOf: [] as number[],
  };
  #connections = 0;
  #open = 0;
  #sent = 0;

  constructor(job: FloodJob) {
    this.#job = job;
    this.#result.servedOf = job.authorizations.map(() => 0);
    this.#requests = job.authorizations.map((authorization) => requestOf(job, authorization));
  }

  async run(): Promise<FloodResult> {
    const { load, seconds } = this.#job;
    if ("perSecond" in load) await this.#fillPool();
    this.#startedAt = performance.now();
    const end = this.#startedAt + seconds * 1000;
    if ("connections" in load) for (let index = 0; index < load.connections; index += 1) this.#sendUntil(end);
    else await this.#sendSteadily(load.perSecond, end);
    while (performance.now() < end || this.#open > 0) await tick();
    for (const line of this.#free) line.socket.destroy();
    return this.#result;
  }

  async #fillPool(): Promise<void> {
    const lines = Array.from({ length: POOLED_CONNECTIONS }, () => this.#dial());
    for (const line of lines) {
      if (line === undefined) continue;
      if (line.socket.connecting) await once(line.socket, "connect");
      this.#free.push(line);
    }
  }

  async #sendSteadily(perSecond: number, end: number): Promise<void> {
    for (let due = this.#startedAt; due < end; due = this.#startedAt + (this.#sent * 1000) / perSecond) {
      if (due <= performance.now()) this.#send(due);
      else await tick();
    }
  }

  #sendUntil(end: number): void {
    this.#send(performance.now(), () => {
      if (performance.now() < end) this.#sendUntil(end);
    });
  }

  #send(due: number, then: () => void = () => undefined): void {
    const which = this.#sent % this.#requests.length;
    this.#sent += 1;
    const line = this.#freeLine() ?? this.#dial();
    if (line === undefined) {
      this.#result.others += 1;
      return;
    }
    this.#open += 1;
    line.onAnswer = (status, hasRetryAfter) => {
      this.#open -= 1;
      const now = performance.now();
      const seen = { at: now - this.#startedAt, ms: now - due };
      if (status === 200) {
        this.#result.served.push(seen);
        this.#result.servedOf[which] = (this.#result.servedOf[which] ?? 0) + 1;
      } else if (status === 503 && hasRetryAfter) this.#result.refused.push(seen);
      else this.#result.others += 1;
      if (line.socket.destroyed) this.#connections -= 1;
      else this.#free.push(line);
      then();
    };
    line.socket.write(this.#requests[which] ?? "");
  }

  /** The gateway closes one that is not used for long: nothing would come back on it. */
  #freeLine(): Line | undefined {
    let line = this.#free.pop();
    while (line?.socket.destroyed === true) {
      this.#connections -= 1;
      line = this.#free.pop();
    }
    return line;
  }

  #dial(): Line | undefined {
    if (this.#connections >= MOST_CONNECTIONS) return undefined;
    this.#connections += 1;
    return new Line(new URL(this.#job.url));
  }
}

/** One connection, which has at most one request on it. */
class Line {
  readonly socket: Socket;
  onAnswer: (status: number, hasRetryAfter: boolean) => void = () => undefined;
  #received = "";

  constructor({ hostname, port }: URL) {
    this.socket = connect({ host: hostname, port: Number(port), noDelay: true });
    this.socket.on("data", (chunk: Buffer) => {
      this.#read(chunk);
    });
    this.socket.on("error", () => this.socket.destroy());
    this.socket.once("close", () => {
      this.#tell(0, false);
    });
  }

  #read(chunk: Buffer): void {
    this.#received += chunk.toString("latin1");
    const headEnd = this.#received.indexOf(HEAD_END);
    if (headEnd < 0) return;
    const head = this.#received.slice(0, headEnd).toLowerCase();
    const length = Number(/content-length: (\d+)/.exec(head)?.[1] ?? 0);
    if (this.#received.length < headEnd + HEAD_END.length + length) return;
    this.#received = "";
    if (head.includes("connection: close")) this.socket.destroy();
    this.#tell(Number(head.slice(9, 12)), head.includes("retry-after: "));
  }

  #tell(status: number, hasRetryAfter: boolean): void {
    const { onAnswer } = this;
    this.onAnswer = () => undefined;
    onAnswer(status, hasRetryAfter);
  }
}

function requestOf({ url, body }: FloodJob, authorization: string): Buffer {
  const { host, pathname } = new URL(url);
  const head = [
    `POST ${pathname} HTTP/1.1`,
    `host: ${host}`,
    "content-type: application/json",
    `authorization: ${authorization}`,
    `content-length: ${Buffer.byteLength(body)}`,
  ];
  return Buffer.from(head.join("\r\n") + HEAD_END + body);
}

function tick(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, TICK_MS));
}

serveParent("", (job) => new Flood(job as FloodJob).run());
