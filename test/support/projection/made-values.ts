import type { LeafKind } from "../../../src/projection/projection.js";
import type { Random } from "../../../src/sandbox/seed/random.js";
import { pickOf } from "../../fuzz/pick.js";

const PIECES = [
  ...["a", "Z", " ", "0", "{", "]", ",", ":", "/", "é", "€", "😀", "\u2028", "\u007f", "GROCERY STORE"],
  ...[
    '\\"',
    "\\\\",
    "\\/",
    "\\b",
    "\\f",
    "\\n",
    "\\r",
    "\\t",
    "\\u00e9",
    "\\u20AC",
    "\\ud83d\\ude00",
    "\\u0041",
  ],
  ...["\\ud800", "\\uDFFF", "\\u0000", "\\u001F", "\\u000a", "\\u0022", "\\u005C", "\\u2028"],
];
const ODD = [
  ...[
    "null",
    "true",
    "false",
    "0",
    "-0",
    "-0.0",
    "0.0",
    "0.10",
    "1e5",
    "-1E-7",
    "1e400",
    "[]",
    "{}",
    "[{}]",
    '""',
  ],
  ...["123456789012345", "1234567890123456", "0.1234567890123", "0.12345678901234", "12345678901234567890.5"],
  ...[
    "2147483647",
    "2147483648",
    "-2147483648",
    "-2147483649",
    "1.0",
    '"1e5"',
    '"01"',
    '"-0"',
    '"1."',
    '" 1"',
  ],
  ...['"\\u0031"', '"cad"', '"CAD "', '"2026-02-31"', '"2026-13-01"', '"2026-01-01T24:00:00Z"', '"posted"'],
  ...[
    '"2026-01-01 10:00"',
    '"2026-01-01T10:00:00+24:00"',
    '"2026-01-01T10:00:00.1234567890Z"',
    '"\ud7ff"',
    '"12345678é"',
  ],
  ...[
    "01",
    "1.",
    ".5",
    "+1",
    "-",
    "1e",
    "NaN",
    "tru",
    "nulll",
    '"a',
    '"\\x"',
    '"\\u12g4"',
    '"\n"',
    '"\u0000"',
  ],
  ...["[1,]", "[1 2]", "[}", '{"a":}', '{"a" 1}', '{"a":1,"a":2}', "", ",", '{"\\u0061":1}'],
];

const MADE: Readonly<Record<LeafKind, (random: Random) => string>> = {
  text: madeText,
  id: madeText,
  masked: madeNumber,
  decimal: madeDecimal,
  int: (random) => String(random.integer(-(2 ** 31), 2 ** 31 - 1)),
  boolean: (random) => String(random.chance(0.5)),
  date: (random) => `"${madeDate(random)}"`,
  dateTime: (random) => `"${madeDate(random)}${random.chance(0.1) ? "" : madeTime(random)}"`,
  currency: (random) => `"${pickOf(["CAD", "USD", "XXX"], random)}"`,
};

/** A token that is usual for the kind. */
export function madeLeaf(kind: LeafKind, random: Random): string {
  return MADE[kind](random);
}

function madeDate(random: Random): string {
  return `20${twoDigits(random, 0, 99)}-${twoDigits(random, 1, 12)}-${twoDigits(random, 1, 31)}`;
}

function madeTime(random: Random): string {
  const time = `T${twoDigits(random, 0, 23)}:${twoDigits(random, 0, 59)}:${twoDigits(random, 0, 59)}`;
  const fraction = random.chance(0.5) ? `.${random.integer(0, 999_999_999)}` : "";
  return `${time}${fraction}${pickOf(["", "Z", "+05:30", "-23:59"], random)}`;
}

function twoDigits(random: Random, least: number, most: number): string {
  return String(random.integer(least, most)).padStart(2, "0");
}

export function madeText(random: Random): string {
  if (random.chance(0.5)) return `"${"x".repeat(random.integer(0, 40))}"`;
  return `"${Array.from({ length: random.integer(0, 12) }, () => pickOf(PIECES, random)).join("")}"`;
}

/** An account number, or what stands for one. */
function madeNumber(random: Random): string {
  const length = random.integer(1, 24);
  return `"${Array.from({ length }, () => pickOf(["0", "7", "A", "z", "-", " ", "\u007f"], random)).join("")}"`;
}

function madeDecimal(random: Random): string {
  const digits = (most: number): string =>
    Array.from({ length: random.integer(1, most) }, () => random.integer(0, 9)).join("");
  const whole = random.chance(0.3) ? "0" : `${random.integer(1, 9)}${digits(5)}`;
  const text = `${random.chance(0.3) ? "-" : ""}${whole}${random.chance(0.6) ? `.${digits(8)}` : ""}`;
  return random.chance(0.3) ? `"${text}"` : text;
}

/** A token that fits few kinds, or is no JSON. */
export function oddToken(random: Random): string {
  if (random.chance(0.1)) {
    const levels = random.integer(1, 70);
    return "[".repeat(levels) + "]".repeat(levels);
  }
  return pickOf(ODD, random);
}

/** Any JSON, for members that nobody reads. */
export function anyJson(random: Random, levels = 3): string {
  const kind = random.integer(0, levels > 0 ? 5 : 3);
  const items = (): string[] =>
    Array.from({ length: random.integer(0, 3) }, () => anyJson(random, levels - 1));
  if (kind === 0) return madeText(random);
  if (kind === 1) return pickOf(["0", "-1.5e+3", "1E400", "12345678901234567890", "0.10"], random);
  if (kind <= 3) return pickOf(["null", "true", "false", "[]", "{}"], random);
  if (kind === 4) return `[${items().join(",")}]`;
  return `{${items()
    .map((item) => `${madeText(random)}:${item}`)
    .join(" , ")}}`;
}
