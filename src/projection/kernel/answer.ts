import { NULL } from "./characters";
import { SLACK } from "./layout";

// What is written. It ends where the notes of the nulls begin, which grow downward from the other end; what does not
// fit between is dropped and remembered, and the whole answer is of no use then.

let at: usize = 0;
let ceiling: usize = 0;
/** Where the notes end, and where the last one begins. */
let top: usize = 0;
let notes: usize = 0;
let full: bool = false;

export function beginAnswer(start: usize, limit: usize): void {
  at = start;
  ceiling = start + limit;
  top = ceiling + SLACK;
  notes = top;
  full = false;
}

export function isFull(): bool {
  return full;
}

/** Where the next byte goes. */
export function answerEnd(): usize {
  return at;
}

/** How many nulls were written. */
export function nullCount(): u32 {
  return (<u32>(top - notes)) >> 3;
}

/** Copies sixteen bytes at once, so up to fifteen more than asked for are read and written. */
export function put(p: usize, length: usize): void {
  const end = at + length;
  if (end > ceiling) {
    full = true;
    return;
  }
  let to = at;
  do {
    v128.store(to, v128.load(p));
    to += 16;
    p += 16;
  } while (to < end);
  at = end;
}

/** @returns the place of so many bytes, which the caller writes; 0 if they do not fit. */
export function reserve(length: usize): usize {
  const place = at;
  if (place + length > ceiling) {
    full = true;
    return 0;
  }
  at += length;
  return place;
}

export function putByte(byte: u32): void {
  if (at >= ceiling) {
    full = true;
    return;
  }
  store<u8>(at, byte);
  at++;
}

/** The second byte is the higher one. */
export function putTwo(bytes: u32): void {
  putByte(bytes & 0xff);
  putByte(bytes >> 8);
}

export function putNull(row: u32, position: u32): void {
  ceiling -= 8;
  if (at + 4 > ceiling) {
    full = true;
    return;
  }
  store<u32>(at, NULL);
  at += 4;
  notes -= 8;
  store<u32>(notes, row);
  store<u32>(notes, position, 4);
}
