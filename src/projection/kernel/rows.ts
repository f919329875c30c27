import { isFull, put, putByte, putNull } from "./answer";
import { CLOSE_ARRAY, CLOSE_OBJECT, COMMA, NULL, OPEN_ARRAY, OPEN_OBJECT, QUOTE } from "./characters";
import { MAX_ROWS } from "./layout";
import {
  putBoolean,
  putCurrency,
  putDate,
  putDateTime,
  putDecimal,
  putEnum,
  putInt,
  putMasked,
} from "./leaves";
import { endOf, isEscaped, readMembers, startOf } from "./members";
import {
  BOOLEAN,
  CONSTANT,
  CURRENCY,
  DATE,
  DATE_TIME,
  DECIMAL,
  ENUM,
  fieldCount,
  fieldMember,
  fieldOf,
  fieldPosition,
  fieldSlot,
  fieldTable,
  idMember,
  INT,
  isNeeded,
  kindOf,
  MASKED,
  OBJECT,
  ROW_ID,
  rowObject,
  TEXT,
  textBefore,
  textBeforeLength,
} from "./plan";
import { keepRowId, putRowId } from "./row-ids";
import { blanks } from "./scan";
import { slotLength, slotPlace } from "./slots";
import { putEscaped } from "./text";

/** Open brackets within a row: the body's, the list's, its own. */
const LEVELS_OF_A_ROW: u32 = 3;

let rows: u32 = 0;

/** How many rows of the list were written. */
export function rowCount(): u32 {
  return rows;
}

/**
 * Writes the rows of a list that has one at least.
 * @param p its opening bracket.
 * @returns the place behind the closing one; 0 for a wrong or unusual list.
 */
export function putRows(p: usize): usize {
  rows = 0;
  putByte(OPEN_ARRAY);
  while (true) {
    if (rows == MAX_ROWS) return 0;
    p = putRow(blanks(p + 1));
    if (p == 0 || isFull()) return 0;
    rows++;
    p = blanks(p);
    const next = <u32>load<u8>(p);
    putByte(next);
    if (next == CLOSE_ARRAY) return isFull() ? 0 : p + 1;
    if (next != COMMA) return 0;
  }
}

function putRow(p: usize): usize {
  if (load<u8>(p) != OPEN_OBJECT) return 0;
  const row = rowObject();
  const end = readMembers(p, row, 0, LEVELS_OF_A_ROW);
  if (end == 0) return 0;
  const id = idMember();
  const start = startOf(id, 0);
  if (start == 0 || load<u8>(start) != QUOTE || isEscaped(id, 0)) return 0;
  return keepRowId(rows, start + 1, endOf(id, 0) - 1) && putFields(row, 0) ? end : 0;
}

function putFields(object: usize, level: u32): bool {
  const count = fieldCount(object);
  if (count == 0) putByte(OPEN_OBJECT);
  for (let index: u32 = 0; index < count; index++) {
    const field = fieldOf(object, index);
    put(textBefore(field), textBeforeLength(field));
    if (!putField(field, level)) return false;
  }
  putByte(CLOSE_OBJECT);
  return true;
}

function putField(field: usize, level: u32): bool {
  const kind = kindOf(field);
  if (kind == CONSTANT) {
    put(slotPlace(fieldSlot(field)), slotLength(fieldSlot(field)));
    return true;
  }
  if (kind == ROW_ID) {
    putRowId(fieldSlot(field), rows);
    return true;
  }
  const start = startOf(fieldMember(field), level);
  if (start == 0 || load<u32>(start) == NULL) {
    putNull(rows, fieldPosition(field));
    return !isNeeded(field);
  }
  return kind == OBJECT ? putObject(fieldTable(field), start, level + 1) : putLeaf(field, kind, level);
}

function putObject(object: usize, start: usize, level: u32): bool {
  if (load<u8>(start) != OPEN_OBJECT) return false;
  return readMembers(start, object, level, LEVELS_OF_A_ROW + level) != 0 && putFields(object, level);
}

function putLeaf(field: usize, kind: u32, level: u32): bool {
  const member = fieldMember(field);
  const p = startOf(member, level);
  const end = endOf(member, level);
  if (kind == TEXT) return putText(p, end, isEscaped(member, level));
  // An escape in any other value is rare enough for the ordinary way.
  if (load<u8>(p) == QUOTE && isEscaped(member, level)) return false;
  switch (kind) {
    case ENUM:
      return putEnum(p, end, fieldTable(field));
    case DECIMAL:
      return putDecimal(p, end);
    case INT:
      return putInt(p, end);
    case BOOLEAN:
      return putBoolean(p, end);
    case DATE:
      return putDate(p, end);
    case DATE_TIME:
      return putDateTime(p, end);
    case CURRENCY:
      return putCurrency(p, end);
    case MASKED:
      return putMasked(p, end);
    default:
      return false;
  }
}

function putText(p: usize, end: usize, hasEscapes: bool): bool {
  if (load<u8>(p) != QUOTE) return false;
  if (hasEscapes) putEscaped(p, end);
  else put(p, end - p);
  return true;
}
