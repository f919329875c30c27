import { createServer } from "node:http";
import { portOf, serveParent } from "../parent-channel.js";

/**
 * The floor of a Node server, in a process of its own: the answers that it was told, by their paths. Nothing is read,
 * called or made.
 */
const bodies = new Map<string, Buffer>();

const server = createServer((request, response) => {
  const body = bodies.get(request.url ?? "");
  if (body === undefined) {
    response.writeHead(404).end();
    return;
  }
  response.writeHead(200, {
    "content-type": "application/json; charset=utf-8",
    "content-length": body.length,
  });
  response.end(body);
});
server.listen(0, "127.0.0.1", () => {
  serveParent(`http://127.0.0.1:${portOf(server)}`, async (told) => {
    for (const [path, text] of Object.entries(told as Record<string, string>)) {
      bodies.set(path, Buffer.from(text));
    }
    return bodies.size;
  });
});
