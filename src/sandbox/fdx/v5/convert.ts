export type FdxRecord = Readonly<Record<string, unknown>>;

/** How one entity of 6.4 is written in 5.2. What is not mentioned stays as it is. */
export interface Change {
  /** Fields that 5.2 does not have. */
  readonly without?: readonly string[];
  readonly renamed?: Readonly<Record<string, string>>;
  /** Values that 5.2 does not have, each with what a 5.2 bank says instead. */
  readonly values?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Fields that hold another entity, or a list of it. */
  readonly parts?: Readonly<Record<string, Change>>;
  /** Fields that 5.2 has and 6.4 keeps somewhere else; what the record itself says comes first. */
  readonly older?: (record: FdxRecord) => FdxRecord;
}

/** Applies a change to one record. */
export function convert(record: FdxRecord, change: Change): FdxRecord {
  const { without = [], renamed = {} } = change;
  const kept = Object.entries(record).filter(
    ([name, value]) => value !== undefined && !without.includes(name),
  );
  const shown = kept.map(([name, value]) => [renamed[name] ?? name, olderValue(change, name, value)]);
  return { ...change.older?.(record), ...(Object.fromEntries(shown) as FdxRecord) };
}

export function isRecord(value: unknown): value is FdxRecord {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function olderValue({ values, parts }: Change, name: string, value: unknown): unknown {
  const part = parts?.[name];
  if (part !== undefined) return partOf(value, part);
  return typeof value === "string" ? (values?.[name]?.[value] ?? value) : value;
}

function partOf(value: unknown, change: Change): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => partOf(item, change));
  return isRecord(value) ? convert(value, change) : value;
}
