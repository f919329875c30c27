import type { Server } from "node:net";
import type { Ready } from "./messages.js";

/**
 * The child's end of the channel to the process that started it: says where it listens, then answers each question.
 * Ends the process when the parent is gone.
 */
export function serveParent(url: string, answer: (question: unknown) => Promise<unknown>): void {
  process.once("disconnect", () => process.exit());
  process.on("message", (question) => {
    answer(question).then(send, (failure: unknown) => {
      console.error(failure);
      process.exit(1);
    });
  });
  send({ url } satisfies Ready);
}

function send(message: unknown): void {
  process.send?.(message);
}

/** @returns the port of a server that listens on TCP. */
export function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("not listening on TCP");
  return address.port;
}
