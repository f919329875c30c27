import { SLOT_TABLE } from "./layout";

export function slotPlace(slot: u32): usize {
  return load<u32>(SLOT_TABLE + ((<usize>slot) << 3));
}

export function slotLength(slot: u32): usize {
  return load<u32>(SLOT_TABLE + ((<usize>slot) << 3), 4);
}
