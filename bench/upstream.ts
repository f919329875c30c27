import { createServer, type Socket } from "node:net";
import { bankResources } from "./bank-data.js";
import { BASE_PATH, type UpstreamCalls } from "./messages.js";
import { portOf, serveParent } from "./parent-channel.js";

/**
 * The bank, in a process of its own: ready-made answers over a hand-written HTTP/1.1 loop, so that it costs some ten
 * microseconds a call and is never what is measured. It understands GET without a body, and nothing else.
 */
const latencyMs = Number(process.env["LATENCY_MS"] ?? "0");
const HEAD_END = "\r\n\r\n";
/** Paths that are remembered for comparison; under load only their number matters. */
const REMEMBERED_PATHS = 100;

const answers = new Map(
  [...bankResources()].map(([path, body]) => [BASE_PATH + path, httpAnswer("200 OK", JSON.stringify(body))]),
);
const notFound = httpAnswer("404 Not Found", "{}");
let calls: UpstreamCalls = { count: 0, unknown: 0, paths: [] };

function httpAnswer(status: string, body: string): Buffer {
  const head = `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}`;
  return Buffer.from(`HTTP/1.1 ${status}\r\n${head}\r\ncache-control: no-store${HEAD_END}${body}`);
}

function answerTo(target: string): Buffer {
  const answer = answers.get(target.split("?", 1)[0] ?? "");
  const unknown = calls.unknown + (answer === undefined ? 1 : 0);
  if (calls.paths.length < REMEMBERED_PATHS) calls.paths.push(target);
  calls = { count: calls.count + 1, unknown, paths: calls.paths };
  return answer ?? notFound;
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

const server = createServer({ noDelay: true }, serve);
server.listen(0, "127.0.0.1", () => {
  serveParent(`http://127.0.0.1:${portOf(server)}`, async (): Promise<UpstreamCalls> => {
    const counted = calls;
    calls = { count: 0, unknown: 0, paths: [] };
    return counted;
  });
});
