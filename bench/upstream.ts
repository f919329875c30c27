import { createServer, type Socket } from "node:net";
import { BankAnswers } from "./bank-answers.js";
import { type BankOrder, BASE_PATH, type UpstreamCalls } from "./messages.js";
import { portOf, serveParent } from "./parent-channel.js";

/**
 * The bank, in a process of its own: ready-made answers over a hand-written HTTP/1.1 loop, so that it costs some ten
 * microseconds a call and is never what is measured. It understands GET without a body, and nothing else.
 */
const HEAD_END = "\r\n\r\n";
/** Paths that are remembered for comparison; under load only their number matters. */
const REMEMBERED_PATHS = 100;

let answers = new BankAnswers();
let latencyMs = 0;
let calls: UpstreamCalls = { count: 0, unknown: 0, paths: [] };
const made = new Map<string, Buffer>();
const notFound = httpAnswer("404 Not Found", "{}");

function httpAnswer(status: string, body: string): Buffer {
  const head = `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}`;
  return Buffer.from(`HTTP/1.1 ${status}\r\n${head}\r\ncache-control: no-store${HEAD_END}${body}`);
}

function answerTo(target: string): Buffer {
  const answer = made.get(target) ?? make(target);
  const unknown = calls.unknown + (answer === notFound ? 1 : 0);
  if (calls.paths.length < REMEMBERED_PATHS) calls.paths.push(target);
  calls = { count: calls.count + 1, unknown, paths: calls.paths };
  return answer;
}

/** Made when it is asked for first: few of the many pages are. */
function make(target: string): Buffer {
  const body = target.startsWith(BASE_PATH) ? answers.bodyOf(target.slice(BASE_PATH.length)) : undefined;
  if (body === undefined) return notFound;
  const answer = httpAnswer("200 OK", body);
  made.set(target, answer);
  return answer;
}

function serve(socket: Socket): void {
  let rest = "";
  socket.on("error", () => socket.destroy());
  socket.on("data", (chunk) => {
    const text = rest + chunk.toString("latin1");
    let start = 0;
    for (let end = text.indexOf(HEAD_END); end >= 0; end = text.indexOf(HEAD_END, start)) {
      const targetStart = text.indexOf(" ", start) + 1;
      const answer = answerTo(text.slice(targetStart, text.indexOf(" ", targetStart)));
      if (latencyMs > 0) setTimeout(() => socket.write(answer), latencyMs);
      else socket.write(answer);
      start = end + HEAD_END.length;
    }
    rest = text.slice(start);
  });
}

function obey(order: BankOrder): UpstreamCalls {
  latencyMs = order.latencyMs ?? latencyMs;
  if (order.size !== undefined) {
    answers = new BankAnswers(order.size);
    made.clear();
  }
  const counted = calls;
  calls = { count: 0, unknown: 0, paths: [] };
  return counted;
}

const server = createServer({ noDelay: true }, serve);
server.listen(0, "127.0.0.1", () => {
  serveParent(`http://127.0.0.1:${portOf(server)}`, async (order) => obey(order as BankOrder));
});
