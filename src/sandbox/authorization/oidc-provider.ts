const { console } = globalThis;
const original = Object.getOwnPropertyDescriptor(console, "warn");
const print = console.warn.bind(console);

/**
 * `oidc-provider` 9 asks for Node 22 and says so on the console while it is being loaded. It works on Node 20 all
 * the same (this project's suite runs on both), and a start-up should print nothing nobody can act on. Only that one
 * sentence is held back, and only while the package loads.
 */
console.warn = (...words: unknown[]): void => {
  if (!String(words[0]).includes("Unsupported runtime")) print(...words);
};

const loaded = await import("oidc-provider").finally(() => {
  if (original !== undefined) Object.defineProperty(console, "warn", original);
});

/** The authorization server's class. Import it from here, never from the package. */
export const Provider = loaded.default;

/** What the authorization server answers with when it refuses. */
export const { errors } = loaded;
