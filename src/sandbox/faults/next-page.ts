import { isObject, type JsonObject } from "./body.js";
import type { FaultCall } from "./fault.js";

/** What an answer says of the page after it. */
export interface NextPage {
  readonly key?: string | number | undefined;
  readonly href?: string | undefined;
}

/** The number of rows a call asks for; what a call without a limit gets in this bank. */
export function limitOf({ query }: FaultCall): number {
  return Number(query.text("limit") ?? 25);
}

export function nextOf(body: JsonObject, { cursor }: FaultCall): NextPage {
  const page = isObject(body["page"]) ? body["page"] : {};
  const links = isObject(body["links"]) ? body["links"] : {};
  const next = isObject(links["next"]) ? links["next"] : {};
  return { key: page[cursor.field] as string | undefined, href: next["href"] as string | undefined };
}

/** The answer with other words about the page after it. */
export function withNext(body: JsonObject, { cursor }: FaultCall, { key, href }: NextPage): JsonObject {
  return {
    ...body,
    page: { ...(isObject(body["page"]) && body["page"]), [cursor.field]: key },
    links: href === undefined ? {} : { next: { href, action: "GET", rel: "next" } },
  };
}

/** Says the key both ways, as the bank itself does. */
export function withKey(body: JsonObject, call: FaultCall, key: string | undefined): JsonObject {
  return withNext(body, call, key === undefined ? {} : { key, href: linkTo(call, key) });
}

export function linkTo({ url, cursor }: FaultCall, key: string): string {
  const link = new URL(url);
  link.searchParams.set(cursor.parameter, key);
  return link.href;
}

export function withTotal(body: JsonObject, change: (total: number) => number): JsonObject {
  const page = isObject(body["page"]) ? body["page"] : {};
  return { ...body, page: { ...page, totalElements: change(Number(page["totalElements"])) } };
}
