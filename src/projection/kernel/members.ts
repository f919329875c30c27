import { CLOSE_OBJECT, COLON, COMMA, isSame, NULL, QUOTE } from "./characters";
import { GUESSES, GUESSES_OF_AN_OBJECT, SPANS, SPANS_OF_A_LEVEL } from "./layout";
import {
  isSuspect,
  memberCount,
  memberName,
  memberNameLength,
  memberOf,
  objectCount,
  objectNumber,
  requiredSlot,
} from "./plan";
import { blanks, hasEscape, string, value } from "./scan";
import { slotLength, slotPlace } from "./slots";

/** Longer names are not guessed: comparing one must not look past the zeros behind the body. */
const LONGEST_GUESS: usize = 48;
const GUESSES_KEPT: u32 = 64;
const GUESS_BYTES: usize = 12;
/** In the word where a value ends: it is a string with an escape. */
const ESCAPED: u32 = 0x80000000;

const NO_MEMBER: u32 = 0xffffffff;

/** Names are guessed from the last object of the same body only. */
export function forgetGuesses(): void {
  memory.fill(GUESSES, 0, <usize>objectCount() * GUESSES_OF_AN_OBJECT);
}

function spanOf(index: u32, level: u32): usize {
  return SPANS + <usize>level * SPANS_OF_A_LEVEL + ((<usize>index) << 3);
}

/** Cheaper than `memory.fill` for the few members that are named. */
function clearSpans(count: u32, level: u32): void {
  for (let index: u32 = 0; index < count; index++) store<u64>(spanOf(index, level), 0);
}

/** Where the member's value begins; 0 where it is missing. */
export function startOf(index: u32, level: u32): usize {
  return load<u32>(spanOf(index, level));
}

export function endOf(index: u32, level: u32): usize {
  return load<u32>(spanOf(index, level), 4) & ~ESCAPED;
}

export function isEscaped(index: u32, level: u32): bool {
  return (load<u32>(spanOf(index, level), 4) & ESCAPED) != 0;
}

/**
 * Finds the members of an object and checks all that is in it.
 * @param p its opening bracket.
 * @param object what the plan says of it.
 * @param levels how many brackets are open, its own included.
 * @returns the place behind it; 0 for a wrong or unusual one.
 */
export function readMembers(p: usize, object: usize, level: u32, levels: u32): usize {
  clearSpans(memberCount(object), level);
  const guesses = GUESSES + <usize>objectNumber(object) * GUESSES_OF_AN_OBJECT;
  p = blanks(p + 1);
  if (load<u8>(p) == CLOSE_OBJECT) return p + 1;
  let nth: u32 = 0;
  while (true) {
    const guess = guesses + <usize>min(nth, GUESSES_KEPT - 1) * GUESS_BYTES;
    p = isGuessed(p, guess) ? p + <usize>load<u32>(guess, 4) : readName(p, object, guess);
    if (p == 0) return 0;
    nth++;
    const start = load<u8>(p) == QUOTE ? p : blanks(p);
    p = load<u8>(start) == QUOTE ? string(start + 1) : value(start, levels);
    if (p == 0) return 0;
    const member = load<u32>(guess, 8);
    if (member != NO_MEMBER && !keep(memberOf(object, member), spanOf(member, level), start, p)) return 0;
    if (load<u8>(p) != COMMA) {
      p = blanks(p);
      if (load<u8>(p) == CLOSE_OBJECT) return p + 1;
      if (load<u8>(p) != COMMA) return 0;
    }
    p++;
    if (load<u8>(p) != QUOTE) p = blanks(p);
  }
}

/** @returns false for a second value of the same member, and for one that a usual row does not have. */
function keep(entry: usize, span: usize, start: usize, end: usize): bool {
  if (load<u32>(span) != 0) return false;
  const flag = hasEscape() ? ESCAPED : 0;
  store<u32>(span, <u32>start);
  store<u32>(span, (<u32>end) | flag, 4);
  if (load<u32>(start) == NULL) return true;
  if (isSuspect(entry)) return false;
  const required = requiredSlot(entry);
  return required == 0 || isText(required - 1, start, end);
}

function isText(slot: u32, start: usize, end: usize): bool {
  const length = slotLength(slot);
  if (load<u8>(start) != QUOTE || end - start != length + 2 || hasEscape()) return false;
  return isSame(start + 1, slotPlace(slot), length);
}

/** The n-th name is very likely that of the last such object. */
function isGuessed(p: usize, guess: usize): bool {
  const length = load<u32>(guess, 4);
  return length != 0 && isSame(p, load<u32>(guess), length);
}

/** Reads a name and its colon, and keeps them as the next guess. */
function readName(p: usize, object: usize, guess: usize): usize {
  if (load<u8>(p) != QUOTE) return 0;
  const end = string(p + 1);
  // An escaped name may be any member's.
  if (end == 0 || hasEscape()) return 0;
  const colon = blanks(end);
  if (load<u8>(colon) != COLON) return 0;
  const read = colon + 1 - p;
  store<u32>(guess, <u32>p);
  store<u32>(guess, read > LONGEST_GUESS ? 0 : <u32>read, 4);
  store<u32>(guess, memberNamed(object, p + 1, end - p - 2), 8);
  return colon + 1;
}

function memberNamed(object: usize, name: usize, length: usize): u32 {
  const count = memberCount(object);
  for (let index: u32 = 0; index < count; index++) {
    const entry = memberOf(object, index);
    if (memberNameLength(entry) == length && isSame(name, memberName(entry), length)) return index;
  }
  return NO_MEMBER;
}
