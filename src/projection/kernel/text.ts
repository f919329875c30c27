import { put, putByte, putTwo } from "./answer";
import { BACKSLASH, hexadecimal, QUOTE, SLASH, SMALL_U } from "./characters";

/**
 * Writes a string that has escapes as `JSON.stringify` writes its text: only what must be escaped is.
 * @param p its opening quote; it is known to be right.
 * @param end behind its closing quote.
 */
export function putEscaped(p: usize, end: usize): void {
  putByte(QUOTE);
  p++;
  const close = end - 1;
  while (p < close) {
    const backslash = nextBackslash(p, close);
    if (backslash > p) put(p, backslash - p);
    p = backslash < close ? putEscape(backslash + 1) : close;
  }
  putByte(QUOTE);
}

function nextBackslash(p: usize, close: usize): usize {
  while (p < close) {
    const found = i8x16.bitmask(i8x16.eq(v128.load(p), i8x16.splat(<i8>BACKSLASH)));
    if (found != 0) return min(p + ctz(found), close);
    p += 16;
  }
  return close;
}

/** @param p behind the backslash. @returns the place behind the escape, or behind the two that are one character. */
function putEscape(p: usize): usize {
  const character = <u32>load<u8>(p);
  if (character == SLASH) {
    putByte(SLASH);
    return p + 1;
  }
  if (character != SMALL_U) {
    putTwo((character << 8) | BACKSLASH);
    return p + 1;
  }
  const unit = <u32>hexadecimal(p + 1);
  p += 5;
  if ((unit & 0xf800) != 0xd800) {
    putCharacter(unit);
    return p;
  }
  const low = lowSurrogateAt(p);
  if (unit < 0xdc00 && low != 0) {
    putCharacter(0x10000 + ((unit & 0x3ff) << 10) + (low & 0x3ff));
    return p + 6;
  }
  putUnit(unit);
  return p;
}

/** @returns 0 if none is escaped there. */
function lowSurrogateAt(p: usize): u32 {
  if (load<u8>(p) != BACKSLASH || load<u8>(p + 1) != SMALL_U) return 0;
  const unit = <u32>hexadecimal(p + 2);
  return (unit & 0xfc00) == 0xdc00 && unit <= 0xffff ? unit : 0;
}

function putCharacter(code: u32): void {
  if (code < 0x20) putControl(code);
  else if (code == QUOTE || code == BACKSLASH) putTwo((code << 8) | BACKSLASH);
  else if (code < 0x80) putByte(code);
  else putUtf8(code);
}

function putUtf8(code: u32): void {
  if (code < 0x800) {
    putByte(0xc0 | (code >> 6));
  } else if (code < 0x10000) {
    putByte(0xe0 | (code >> 12));
    putByte(0x80 | ((code >> 6) & 0x3f));
  } else {
    putByte(0xf0 | (code >> 18));
    putByte(0x80 | ((code >> 12) & 0x3f));
    putByte(0x80 | ((code >> 6) & 0x3f));
  }
  putByte(0x80 | (code & 0x3f));
}

function putControl(code: u32): void {
  const letter = letterOf(code);
  if (letter == 0) putUnit(code);
  else putTwo((letter << 8) | BACKSLASH);
}

function letterOf(code: u32): u32 {
  if (code == 8) return 0x62;
  if (code == 9) return 0x74;
  if (code == 10) return 0x6e;
  if (code == 12) return 0x66;
  return code == 13 ? 0x72 : 0;
}

/** As `\u` and four small hexadecimal digits. */
function putUnit(unit: u32): void {
  putTwo((SMALL_U << 8) | BACKSLASH);
  for (let shift: i32 = 12; shift >= 0; shift -= 4) {
    const digit = (unit >> shift) & 15;
    putByte(digit < 10 ? digit + 0x30 : digit + 0x57);
  }
}
