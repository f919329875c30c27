import type { Members, Written } from "./made-case.js";

/** Amounts are counted in units of 10^-100. */
const PLACES = 100;

/** Why the oracle cannot add something up. */
export class Lacking extends Error {
  constructor(
    readonly code: string,
    readonly field: string | null = null,
  ) {
    super(code);
  }
}

export function isThere(written: Written | undefined): boolean {
  return written !== undefined && written.json !== "null";
}

/** @returns the text in capitals; "" for what is no text. */
export function wordIn(written: Written | undefined): string {
  const value = valueIn(written);
  return typeof value === "string" ? value.toUpperCase() : "";
}

/** @returns YYYY-MM-DD. */
export function dayIn(written: Written | undefined, field: string): string {
  if (!isThere(written)) throw new Lacking("VALUE_NOT_TOLD", field);
  const day = wordIn(written).slice(0, 10);
  if (!isDay(day)) throw new Lacking("PROVIDER_ANSWER_INVALID", field);
  return day;
}

const CLOCK = /^T(\d\d):(\d\d):(\d\d)(?:\.(\d{3}))?(Z|[+-]\d\d:00)?$/;

/** @returns the moment in milliseconds, UTC where no offset is told; none where it cannot be read. */
export function timeIn(written: Written | undefined): readonly number[] {
  const text = wordIn(written);
  const day = text.slice(0, 10);
  const [hours, minutes, seconds, millis, offset] = partsOf(text.slice(10));
  if (!isDay(day) || hours === undefined) return [];
  const clock = ((hours * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000 + Number(millis);
  return [Date.parse(day) + clock - Number(offset) * 3_600_000];
}

/** @returns hours, minutes, seconds, milliseconds, and the offset in hours; nothing for what is no time of day. */
function partsOf(clock: string): readonly number[] {
  const found = CLOCK.exec(clock === "" ? "T00:00:00Z" : clock);
  return found === null
    ? []
    : found.slice(1).map((part: string | undefined) => Number((part ?? "").replace(/:00$|Z/, "")));
}

function isDay(day: string): boolean {
  const [, year, month, date] = (/^(\d{4})-(\d{2})-(\d{2})$/.exec(day) ?? []).map(Number);
  if (year === undefined || month === undefined || date === undefined) return false;
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return month >= 1 && month <= 12 && date >= 1 && date <= last;
}

export function currencyIn({ currency }: Members): string {
  const field = "currency.currencyCode";
  const value = valueIn(currency);
  // Some banks write the code alone.
  const code = typeof value === "string" ? value : (value as { currencyCode?: unknown } | null)?.currencyCode;
  if (code === undefined || code === null) throw new Lacking("VALUE_NOT_TOLD", field);
  const letters = typeof code === "string" ? code.trim().toUpperCase() : "";
  if (!/^[A-Z]{3}$/.test(letters)) throw new Lacking("PROVIDER_ANSWER_INVALID", field);
  return letters;
}

export function amountIn(written: Written | undefined, field: string): bigint {
  if (written === undefined || !isThere(written)) throw new Lacking("VALUE_NOT_TOLD", field);
  const amount = numberIn(written.json.startsWith('"') ? String(JSON.parse(written.json)) : written.json);
  if (amount === undefined) throw new Lacking("PROVIDER_ANSWER_INVALID", field);
  return amount;
}

const NUMBER = /^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i;

/** Reads the text itself: `JSON.parse` would round it. */
function numberIn(text: string): bigint | undefined {
  if (!NUMBER.test(text) || text.length > 64) return undefined;
  const [mantissa = "", exponent] = text.toLowerCase().split("e");
  const places = Number(exponent ?? 0);
  if (Math.abs(places) > 40) return undefined;
  const [units = "", fraction = ""] = mantissa.split(".");
  return BigInt(units + fraction) * 10n ** BigInt(PLACES - fraction.length + places);
}

export function total(amounts: readonly bigint[]): bigint {
  return amounts.reduce((sum, amount) => sum + amount, 0n);
}

export function decimal(amount: bigint): string {
  const digits = String(amount < 0n ? -amount : amount).padStart(PLACES + 1, "0");
  const fraction = digits.slice(-PLACES).replace(/0+$/, "");
  return `${amount < 0n ? "-" : ""}${digits.slice(0, -PLACES)}${fraction === "" ? "" : `.${fraction}`}`;
}

function valueIn(written: Written | undefined): unknown {
  return written === undefined ? null : (JSON.parse(written.json) as unknown);
}
