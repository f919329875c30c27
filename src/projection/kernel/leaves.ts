import { put, putByte } from "./answer";
import { DOT, isSame, MINUS, QUOTE, SMALL_F, SMALL_T, ZERO } from "./characters";
import { isDate, isDateTime } from "./moments";
import { placeIn } from "./plan";
import { decimal, integer } from "./scan";

// Each function writes one value in the form the GraphQL scalar lets pass, or returns false. A value is given by the
// place where it begins and the place behind it; it is known to be JSON.

/** A double holds so many digits exactly. */
const LONGEST_NUMBER: usize = 15;
const LONGEST_DECIMAL: usize = 64;

/** A quote and four dots (U+2022). */
const DOTS: usize = memory.data<u8>([
  0x22, 0xe2, 0x80, 0xa2, 0xe2, 0x80, 0xa2, 0xe2, 0x80, 0xa2, 0xe2, 0x80, 0xa2,
]);
const DOTS_LENGTH: usize = 13;
/** So many characters of a masked text are shown, if it has twice as many. */
const SHOWN: usize = 4;

export function putBoolean(p: usize, end: usize): bool {
  const first = <u32>load<u8>(p);
  if (first != SMALL_T && first != SMALL_F) return false;
  put(p, end - p);
  return true;
}

/** GraphQL Int: 32 bits with a sign. */
export function putInt(p: usize, end: usize): bool {
  if (integer(p) != end) return false;
  const isNegative = load<u8>(p) == MINUS;
  const first = p + usize(isNegative);
  if (end - first > 10) return false;
  let size: i64 = 0;
  for (let q = first; q < end; q++) size = size * 10 + (<i64>load<u8>(q) - ZERO);
  if (size > 0x7fffffff + i64(isNegative) || (isNegative && size == 0)) return false;
  put(p, end - p);
  return true;
}

export function putDecimal(p: usize, end: usize): bool {
  return load<u8>(p) == QUOTE ? putDecimalText(p, end) : putNumber(p, end);
}

function putDecimalText(p: usize, end: usize): bool {
  if (end - p > LONGEST_DECIMAL + 2 || decimal(p + 1) != end - 1) return false;
  put(p, end - p);
  return true;
}

/** Writes what `String` of the double writes: no zeros at the end of the fraction, no sign of zero. */
function putNumber(p: usize, end: usize): bool {
  if (decimal(p) != end) return false;
  const isNegative = load<u8>(p) == MINUS;
  if (end - p - usize(isNegative) > LONGEST_NUMBER) return false;
  let last = end;
  if (integer(p) < end) {
    while (load<u8>(last - 1) == ZERO) last--;
    if (load<u8>(last - 1) == DOT) last--;
  }
  if (isNegative && last - p == 2 && load<u8>(p + 1) == ZERO) p++;
  putByte(QUOTE);
  put(p, last - p);
  putByte(QUOTE);
  return true;
}

export function putDate(p: usize, end: usize): bool {
  if (load<u8>(p) != QUOTE || end - p != 12 || !isDate(p + 1)) return false;
  put(p, end - p);
  return true;
}

export function putDateTime(p: usize, end: usize): bool {
  if (load<u8>(p) != QUOTE || !isDateTime(p + 1, end - 1)) return false;
  put(p, end - p);
  return true;
}

/** Three capital letters. */
export function putCurrency(p: usize, end: usize): bool {
  if (load<u8>(p) != QUOTE || end - p != 5) return false;
  for (let q = p + 1; q < end - 1; q++) {
    if (<u32>load<u8>(q) - 0x41 > 25) return false;
  }
  put(p, end - p);
  return true;
}

/** As `core/masked-text.ts`; a character of several bytes is rare enough for the ordinary way, and so is an empty text. */
export function putMasked(p: usize, end: usize): bool {
  const length = end - p - 2;
  if (load<u8>(p) != QUOTE || length == 0) return false;
  for (let q = p + 1; q < end; q++) {
    if (load<u8>(q) >= 0x80) return false;
  }
  put(DOTS, DOTS_LENGTH);
  const shown: usize = length < 2 * SHOWN ? 0 : SHOWN;
  put(end - 1 - shown, shown + 1);
  return true;
}

/** @param names the plan's table of texts and what is written for them. */
export function putEnum(p: usize, end: usize, names: usize): bool {
  if (load<u8>(p) != QUOTE) return false;
  const length = end - p - 2;
  const count = load<u32>(names);
  let entry = names + 4;
  for (let index: u32 = 0; index < count; index++) {
    if (<usize>load<u32>(entry, 4) == length && isSame(p + 1, placeIn(entry), length)) {
      put(placeIn(entry + 8), load<u32>(entry, 12));
      return true;
    }
    entry += 16;
  }
  return false;
}
