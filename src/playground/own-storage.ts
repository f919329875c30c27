import type { Storage as GraphiqlStorage } from "@graphiql/toolkit";

const PREFIX = "fdx-playground.";

// GraphiQL's history keeps the headers of each request, whatever its setting for headers says; they hold tokens.
const HISTORIES: readonly string[] = ["graphiql:queries", "graphiql:favorites"];

/**
 * GraphiQL's memory under names of our own: another GraphiQL on the same origin (every project on localhost:4000)
 * would otherwise bring its tabs along and hide the examples.
 */
export const ownStorage: GraphiqlStorage = {
  getItem: (key) => localStorage.getItem(PREFIX + key),
  setItem: (key, value) => {
    localStorage.setItem(PREFIX + key, HISTORIES.includes(key) ? withoutHeaders(value) : value);
  },
  removeItem: (key) => {
    localStorage.removeItem(PREFIX + key);
  },
  clear: () => {
    for (const key of ownKeys()) localStorage.removeItem(key);
  },
  get length() {
    return ownKeys().length;
  },
};

function withoutHeaders(history: string): string {
  return JSON.stringify(JSON.parse(history), (key, value: unknown) =>
    key === "headers" ? undefined : value,
  );
}

function ownKeys(): readonly string[] {
  return Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
}
