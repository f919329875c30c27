import type { EntityCapability } from "../../core/provider-capability.js";
import { entityOf, fieldsOf } from "../../fdx/entity-fields.js";
import type { FdxEntity } from "../../fdx/entity.js";
import { fieldType } from "../../fdx/field-type.js";
import { entityNamed, FDX_ENTITIES } from "../../fdx/model.js";
import type { FdxRecord } from "../data-provider.js";

/** So many records of an entity an hour tell what a provider fills. */
const ENOUGH = 50;
const SAMPLE_MS = 60 * 60_000;
/** Of an answer of thousands of rows only the first are looked at. */
const ROWS_OF_AN_ANSWER = 25;
const ENTRIES_OF_A_LIST = 5;

interface Sample {
  readonly filled: Set<string>;
  sampled: number;
  /** How many of them in this hour. */
  recent: number;
}

const entities: ReadonlyMap<string, FdxEntity> = new Map(FDX_ENTITIES.map((each) => [each.name, each]));

/**
 * Learns from a few records which fields a provider fills. Keeps names that stand in the field tables, and nothing else: a
 * name that does not may be somebody's account number.
 */
export class FilledFields {
  readonly #samples = new Map<FdxEntity, Sample>();
  #hourEndsAt = 0;

  /** @param now monotonic milliseconds. */
  look(base: string, rows: readonly FdxRecord[], now: number): void {
    if (now >= this.#hourEndsAt) this.#beginHour(now);
    const entity = entityNamed(base);
    const count = Math.min(rows.length, ROWS_OF_AN_ANSWER);
    for (let index = 0; index < count; index += 1) {
      const row = rows[index];
      // A record with an error in its place (206) is empty for another reason.
      if (!isFilled(row?.["error"])) this.#lookAt(entity, row);
    }
  }

  report(): readonly EntityCapability[] {
    const known = [...this.#samples].filter(([, { sampled }]) => sampled > 0);
    return known
      .map(([{ name }, { filled, sampled }]) => ({ name, filled: [...filled].sort(), sampled }))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  #beginHour(now: number): void {
    this.#hourEndsAt = now + SAMPLE_MS;
    for (const sample of this.#samples.values()) sample.recent = 0;
  }

  #lookAt(base: FdxEntity, value: unknown): void {
    if (!isRecord(value)) return;
    const entity = entityOf(base, value);
    const sample = this.#sampleOf(entity);
    if (sample.recent >= ENOUGH) return;
    sample.recent += 1;
    sample.sampled += 1;
    for (const [name, field] of fieldsOf(entity)) {
      const inner = value[name];
      if (!isFilled(inner)) continue;
      sample.filled.add(name);
      const part = entities.get(fieldType(field).name);
      if (part !== undefined) this.#lookAtPart(part, inner);
    }
  }

  #lookAtPart(entity: FdxEntity, value: unknown): void {
    const parts: readonly unknown[] = Array.isArray(value) ? value.slice(0, ENTRIES_OF_A_LIST) : [value];
    for (const part of parts) this.#lookAt(entity, part);
  }

  #sampleOf(entity: FdxEntity): Sample {
    const known = this.#samples.get(entity);
    if (known !== undefined) return known;
    const sample = { filled: new Set<string>(), sampled: 0, recent: 0 };
    this.#samples.set(entity, sample);
    return sample;
  }
}

function isRecord(value: unknown): value is FdxRecord {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isFilled(value: unknown): boolean {
  if (value === undefined || value === null || value === "") return false;
  return !Array.isArray(value) || value.length > 0;
}
