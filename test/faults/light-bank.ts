import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { portOf, serveParent } from "../../bench/parent-channel.js";
import { bankBodies } from "./bank-bodies.js";
import type { BankBehaviour, BankOrder, SeenByBank } from "./light-bank-protocol.js";

/**
 * Many banks in one process of their own, each below `/<bank>/fdx/v6/`: answers made beforehand, so that the bank is never
 * what is measured. Any token opens them. They count what they see: they are the judge.
 */
const bodies = bankBodies();
/** Of stamped banks, by path and limit. */
const shortBodies = new Map<string, string>();
const behaviours = new Map<string, BankBehaviour>();
let seen = new Map<string, SeenByBank>();

const server = createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? "/", "http://bank");
  const [, bank = "", , , ...rest] = pathname.split("/");
  const seenHere = seenBy(bank);
  seenHere.calls += 1;
  noteEnd(request, response, seenHere);
  const { latencyMs = 0 } = behaviours.get(bank) ?? {};
  const reply = (): void => {
    const limit = Number(searchParams.get("limit") ?? Infinity);
    answer({ bank, path: rest.join("/"), limit, authorization: request.headers.authorization }, response);
  };
  if (latencyMs > 0) setTimeout(reply, latencyMs);
  else reply();
});

function seenBy(bank: string): SeenByBank {
  const known = seen.get(bank) ?? { calls: 0, answered: 0, abortedAt: [], times: [] };
  seen.set(bank, known);
  return known;
}

/** The client of a call that ends without its answer has hung up. */
function noteEnd(request: IncomingMessage, response: ServerResponse, seenHere: SeenByBank): void {
  seenHere.times.push(Date.now());
  request.on("error", () => undefined);
  response.once("close", () => {
    if (response.writableFinished) seenHere.answered += 1;
    else seenHere.abortedAt.push(Date.now());
  });
}

interface Asked {
  readonly bank: string;
  readonly path: string;
  /** How many rows were asked for. */
  readonly limit: number;
  readonly authorization: string | undefined;
}

function answer(asked: Asked, response: ServerResponse): void {
  if (response.destroyed) return;
  const { status = 200, headers = {} } = behaviours.get(asked.bank) ?? {};
  const body = status === 200 ? bodyOf(asked) : '{"code":"500","message":"on a bad day"}';
  response
    .writeHead(body === undefined ? 404 : status, { "content-type": "application/json", ...headers })
    .end(body ?? '{"code":"701","message":"no such account"}');
}

function bodyOf({ bank, path, limit, authorization }: Asked): Buffer | string | undefined {
  const body = bodies.get(path);
  const isStamped = behaviours.get(bank)?.stamped === true;
  if (!isStamped || body === undefined) return body;
  const key = `${path} ${limit}`;
  const text = shortBodies.get(key) ?? shortened(body, limit);
  shortBodies.set(key, text);
  return stampedWith(ownerOf(authorization), text);
}

/** A page that says where the next one is: without it the gateway would have to tell that rows are missing. */
function shortened(body: Buffer, limit: number): string {
  const whole = JSON.parse(body.toString()) as { page?: object; transactions?: readonly unknown[] };
  const { page, transactions = [] } = whole;
  if (transactions.length <= limit) return JSON.stringify(whole);
  const shown = { page: { ...page, nextOffset: String(limit) }, transactions: transactions.slice(0, limit) };
  return JSON.stringify({ ...whole, ...shown });
}

/** Tokens of `FaultsWorld` begin with their owner. */
function ownerOf(authorization = ""): string {
  return /^Bearer ([^.]+)\./.exec(authorization)?.[1] ?? "nobody";
}

function stampedWith(owner: string, body: string): string {
  return body.replaceAll(/"(?:first|nickname|description)":"/g, `$&${owner} `);
}

server.keepAliveTimeout = 60_000;
server.listen(0, "127.0.0.1", () => {
  serveParent(`http://127.0.0.1:${portOf(server)}`, async (question): Promise<unknown> => {
    const order = question as BankOrder;
    if (order.do === "behave") {
      for (const bank of order.banks) behaviours.set(bank, order.behaviour);
      return {};
    }
    const taken = Object.fromEntries(seen);
    if (order.do === "take") seen = new Map();
    return taken;
  });
});
