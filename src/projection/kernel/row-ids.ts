import { put, putByte, reserve } from "./answer";
import { DOT, isSame, QUOTE } from "./characters";
import { ID_TABLE, ROW_IDS } from "./layout";
import { slotLength, slotPlace } from "./slots";

/** FDX Identifier, in UTF-16 units, of which a character of four bytes is two. */
const MAX_LENGTH: usize = 256;

/** `A-Z a-z 0-9 - _` */
const LETTERS: usize = memory.data<u8>([
  65, 66, 67, 68, 69, 70, 71, 72, 73, 74, 75, 76, 77, 78, 79, 80, 81, 82, 83, 84, 85, 86, 87, 88, 89, 90, 97,
  98, 99, 100, 101, 102, 103, 104, 105, 106, 107, 108, 109, 110, 111, 112, 113, 114, 115, 116, 117, 118, 119,
  120, 121, 122, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 45, 95,
]);

/** The hash is a polynomial modulo this prime, at a place that nobody outside knows. */
const PRIME: u64 = 0x7fffffff;
let secret: u64 = 1;

/** @param place any number; without it, a provider could make ids that all have the same hash. */
export function seed(place: u32): void {
  secret = 0x100 + (<u64>place % (PRIME - 0x100));
}

/** @returns false for an id that is empty or too long. */
export function keepRowId(row: u32, start: usize, end: usize): bool {
  if (end == start) return false;
  if (end - start > MAX_LENGTH && lengthOf(start, end) > MAX_LENGTH) return false;
  const entry = ROW_IDS + ((<usize>row) << 3);
  store<u32>(entry, <u32>start);
  store<u32>(entry, <u32>end, 4);
  return true;
}

function lengthOf(start: usize, end: usize): usize {
  let units: usize = 0;
  for (let p = start; p < end; p++) {
    const byte = <u32>load<u8>(p);
    if ((byte & 0xc0) != 0x80) units += byte >= 0xf0 ? 2 : 1;
  }
  return units;
}

/** Writes `"slot.id"`, the id in base64url (RFC 4648, section 5). */
export function putRowId(slot: u32, row: u32): void {
  const entry = ROW_IDS + ((<usize>row) << 3);
  const start = <usize>load<u32>(entry);
  const end = <usize>load<u32>(entry, 4);
  putByte(QUOTE);
  put(slotPlace(slot), slotLength(slot));
  putByte(DOT);
  const place = reserve(((end - start) * 4 + 2) / 3);
  if (place != 0) writeBase64url(place, start, end);
  putByte(QUOTE);
}

function writeBase64url(to: usize, p: usize, end: usize): void {
  for (; p + 3 <= end; p += 3) {
    const bits = ((<u32>load<u8>(p)) << 16) | ((<u32>load<u8>(p + 1)) << 8) | (<u32>load<u8>(p + 2));
    store<u32>(
      to,
      letter(bits >> 18) | (letter(bits >> 12) << 8) | (letter(bits >> 6) << 16) | (letter(bits) << 24),
    );
    to += 4;
  }
  const left = end - p;
  if (left == 0) return;
  const bits = ((<u32>load<u8>(p)) << 16) | (left == 2 ? (<u32>load<u8>(p + 1)) << 8 : 0);
  store<u8>(to, letter(bits >> 18));
  store<u8>(to + 1, letter(bits >> 12));
  if (left == 2) store<u8>(to + 2, letter(bits >> 6));
}

function letter(bits: u32): u32 {
  return load<u8>(LETTERS + <usize>(bits & 63));
}

/** @returns whether no two rows have the same id. */
export function areDistinct(rows: u32): bool {
  let size: u32 = 16;
  while (size < 2 * rows) size <<= 1;
  memory.fill(ID_TABLE, 0, (<usize>size) << 2);
  for (let row: u32 = 0; row < rows; row++) {
    if (!enter(row, size - 1)) return false;
  }
  return true;
}

function enter(row: u32, mask: u32): bool {
  const entry = ROW_IDS + ((<usize>row) << 3);
  const start = <usize>load<u32>(entry);
  const length = <usize>load<u32>(entry, 4) - start;
  let index = hash(start, length) & mask;
  while (true) {
    const place = ID_TABLE + ((<usize>index) << 2);
    const other = load<u32>(place);
    if (other == 0) {
      store<u32>(place, row + 1);
      return true;
    }
    const otherEntry = ROW_IDS + ((<usize>(other - 1)) << 3);
    const otherStart = <usize>load<u32>(otherEntry);
    const otherLength = <usize>load<u32>(otherEntry, 4) - otherStart;
    if (otherLength == length && isSame(start, otherStart, length)) return false;
    index = (index + 1) & mask;
  }
}

/** Three bytes are one coefficient; none is 0, because JSON strings have no such byte. */
function hash(p: usize, length: usize): u32 {
  const end = p + length;
  let sum: u64 = 0;
  for (; p + 3 <= end; p += 3) sum = next(sum, load<u32>(p) & 0xffffff);
  const left = <u32>(end - p);
  if (left > 0) sum = next(sum, load<u32>(p) & ((1 << (8 * left)) - 1));
  return <u32>sum;
}

function next(sum: u64, coefficient: u32): u64 {
  const product = sum * secret + coefficient;
  const once = (product & PRIME) + (product >> 31);
  return once >= PRIME ? once - PRIME : once;
}
