/** The characters of JSON, as bytes. */
export const QUOTE: u32 = 0x22;
export const BACKSLASH: u32 = 0x5c;
export const COMMA: u32 = 0x2c;
export const COLON: u32 = 0x3a;
export const MINUS: u32 = 0x2d;
export const PLUS: u32 = 0x2b;
export const DOT: u32 = 0x2e;
export const ZERO: u32 = 0x30;
export const SLASH: u32 = 0x2f;
export const OPEN_OBJECT: u32 = 0x7b;
export const CLOSE_OBJECT: u32 = 0x7d;
export const OPEN_ARRAY: u32 = 0x5b;
export const CLOSE_ARRAY: u32 = 0x5d;
export const SMALL_B: u32 = 0x62;
export const SMALL_E: u32 = 0x65;
export const SMALL_F: u32 = 0x66;
export const SMALL_N: u32 = 0x6e;
export const SMALL_R: u32 = 0x72;
export const SMALL_T: u32 = 0x74;
export const SMALL_U: u32 = 0x75;
/** Four letters as one word, the first in the lowest byte. */
export const TRUE: u32 = 0x65757274;
export const ALSE: u32 = 0x65736c61;
export const NULL: u32 = 0x6c6c756e;

export function isDigit(character: u32): bool {
  return character - ZERO <= 9;
}

/** @returns the value of four hexadecimal digits, or -1. */
export function hexadecimal(p: usize): i32 {
  let value: i32 = 0;
  for (let i: usize = 0; i < 4; i++) {
    const character = <u32>load<u8>(p + i);
    const letter = (character | 0x20) - 0x61;
    if (isDigit(character)) value = (value << 4) | (character - ZERO);
    else if (letter <= 5) value = (value << 4) | (letter + 10);
    else return -1;
  }
  return value;
}

/** Compares sixteen bytes at once, and may look so far past the end. */
export function isSame(p: usize, q: usize, length: usize): bool {
  while (length > 16) {
    if (!i8x16.all_true(i8x16.eq(v128.load(p), v128.load(q)))) return false;
    p += 16;
    q += 16;
    length -= 16;
  }
  const equal = i8x16.bitmask(i8x16.eq(v128.load(p), v128.load(q)));
  return (~equal & ((1 << (<i32>length)) - 1)) == 0;
}
