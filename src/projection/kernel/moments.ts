import { COLON, DOT, isDigit, MINUS, PLUS } from "./characters";

/** More than two digits can be: no such number. */
const NONE: u32 = 100;
const LETTER_T: u32 = 0x54;
const LETTER_Z: u32 = 0x5a;

function twoDigits(p: usize): u32 {
  const tens = <u32>load<u8>(p) - 0x30;
  const ones = <u32>load<u8>(p + 1) - 0x30;
  return tens > 9 || ones > 9 ? NONE : 10 * tens + ones;
}

/** `YYYY-MM-DD`, ten bytes. Days that a month does not have pass, as they do in the graph. */
export function isDate(p: usize): bool {
  if (twoDigits(p) == NONE || twoDigits(p + 2) == NONE) return false;
  if (load<u8>(p + 4) != MINUS || load<u8>(p + 7) != MINUS) return false;
  return twoDigits(p + 5) - 1 <= 11 && twoDigits(p + 8) - 1 <= 30;
}

/** A date, or one with a time (RFC 3339) with or without its offset. */
export function isDateTime(p: usize, end: usize): bool {
  if (end - p < 10 || !isDate(p)) return false;
  if (end - p == 10) return true;
  p += 10;
  if (end - p < 9 || load<u8>(p) != LETTER_T || !isTime(p + 1) || load<u8>(p + 6) != COLON) return false;
  if (twoDigits(p + 7) > 59) return false;
  p += 9;
  if (p < end && load<u8>(p) == DOT) {
    const first = ++p;
    while (isDigit(load<u8>(p))) p++;
    if (p == first || p - first > 9) return false;
  }
  return p == end || isOffset(p, end);
}

/** `HH:MM` */
function isTime(p: usize): bool {
  return twoDigits(p) <= 23 && load<u8>(p + 2) == COLON && twoDigits(p + 3) <= 59;
}

function isOffset(p: usize, end: usize): bool {
  const first = <u32>load<u8>(p);
  if (first == LETTER_Z) return p + 1 == end;
  return (first == PLUS || first == MINUS) && p + 6 == end && isTime(p + 1);
}
