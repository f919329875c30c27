import type { FieldSource } from "./projection.js";

/** A projection that projectors understand; made once and used for every body. */
export interface CompiledProjection {
  readonly list: string;
  readonly row: PlannedObject;
  /** Place of what tells a row from the others among the row's members. */
  readonly idMember: number;
  readonly slotCount: number;
  /** Slots that stand for a text; the others stand for JSON. */
  readonly textSlots: ReadonlySet<number>;
  /** The same for the kernel; `encode-plan.ts` says how it is laid out. */
  readonly bytes: Uint8Array;
}

/** One object to be read: each member that matters is named once, however many fields are made of it. */
export interface PlannedObject {
  readonly members: readonly PlannedMember[];
  readonly fields: readonly PlannedField[];
}

interface PlannedMember {
  readonly name: string;
  readonly isSuspect: boolean;
  readonly requiredSlot: number | undefined;
}

export interface PlannedField {
  readonly as: string;
  readonly source: FieldSource;
  /** Place among the object's members; -1 of a field that is not read from the row. */
  readonly member: number;
  /** Depth first from 0, an object before its own fields. */
  readonly position: number;
  /** Of a field of kind `object`. */
  readonly object: PlannedObject | undefined;
}
