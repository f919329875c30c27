import { parseArgs } from "node:util";
import { type KeyStatus, keyStatus, retireKey, rotateKeys } from "../app/keys.js";
import { readConfig } from "../config/read-config.js";
import { createKeyRing } from "../app/create-key-ring.js";
import { UsageError } from "./usage-error.js";

type Environment = Readonly<Record<string, string>>;

const USAGE = "fdx-gateway keys generate [--file F] | rotate [--resume] | retire ID | status   [--json]";

const OPTIONS = {
  file: { type: "string" },
  resume: { type: "boolean", default: false },
  json: { type: "boolean", default: false },
} as const;

/**
 * `fdx-gateway keys`: the key ring, while gateways run. Needs the gateway's environment; `generate` only KEY_RING_FILE.
 * Rejects with UsageError, ConfigError, or a GatewayError that says why not. Never prints a key.
 */
export async function runKeys(environment: Environment, args: readonly string[]): Promise<void> {
  const { values, positionals } = parse(args);
  const [action = "", operand = "", ...rest] = positionals;
  const run = Object.hasOwn(ACTIONS, action) ? ACTIONS[action] : undefined;
  const isWhole = rest.length === 0 && (operand !== "") === (action === "retire");
  if (run === undefined || !isWhole) throw new UsageError(USAGE);
  await run({ ...values, environment, operand });
}

interface Wish {
  readonly environment: Environment;
  readonly operand: string;
  readonly file?: string | undefined;
  readonly resume: boolean;
  readonly json: boolean;
}

const ACTIONS: Readonly<Record<string, (wish: Wish) => Promise<void>>> = { generate, rotate, retire, status };

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  } catch {
    throw new UsageError(USAGE);
  }
}

async function generate({ environment, file = environment["KEY_RING_FILE"] }: Wish): Promise<void> {
  if (file === undefined) throw new UsageError(`${USAGE}\nName a file, or set KEY_RING_FILE.`);
  const current = await createKeyRing(file);
  process.stdout.write(`${file} holds one key, ${current}. Keep a copy where the store's backups are not.\n`);
}

async function rotate({ environment, resume, json }: Wish): Promise<void> {
  const report = await rotateKeys(readConfig(environment), { resume });
  const { current, changed, left, unreadable } = report;
  const lines = [
    `The current key is ${current}. ${changed} consents and call budgets were brought under it.`,
    ...(left === 0 ? [] : [`${left} records still need another key; \`keys rotate --resume\` goes on.`]),
    ...unreadable.map((id) => `What is kept under ${id} cannot be read and stays as it is.`),
  ];
  process.stdout.write(json ? `${JSON.stringify(report)}\n` : `${lines.join("\n")}\n`);
  if (unreadable.length > 0) process.exitCode = 1;
}

async function retire({ environment, operand }: Wish): Promise<void> {
  await retireKey(readConfig(environment), operand);
  process.stdout.write(`Key ${operand} is no longer in the ring.\n`);
}

async function status({ environment, json }: Wish): Promise<void> {
  const found = await keyStatus(readConfig(environment));
  process.stdout.write(json ? `${JSON.stringify(found)}\n` : table(found));
}

function table({ current, keys }: KeyStatus): string {
  const lines = keys.map(({ id, records, inRing }) => {
    const remark = id === current ? "current" : inRing ? "" : "NOT IN THE RING";
    return `${id.padEnd(24)} ${String(records).padStart(10)} records  ${remark}`.trimEnd();
  });
  return `${lines.join("\n")}\n`;
}
