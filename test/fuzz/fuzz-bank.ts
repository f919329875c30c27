import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import { Dispatcher, errors } from "undici";
import { answerTo, FakeController, type Handler } from "../support/fake-dispatcher.js";
import type { BankAnswer, BankCase, Place } from "./bank-case.js";
import { idMark, stamped } from "./stamp.js";

/** One request, and the body that was sent for it. */
export interface SentAnswer {
  readonly consentId: string;
  readonly place: Place;
  /** Of the account or programme that the path names. */
  readonly id: string | undefined;
  /** Before it was packed. */
  readonly plain: Buffer;
}

/** The token of a consent; told to the bank in each request. */
const TOKEN = /^Bearer token-of-([\w-]+?)-\d+$/;

const BELOW: Readonly<Record<string, Place>> = {
  transactions: "transactions",
  statements: "statements",
  contact: "contact",
  "payment-networks": "paymentNetworks",
  "asset-transfer-networks": "assetTransferNetworks",
  categories: "rewardCategories",
};

/** An undici dispatcher that answers with what the input says, stamped with who asked for what. No socket is opened. */
export class FuzzBank extends Dispatcher {
  readonly sent: SentAnswer[] = [];
  readonly #case: BankCase;
  readonly #run: string;
  /** How often each list was asked for. */
  readonly #asked = new Map<string, number>();

  constructor(bankCase: BankCase, run: string) {
    super();
    this.#case = bankCase;
    this.#run = run;
  }

  override dispatch(options: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): boolean {
    const { answer, sent } = this.#answerTo(options);
    this.sent.push(sent);
    setImmediate(() => {
      send(handler as Handler, answer, packed(sent.plain, answer.packing));
    });
    return true;
  }

  #answerTo({ path, headers }: Dispatcher.DispatchOptions): { answer: BankAnswer; sent: SentAnswer } {
    const [, consentId = ""] = TOKEN.exec((headers as { authorization: string }).authorization) ?? [];
    const segments = (path.split("?")[0] ?? "").split("/").slice(3).map(decodeURIComponent);
    const place = placeOf(segments);
    const id = segments[1];
    const list = `${consentId} ${segments.join("/")}`;
    const turn = this.#asked.get(list) ?? 0;
    this.#asked.set(list, turn + 1);
    const answers = this.#case.answers[place];
    const answer = answers[Math.min(turn, answers.length - 1)] ?? NOTHING;
    const of = id === undefined || place === "customer" ? place : `${place}-${idMark(id)}`;
    const plain = stamped(answer.body, { run: this.#run, consentId, of });
    return { answer, sent: { consentId, place, id, plain } };
  }
}

const NOTHING: BankAnswer = { status: 404, headers: {}, body: Buffer.alloc(0) };

function placeOf([resource, id, below, item]: readonly string[]): Place {
  if (resource === "customers") return id === undefined ? "customers" : "customer";
  if (below !== undefined) return placeBelow(below, item);
  if (resource === "reward-programs") return id === undefined ? "rewardPrograms" : "rewardProgram";
  return id === undefined ? "accounts" : "account";
}

function placeBelow(below: string, item: string | undefined): Place {
  const place = item === undefined ? BELOW[below] : "statement";
  if (place === undefined) throw new Error("the gateway asked for what FDX does not have");
  return place;
}

function packed(body: Buffer, packing: BankAnswer["packing"]): Buffer {
  switch (packing) {
    case undefined:
      return body;
    case "gzip":
      return gzipSync(body, { level: 1 });
    case "deflate":
      return deflateSync(body, { level: 1 });
    case "br":
      return brotliCompressSync(body);
    case "utf16":
      return Buffer.from(body.toString("utf8"), "utf16le");
  }
}

/** In two pieces. */
function send(handler: Handler, { status, headers, breaksAfter = Infinity }: BankAnswer, body: Buffer): void {
  if (breaksAfter < 0) {
    handler.onResponseError(new FakeController(), new errors.SocketError("other side closed"));
    return;
  }
  answerTo(handler, {
    statusCode: status,
    headers: Object.fromEntries(Object.entries(headers).map(asRead)),
    body: pieces(body, breaksAfter),
  });
}

/** As undici reads a header. */
function asRead([name, value]: [string, string]): [string, string] {
  return [name.toLowerCase(), Buffer.from(value, "latin1").toString()];
}

function* pieces(body: Buffer, breaksAfter: number): Generator<Buffer> {
  const half = body.length >> 1;
  for (const piece of [body.subarray(0, Math.min(half, breaksAfter)), body.subarray(half, breaksAfter)]) {
    if (piece.length > 0) yield piece;
  }
  if (breaksAfter !== Infinity) throw new errors.SocketError("other side closed");
}
