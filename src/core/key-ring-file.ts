import { z } from "zod";

/** Keys that wrap the consents' data keys: 32 bytes each, by id. New ones are wrapped under `current`. */
export interface KeyRingFile {
  readonly current: string;
  readonly keys: ReadonlyMap<string, Uint8Array>;
}

/** Of 32 random bytes fewer than 16 different ones are never drawn; all zeros are one. */
const MIN_KEY_VARIETY = 16;

/** The key ring file: `{ "current": "2026-11", "keys": { "2026-11": "<32 bytes as base64>" } }`. */
const keyRingFile = z
  .strictObject({
    current: z.string().min(1),
    keys: z.record(z.string().regex(/^[\w.-]{1,64}$/), z.base64()),
  })
  .refine(({ current, keys }) => Object.hasOwn(keys, current), {
    error: "current names a key that is not in keys",
  });

/** @returns the ring, or everything that is wrong with the file; never any of its contents. */
export function parseKeyRing(text: string): KeyRingFile | { readonly faults: readonly string[] } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { faults: ["cannot be read as JSON"] };
  }
  const result = keyRingFile.safeParse(value);
  if (!result.success) {
    // Without the paths: somebody may have written key and id the wrong way round.
    return { faults: result.error.issues.map(({ message }) => message) };
  }
  const keys = new Map(
    Object.entries(result.data.keys).map(([id, encoded]) => [id, Buffer.from(encoded, "base64")]),
  );
  const bad = [...keys.values()].filter((key) => key.length !== 32 || new Set(key).size < MIN_KEY_VARIETY);
  if (bad.length > 0) return { faults: [`${bad.length} key(s) are not 32 random bytes as base64`] };
  return { current: result.data.current, keys };
}

/** @returns the text of a key ring file. */
export function formatKeyRing({ current, keys }: KeyRingFile): string {
  const encoded = [...keys].map(([id, key]): [string, string] => [id, Buffer.from(key).toString("base64")]);
  return `${JSON.stringify({ current, keys: Object.fromEntries(encoded) }, undefined, 2)}\n`;
}
