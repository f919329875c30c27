import { bankResources, USUAL_SIZE } from "./bank-data.js";
import type { BankSize } from "./messages.js";

/** The lists that are paged, by their members' name. */
const LISTS = ["accounts", "transactions"];

/** The bodies of a bank that pages by `offset` and `limit`, as FDX lets it. */
export class BankAnswers {
  readonly #resources: ReturnType<typeof bankResources>;

  constructor(size: BankSize = USUAL_SIZE) {
    this.#resources = bankResources(size);
  }

  /** @param target path below the base URL, with its parameters. Missing for what the bank does not have. */
  bodyOf(target: string): string | undefined {
    const [path = "", parameters = ""] = target.split("?", 2);
    const resource = this.#resources.get(path);
    if (resource === undefined) return undefined;
    const list = LISTS.find((name) => Array.isArray(resource[name]));
    return JSON.stringify(list === undefined ? resource : pageOf(resource, list, parameters));
  }
}

function pageOf(resource: Readonly<Record<string, unknown>>, list: string, parameters: string): unknown {
  const rows = resource[list] as readonly unknown[];
  const asked = new URLSearchParams(parameters);
  const offset = Number(asked.get("offset") ?? 0);
  const end = offset + Number(asked.get("limit") ?? rows.length);
  if (offset === 0 && end >= rows.length) return resource;
  const next = end < rows.length ? { nextOffset: String(end) } : {};
  return { page: { totalElements: rows.length, ...next }, [list]: rows.slice(offset, end) };
}
