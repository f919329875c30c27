import { edit, inside, isServed, ROW_IDS, rowsOf, withRows, type JsonObject } from "./body.js";
import type { Fault, FaultCall } from "./fault.js";
import { limitOf, linkTo, nextOf, withKey, withNext, withTotal, type NextPage } from "./next-page.js";

export const nextToItself: Fault = edit((body, call) => withNext(body, call, { href: call.url }));

export const nextToAnotherHost: Fault = relinked((href) =>
  href.replace(/^https?:\/\/[^/]+/, "https://elsewhere.invalid"),
);

/** As a server writes that has lost its own address. */
export const nextToNull: Fault = relinked((href) => `null${pathOf(href)}`);

export const linkRelative: Fault = relinked(pathOf);

export const linkOnly: Fault = relinked((href) => href);

export const keyOnly: Fault = edit((body, call) => withNext(body, call, { key: nextOf(body, call).key }));

export const keyMissing: Fault = edit((body, call) => withNext(body, call, {}));

/** Told on the last page. */
export const keyNullText: Fault = lastPageSays({ key: "null" });

export const keyEmptyText: Fault = lastPageSays({ key: "", href: "" });

export const keyRepeated: Fault = edit((body, call) => {
  const asked = call.query.text("pageKey");
  return asked === undefined ? body : withKey(body, call, asked);
});

/** The key is the number of rows before the page. */
export const keyNumber: Fault = async (serve, call) => {
  const before = Number(call.query.text("pageKey") ?? 0);
  const answer = await serve({ pageKey: undefined }, before);
  if (!isServed(answer)) return answer;
  const { body } = answer;
  const key = nextOf(body, call).key === undefined ? undefined : before + (rowsOf(body) ?? []).length;
  const href = key === undefined ? undefined : linkTo(call, String(key));
  return { ...answer, body: withNext(body, call, { key, href }) };
};

export const pageLarger: Fault = withLimit((limit) => limit * 2);

export const pageSmaller: Fault = withLimit((limit) => Math.ceil(limit / 2));

export const pageOfEverything: Fault = async (serve, call) => {
  const all: unknown[] = [];
  for (let changes = {}; ;) {
    const answer = await serve(changes);
    if (!isServed(answer)) return answer;
    all.push(...(rowsOf(answer.body) ?? []));
    const { key } = nextOf(answer.body, call);
    if (key === undefined) return { ...answer, body: withNext(withRows(answer.body, all), call, {}) };
    changes = { pageKey: String(key) };
  }
};

export const rowsTwice: Fault = (serve, call) => serve({}, isLater(call) && limitOf(call) > 1 ? -1 : 0);

export const rowAdded: Fault = moved(-1);

export const rowRemoved: Fault = moved(1);

export const listWithoutEnd: Fault = async (serve, call) => {
  const step = endlessStep(call);
  const answer = await serve({ pageKey: undefined });
  if (!isServed(answer)) return answer;
  const rows = (rowsOf(answer.body) ?? []).map((row) => inside(row, (record) => renumbered(record, step)));
  return { ...answer, body: withKey(withRows(answer.body, rows), call, `endless-${step + 1}`) };
};

export const emptyPageFirst: Fault = async (serve, call) => {
  const isFirst = !isLater(call);
  const isAfter = call.query.text("pageKey") === "after-nothing";
  const answer = await serve(isAfter ? { pageKey: undefined } : {});
  if (!isServed(answer) || !isFirst) return answer;
  return { ...answer, body: withKey(withRows(answer.body, []), call, "after-nothing") };
};

export const emptyPagesWithoutEnd: Fault = async (serve, call) => {
  const answer = await serve({ pageKey: undefined });
  if (!isServed(answer)) return answer;
  return { ...answer, body: withKey(withRows(answer.body, []), call, `endless-${endlessStep(call) + 1}`) };
};

export const totalWrong: Fault = edit((body) => withTotal(body, () => 1));

export const totalMisnamed: Fault = edit(({ page, ...rest }) => {
  const { totalElements, ...others } = (page ?? {}) as JsonObject;
  return { ...rest, page: { ...others, total: totalElements } };
});

function isLater({ query }: FaultCall): boolean {
  return query.text("pageKey") !== undefined;
}

function endlessStep({ query }: FaultCall): number {
  return Number(/^endless-(\d{1,9})$/.exec(query.text("pageKey") ?? "")?.[1] ?? 0);
}

function pathOf(href: string): string {
  const { pathname, search } = new URL(href);
  return `${pathname}${search}`;
}

/** The next page is named by a link alone. */
function relinked(change: (href: string) => string): Fault {
  return edit((body, call) => {
    const { href } = nextOf(body, call);
    return href === undefined ? body : withNext(body, call, { href: change(href) });
  });
}

function lastPageSays(next: NextPage): Fault {
  return edit((body, call) => (nextOf(body, call).key === undefined ? withNext(body, call, next) : body));
}

function withLimit(change: (limit: number) => number): Fault {
  return async (serve, call) => {
    const answer = await serve({ limit: String(change(limitOf(call))) });
    if (!isServed(answer)) return answer;
    const { key } = nextOf(answer.body, call);
    // The link names the limit that was asked for, not the one that was served.
    return { ...answer, body: withKey(answer.body, call, key === undefined ? undefined : String(key)) };
  };
}

/** The list changed after its first page was read: one row more or less stands before the place the key names. */
function moved(by: 1 | -1): Fault {
  return async (serve, call) => {
    const still = await serve();
    if (!isLater(call) || !isServed(still)) return still;
    const shifted = await serve({}, by);
    if (!isServed(shifted)) return shifted;
    const key = nextOf(still.body, call).key ?? nextOf(shifted.body, call).key;
    const body = withKey(shifted.body, call, key === undefined ? undefined : String(key));
    return { ...shifted, body: withTotal(body, (total) => total - by) };
  };
}

function renumbered(record: JsonObject, step: number): JsonObject {
  const ids = ROW_IDS.filter(
    (name) => name in record && !(name === "accountId" && "transactionId" in record),
  );
  return { ...record, ...Object.fromEntries(ids.map((name) => [name, `${String(record[name])}-${step}`])) };
}
