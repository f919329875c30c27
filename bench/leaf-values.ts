/** Members that are masked by servers that mask: with its last four digits left. */
const MASKED = "identifier";

/**
 * @returns every leaf with its place in the lists around it, in an order of its own. Equal for two answers that hold the
 * same values, whatever their members are called and whether numbers are texts.
 */
export function leafValues(data: unknown): readonly string[] {
  const leaves: string[] = [];
  collect(data, "", leaves);
  return leaves.sort();
}

function collect(value: unknown, place: string, leaves: string[]): void {
  if (Array.isArray(value)) {
    value.forEach((item, index) => {
      collect(item, `${place}${index}.`, leaves);
    });
  } else if (typeof value === "object" && value !== null) {
    for (const [name, member] of Object.entries(value)) {
      collect(name === MASKED ? masked(member) : member, place, leaves);
    }
  } else {
    leaves.push(`${place} ${String(value)}`);
  }
}

function masked(value: unknown): unknown {
  return typeof value === "string" ? `••••${value.slice(-4)}` : value;
}
