import { createServer } from "node:net";

/** Below the ports that systems give to outgoing connections: one of those may take a port that was free a moment ago. */
const FIRST = 15_000;
/** A node of a Redis cluster takes the port that is ten thousand higher as well. */
const COUNT = 7_700;
const MAX_TRIES = 100;

/** @returns a port on loopback that nobody listened on a moment ago. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const port = FIRST + Math.floor(Math.random() * COUNT);
    if (await isFree(port)) return port;
  }
  throw new Error("no port is free");
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once("error", () => {
      resolve(false);
    });
    server.listen(port, "127.0.0.1", () => {
      server.close(() => {
        resolve(true);
      });
    });
  });
}
