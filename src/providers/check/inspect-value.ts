import { FDX_ENUMS } from "../../fdx/model.js";

const DAY = /^\d{4}-\d\d-\d\d$/;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(?<zone>Z|[+-]\d\d:?\d\d)?$/;

const valuesByEnum: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  FDX_ENUMS.map(({ name, values, aliases }) => {
    // Of a list the keys are its places: its values are the names.
    const names = Array.isArray(values) ? Object.values(values) : Object.keys(values);
    return [name, new Set<string>([...(names as readonly string[]), ...Object.keys(aliases)])];
  }),
);

const BY_TYPE: Readonly<Record<string, (value: unknown) => string | undefined>> = {
  Boolean: (value) => (typeof value === "boolean" ? undefined : "no truth value"),
  Date: dateFault,
  DateTime: instantFault,
  Decimal: numberFault,
  Int: numberFault,
  String: (value) => (typeof value === "number" ? "text as number" : textFault(value)),
};

/**
 * @param type the name of a scalar or an enum of the field tables.
 * @returns in which way a value is not what FDX 6.4 writes, in words that do not quote it; `undefined` for one that is.
 */
export function valueFault(type: string, value: unknown): string | undefined {
  const values = valuesByEnum.get(type);
  if (values === undefined) return (BY_TYPE[type] ?? textFault)(value);
  // An account type of 529 may come without quotes.
  const isText = typeof value === "string" || typeof value === "number";
  return isText && values.has(String(value)) ? undefined : "unknown value";
}

function numberFault(value: unknown): string | undefined {
  if (typeof value === "number") return undefined;
  return typeof value === "string" ? "number as text" : "no number";
}

function textFault(value: unknown): string | undefined {
  return typeof value === "string" ? undefined : "no text";
}

function dateFault(value: unknown): string | undefined {
  if (typeof value !== "string") return "no date";
  if (DAY.test(value)) return undefined;
  return INSTANT.test(value) ? "date with a time" : "no date";
}

function instantFault(value: unknown): string | undefined {
  if (typeof value !== "string") return "no timestamp";
  if (DAY.test(value)) return "timestamp without a time";
  const match = INSTANT.exec(value);
  if (match === null) return "no timestamp";
  return match.groups?.["zone"] === undefined ? "timestamp without a zone" : undefined;
}
