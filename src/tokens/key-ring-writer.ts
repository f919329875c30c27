import { open, readFile, rename, stat, unlink } from "node:fs/promises";
import { dirname } from "node:path";
import { GatewayError } from "../core/gateway-error.js";
import { formatKeyRing, type KeyRingFile, parseKeyRing } from "../core/key-ring-file.js";

/** Rejects with STORE_UNAVAILABLE for a file that is missing or damaged. Its mode is for those to judge who use its keys. */
export async function readKeyRingFile(path: string): Promise<KeyRingFile> {
  const text = await readFile(path, "utf8").catch((cause: unknown) => {
    throw failure(path, "cannot be read", cause);
  });
  const ring = parseKeyRing(text);
  if ("faults" in ring) throw failure(path, ring.faults.join("; "));
  return ring;
}

/** Rejects with STORE_UNAVAILABLE if there is a file already: whoever overwrites a ring loses every token under it. */
export async function createKeyRingFile(path: string, ring: KeyRingFile): Promise<void> {
  const isThere = await stat(path).then(
    () => true,
    () => false,
  );
  if (isThere) throw failure(path, "exists already");
  await replaceKeyRingFile(path, ring);
}

/** Whole and on the disk, or as it was: gateways read the file at any moment. For its owner only. */
export async function replaceKeyRingFile(path: string, ring: KeyRingFile): Promise<void> {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    const file = await open(temporary, "wx", 0o600);
    try {
      await file.writeFile(formatKeyRing(ring));
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
    const folder = await open(dirname(path), "r");
    await folder.sync().finally(() => folder.close());
  } catch (cause) {
    await unlink(temporary).catch(() => undefined);
    throw failure(path, "cannot be written", cause);
  }
}

/**
 * Runs a change of the ring alone: a key that another command takes away in between is lost, and all that is under it.
 * Rejects with STORE_UNAVAILABLE while another one runs.
 */
export async function withKeyRingLock<Result>(path: string, change: () => Promise<Result>): Promise<Result> {
  const lock = `${path}.lock`;
  const file = await open(lock, "wx", 0o600).catch((cause: unknown) => {
    throw failure(path, `is being changed by another command (or one that died: then delete ${lock})`, cause);
  });
  try {
    await file.close();
    return await change();
  } finally {
    await unlink(lock).catch(() => undefined);
  }
}

function failure(path: string, fault: string, cause?: unknown): GatewayError {
  return new GatewayError("STORE_UNAVAILABLE", `key ring file ${path} ${fault}`, { cause });
}
