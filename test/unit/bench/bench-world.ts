import { once } from "node:events";
import { createServer } from "node:http";
import type { Asked } from "../../../bench/child.js";
import type { ContenderName } from "../../../bench/contenders/contender.js";
import type { Target } from "../../../bench/contenders/target.js";
import type { UpstreamCalls } from "../../../bench/messages.js";
import type { Operation } from "../../../bench/operations.js";
import { portOf } from "../../../bench/parent-channel.js";

/** What a server answers a body with. */
export interface Answer {
  readonly status?: number;
  readonly body: string;
  /** Before it answers. */
  readonly afterMs?: number;
  /** Whether it closes the connection instead. */
  readonly breaksOff?: boolean;
}

/** A server on loopback that makes its answers of the bodies it is sent. */
export async function answering(
  answerTo: (body: string) => Answer,
): Promise<{ readonly url: string; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { status = 200, body, afterMs = 0, breaksOff } = answerTo(Buffer.concat(chunks).toString());
      if (breaksOff === true) request.socket.destroy();
      setTimeout(() => response.writeHead(status).end(body), afterMs);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${portOf(server)}`,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

/** Stands in for a process of the benchmark: `answer` is what it says to everything. */
export function asked(answer: (question: unknown) => unknown): Asked {
  return { ask: async <Given>(question: unknown) => answer(question) as Given };
}

/** The bank, as a process that only tells its calls; `paths` is what it was asked for since it was told last. */
export function bankTelling(paths: () => string[], unknown = 0): Asked {
  return asked((): UpstreamCalls => ({ count: paths().length, unknown, paths: paths() }));
}

export const OPERATION: Operation = { name: "lists", document: "{ lists }", upstreamCalls: 2 };

export function target(name: ContenderName, url: string, more: Partial<Target> = {}): Target {
  return {
    ...{ name, pid: process.pid, sameMembers: name === "gateway" || name === "proxy" },
    request: () => ({ url, method: "POST", headers: {}, body: name }),
    data: (answer) => (answer as { readonly data: unknown }).data,
    upstreamCalls: ({ upstreamCalls }) => upstreamCalls,
    ...more,
  };
}
