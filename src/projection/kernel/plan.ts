import { PLAN } from "./layout";

// Reads the tables that `encode-plan.ts` wrote.

const MEMBER_BYTES: usize = 16;
const FIELD_BYTES: usize = 28;

export const CONSTANT: u32 = 0;
export const ROW_ID: u32 = 1;
export const OBJECT: u32 = 2;
export const ENUM: u32 = 3;
export const TEXT: u32 = 4;
export const DECIMAL: u32 = 5;
export const INT: u32 = 6;
export const BOOLEAN: u32 = 7;
export const DATE: u32 = 8;
export const DATE_TIME: u32 = 9;
export const CURRENCY: u32 = 10;
export const MASKED: u32 = 11;

/** A word of a table that points at something in the plan. */
export function placeIn(word: usize): usize {
  return PLAN + <usize>load<u32>(word);
}

export function listName(): usize {
  return placeIn(PLAN);
}

export function listNameLength(): usize {
  return load<u32>(PLAN, 4);
}

export function rowObject(): usize {
  return placeIn(PLAN + 8);
}

export function idMember(): u32 {
  return load<u32>(PLAN, 12);
}

export function objectCount(): u32 {
  return load<u32>(PLAN, 16);
}

export function memberCount(object: usize): u32 {
  return load<u32>(object);
}

export function memberOf(object: usize, index: u32): usize {
  return placeIn(object + 4) + <usize>index * MEMBER_BYTES;
}

export function fieldCount(object: usize): u32 {
  return load<u32>(object, 8);
}

export function fieldOf(object: usize, index: u32): usize {
  return placeIn(object + 12) + <usize>index * FIELD_BYTES;
}

export function objectNumber(object: usize): u32 {
  return load<u32>(object, 16);
}

export function memberName(member: usize): usize {
  return placeIn(member);
}

export function memberNameLength(member: usize): usize {
  return load<u32>(member, 4);
}

export function isSuspect(member: usize): bool {
  return load<u32>(member, 8) != 0;
}

/** 1 + the slot, or 0. */
export function requiredSlot(member: usize): u32 {
  return load<u32>(member, 12);
}

export function textBefore(field: usize): usize {
  return placeIn(field);
}

export function textBeforeLength(field: usize): usize {
  return load<u32>(field, 4);
}

export function kindOf(field: usize): u32 {
  return load<u32>(field, 8);
}

export function fieldMember(field: usize): u32 {
  return load<u32>(field, 12);
}

export function fieldSlot(field: usize): u32 {
  return load<u32>(field, 16);
}

/** Of a field that is read from the row: whether null is unusual. */
export function isNeeded(field: usize): bool {
  return load<u32>(field, 16) != 0;
}

/** The object of a field of that kind, the names of an enum. */
export function fieldTable(field: usize): usize {
  return placeIn(field + 20);
}

export function fieldPosition(field: usize): u32 {
  return load<u32>(field, 24);
}
