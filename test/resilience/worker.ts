import { createInterface } from "node:readline";
import { startCourier } from "../../src/app/courier.js";
import { readConfig } from "../../src/config/read-config.js";
import { createLogger } from "../../src/telemetry/logger.js";
import { TokenWorker } from "./token-worker.js";
import type { WorkerCommand } from "./worker-protocol.js";

/** Takes commands as JSON lines on standard input, and answers each with one line. Ends when its input does. */
const say = (line: object): void => {
  process.stdout.write(`${JSON.stringify(line)}\n`);
};

const present = Object.entries(process.env).filter((pair): pair is [string, string] => pair[1] !== undefined);
const environment = Object.fromEntries(present);
const worker = environment["ROLE"] === "courier" ? await courier() : await TokenWorker.start(environment);

async function courier(): Promise<Pick<TokenWorker, "run" | "close">> {
  const outside = { logger: createLogger("error"), audit: () => undefined };
  const started = await startCourier(readConfig(environment), outside);
  return { run: async () => ({}), close: () => started.close() };
}

async function obey(command: WorkerCommand): Promise<void> {
  try {
    say({ id: command.id, ...(await worker.run(command)) });
  } catch (failure) {
    const code = failure instanceof Error && "code" in failure ? String(failure.code) : "UNKNOWN";
    say({ id: command.id, error: code, detail: failure instanceof Error ? failure.message : "" });
  }
}

const lines = createInterface({ input: process.stdin });
lines.on("line", (line) => {
  void obey(JSON.parse(line) as WorkerCommand);
});
lines.on("close", () => {
  void worker.close();
});
say({ started: true });
