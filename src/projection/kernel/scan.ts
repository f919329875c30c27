import {
  ALSE,
  BACKSLASH,
  CLOSE_ARRAY,
  CLOSE_OBJECT,
  COLON,
  COMMA,
  DOT,
  hexadecimal,
  isDigit,
  MINUS,
  NULL,
  OPEN_ARRAY,
  OPEN_OBJECT,
  PLUS,
  QUOTE,
  SLASH,
  SMALL_B,
  SMALL_E,
  SMALL_F,
  SMALL_N,
  SMALL_R,
  SMALL_T,
  SMALL_U,
  TRUE,
  ZERO,
} from "./characters";
import { MAX_LEVELS } from "./layout";

// Every function here takes the place where something begins and returns the place behind it, or 0 if JSON (RFC 8259)
// has no such thing. The zeros behind the body belong to nothing, so that nothing is read beyond them.

let escaped: bool = false;

/** Whether the string that was scanned last has an escape. */
export function hasEscape(): bool {
  return escaped;
}

export function blanks(p: usize): usize {
  while (isBlank(load<u8>(p))) p++;
  return p;
}

function isBlank(character: u32): bool {
  return character <= 32 && (character == 32 || character == 10 || character == 13 || character == 9);
}

/** @param p behind the opening quote. */
export function string(p: usize): usize {
  escaped = false;
  while (true) {
    const bytes = v128.load(p);
    const isEnd = v128.or(
      i8x16.eq(bytes, i8x16.splat(<i8>QUOTE)),
      i8x16.eq(bytes, i8x16.splat(<i8>BACKSLASH)),
    );
    const isControl = i8x16.eq(bytes, i8x16.min_u(bytes, i8x16.splat(31)));
    const special = i8x16.bitmask(v128.or(isEnd, isControl));
    if (special == 0) {
      p += 16;
      continue;
    }
    p += ctz(special);
    const character = <u32>load<u8>(p);
    if (character == QUOTE) return p + 1;
    if (character != BACKSLASH) return 0;
    escaped = true;
    p = escape(p + 1);
    if (p == 0) return 0;
  }
}

/** @param p behind the backslash. */
function escape(p: usize): usize {
  switch (<u32>load<u8>(p)) {
    case SMALL_U:
      return hexadecimal(p + 1) < 0 ? 0 : p + 5;
    case QUOTE:
    case BACKSLASH:
    case SLASH:
    case SMALL_B:
    case SMALL_F:
    case SMALL_N:
    case SMALL_R:
    case SMALL_T:
      return p + 1;
    default:
      return 0;
  }
}

function digits(p: usize): usize {
  while (isDigit(load<u8>(p))) p++;
  return p;
}

/** An integer with or without a sign. */
export function integer(p: usize): usize {
  if (load<u8>(p) == MINUS) p++;
  if (load<u8>(p) == ZERO) return p + 1;
  const end = digits(p);
  return end == p ? 0 : end;
}

/** A number without an exponent. */
export function decimal(p: usize): usize {
  p = integer(p);
  if (p == 0 || load<u8>(p) != DOT) return p;
  const end = digits(p + 1);
  return end == p + 1 ? 0 : end;
}

function number(p: usize): usize {
  p = decimal(p);
  if (p == 0 || ((<u32>load<u8>(p)) | 0x20) != SMALL_E) return p;
  p++;
  const sign = <u32>load<u8>(p);
  if (sign == PLUS || sign == MINUS) p++;
  const end = digits(p);
  return end == p ? 0 : end;
}

/** A string, a number, `true`, `false` or `null`. */
function leaf(p: usize): usize {
  switch (<u32>load<u8>(p)) {
    case QUOTE:
      return string(p + 1);
    case SMALL_T:
      return load<u32>(p) == TRUE ? p + 4 : 0;
    case SMALL_F:
      return load<u32>(p + 1) == ALSE ? p + 5 : 0;
    case SMALL_N:
      return load<u32>(p) == NULL ? p + 4 : 0;
    default:
      return number(p);
  }
}

/** @param levels how many brackets are open. */
export function value(p: usize, levels: u32): usize {
  const first = <u32>load<u8>(p);
  if (first == QUOTE) return string(p + 1);
  return first == OPEN_OBJECT || first == OPEN_ARRAY ? nested(p, levels) : leaf(p);
}

/** A name, the colon, and blanks around it. */
function name(p: usize): usize {
  if (load<u8>(p) != QUOTE) return 0;
  p = string(p + 1);
  if (p == 0) return 0;
  p = blanks(p);
  return load<u8>(p) == COLON ? blanks(p + 1) : 0;
}

/** An object or array. Each open bracket is a bit, 1 for an object, the innermost in the lowest place. */
function nested(p: usize, levels: u32): usize {
  let kinds: u64 = 0;
  let open: u32 = levels;
  do {
    const first = <u32>load<u8>(p);
    if (first == OPEN_OBJECT || first == OPEN_ARRAY) {
      if (open == MAX_LEVELS) return 0;
      open++;
      kinds = (kinds << 1) | u64(first == OPEN_OBJECT);
      p = blanks(p + 1);
      if (load<u8>(p) != closing(kinds)) {
        if (kinds & 1) p = name(p);
        if (p == 0) return 0;
        continue;
      }
    } else {
      p = leaf(p);
      if (p == 0) return 0;
      p = blanks(p);
    }
    while (open > levels && load<u8>(p) == closing(kinds)) {
      kinds >>= 1;
      open--;
      p = open > levels ? blanks(p + 1) : p + 1;
    }
    if (open == levels) return p;
    if (load<u8>(p) != COMMA) return 0;
    p = blanks(p + 1);
    if (kinds & 1) p = name(p);
  } while (p != 0);
  return 0;
}

function closing(kinds: u64): u32 {
  return kinds & 1 ? CLOSE_OBJECT : CLOSE_ARRAY;
}
