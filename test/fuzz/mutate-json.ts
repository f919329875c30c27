import type { Random } from "../../src/sandbox/seed/random.js";
import { mutateBytes } from "./mutate-bytes.js";
import { ODD_KEYS, oddJson } from "./odd-values.js";
import { pickOf } from "./pick.js";

type Container = Record<string, unknown> | unknown[];

/** One value in a body, by where it stands. */
interface Spot {
  readonly container: Container;
  readonly key: string;
}

type Change = (spot: Spot, spots: readonly Spot[], random: Random) => void;

/** Stands for a JSON text that no value is written as. */
const MARK = "\u0001odd\u0001";
const MARK_TEXT = JSON.stringify(MARK);

const CHANGES: readonly Change[] = [
  (spot) => {
    write(spot, MARK);
  },
  (spot) => {
    write(spot, MARK);
  },
  // Many members at once: what no reader of any of them minds is soon known.
  ({ container }, _, random) => {
    for (const key of Object.keys(container)) if (random.chance(0.5)) define(container, key, MARK);
  },
  (_, spots, random) => {
    for (const spot of spots) if (!isContainer(read(spot)) && random.chance(0.3)) write(spot, MARK);
  },
  ({ container, key }) => {
    if (Array.isArray(container)) container.splice(Number(key), 1);
    else Reflect.deleteProperty(container, key);
  },
  ({ container, key }, _, random) => {
    if (Array.isArray(container)) return;
    define(container, pickOf(ODD_KEYS, random), container[key]);
    if (random.chance(0.7)) Reflect.deleteProperty(container, key);
  },
  ({ container }, _, random) => {
    if (Array.isArray(container)) container.push(MARK);
    else define(container, pickOf(ODD_KEYS, random), MARK);
  },
  (spot, spots, random) => {
    write(spot, read(pickOf(spots, random)));
  },
  (spot, _, random) => {
    write(spot, random.chance(0.5) ? [read(spot)] : { [pickOf(ODD_KEYS, random)]: read(spot) });
  },
  (spot) => {
    const value = read(spot);
    const [inner] = typeof value === "object" && value !== null ? (Object.values(value) as unknown[]) : [];
    write(spot, inner ?? null);
  },
  (spot) => {
    write(spot, otherType(read(spot)));
  },
  ({ container, key }, _, random) => {
    if (!Array.isArray(container)) return;
    const copies = Array.from({ length: random.integer(1, 12) }, () => container[Number(key)]);
    container.splice(Number(key), 0, ...copies);
  },
];

/** @returns the body with one value changed; with some bytes changed where it is no JSON, or nested too deeply. */
export function mutateJson(body: Buffer, random: Random): Buffer {
  try {
    const root: { body?: unknown } = { body: JSON.parse(body.toString("utf8")) as unknown };
    const spots = spotsIn(root);
    pickOf(CHANGES, random)(pickOf(spots, random), spots, random);
    const text = JSON.stringify(root.body ?? null);
    // One and the same at every mark; a body that becomes too large by it is not used.
    const odd = oddJson(random);
    return Buffer.from(text.replaceAll(MARK_TEXT, () => odd));
  } catch {
    return mutateBytes(body, random);
  }
}

/** Breadth first and not too many: the body itself, rows and their members are met most often. */
const MAX_SPOTS = 2000;

function spotsIn(root: Container): readonly Spot[] {
  const spots: Spot[] = [];
  const containers: Container[] = [root];
  for (let index = 0; index < containers.length && spots.length < MAX_SPOTS; index += 1) {
    const container = containers[index] ?? [];
    for (const [key, value] of Object.entries(container)) {
      spots.push({ container, key });
      if (isContainer(value)) containers.push(value);
    }
  }
  return spots;
}

function isContainer(value: unknown): value is Container {
  return typeof value === "object" && value !== null;
}

function read({ container, key }: Spot): unknown {
  return (container as Record<string, unknown>)[key];
}

function write({ container, key }: Spot, value: unknown): void {
  define(container, key, value);
}

/** Also `__proto__`, which by assignment would be no member. */
function define(container: Container, key: string, value: unknown): void {
  Object.defineProperty(container, key, { value, writable: true, enumerable: true, configurable: true });
}

function otherType(value: unknown): unknown {
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (typeof value !== "string") return JSON.stringify(value);
  return Number.isNaN(Number(value)) ? value.length : Number(value);
}
