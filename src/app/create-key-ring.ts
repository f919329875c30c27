import { createKeyRingFile } from "../tokens/key-ring-writer.js";
import { drawKey, newKeyId } from "../tokens/new-key.js";

/** Makes a key ring file with one key. Rejects with STORE_UNAVAILABLE if there is a file. @returns the key's id. */
export async function createKeyRing(path: string): Promise<string> {
  const current = newKeyId(new Map());
  await createKeyRingFile(path, { current, keys: new Map([[current, drawKey()]]) });
  return current;
}
