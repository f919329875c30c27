/**
 * Jest runs tests in a realm of their own, and Node's `structuredClone` makes objects of another one. `oidc-provider` asks
 * of a client's registered key whether it is an `Object` of its own realm. Import this before a bank with such a client.
 */
const cloneElsewhere = globalThis.structuredClone;

globalThis.structuredClone = (value, options) => inOwnRealm(cloneElsewhere(value, options)) as typeof value;

function inOwnRealm(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOwnRealm);
  if (Object.prototype.toString.call(value) !== "[object Object]") return value;
  const entries = Object.entries(value as object).map(([name, inner]) => [name, inOwnRealm(inner)] as const);
  return Object.fromEntries(entries);
}
