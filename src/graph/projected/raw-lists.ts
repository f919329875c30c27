import type { ApolloServerPlugin } from "@apollo/server";
import { randomBytes } from "node:crypto";
import type { GraphContext } from "../context.js";
import { keysOf } from "../nulls/null-entries.js";
import type { RawList } from "./raw-list.js";

/** By the answer's `data`: what serialises an answer is told nothing else of its request. */
const listsOf = new WeakMap<object, readonly RawList[]>();

/** Stands for a list in the text. Nobody who can write into an answer can guess it. */
const MARK = `raw ${randomBytes(16).toString("hex")} `;
const MARKED = new RegExp(`"${MARK}(\\d+)"`);

/** Hands the lists of a request on to `serialise`. */
export function handOnRawLists(): ApolloServerPlugin<GraphContext> {
  return {
    async requestDidStart() {
      return {
        async willSendResponse({ contextValue: { rawLists }, response: { body } }) {
          if (rawLists.length === 0 || body.kind !== "single") return;
          const { data } = body.singleResult;
          if (data) listsOf.set(data, rawLists);
        },
      };
    },
  };
}

/** @returns the answer's JSON: text, or bytes where lists are put in that were written already. */
export function serialise(answer: { readonly data?: unknown }): string | Buffer {
  const { data } = answer;
  const lists = typeof data === "object" && data !== null ? listsOf.get(data) : undefined;
  if (lists === undefined) return `${JSON.stringify(answer)}\n`;
  for (const [index, list] of lists.entries()) putMark(data, keysOf(list.path), index);
  // Text and index in turn.
  const parts = JSON.stringify(answer).split(MARKED);
  const chunks = parts.map((part, place) =>
    place % 2 === 0 ? Buffer.from(part) : (lists[Number(part)]?.json ?? Buffer.from("[]")),
  );
  return Buffer.concat([...chunks, Buffer.from("\n")]);
}

/** What an error has taken away is not put back. */
function putMark(data: unknown, keys: readonly (string | number)[], index: number): void {
  let place = data as Record<string | number, unknown> | null | undefined;
  for (const key of keys.slice(0, -1)) place = place?.[key] as typeof place;
  const last = keys.at(-1);
  if (place && last !== undefined && Array.isArray(place[last])) place[last] = `${MARK}${index}`;
}
