import { randomBytes } from "node:crypto";
import { link, open, readFile, rename, unlink } from "node:fs/promises";
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
  // A link, unlike a rename, never takes the place of a file that came meanwhile.
  await writeFile(path, ring, async (temporary) => {
    await link(temporary, path);
    await unlink(temporary);
  });
}

/** Whole and on the disk, or as it was: gateways read the file at any moment. For its owner only. */
export function replaceKeyRingFile(path: string, ring: KeyRingFile): Promise<void> {
  return writeFile(path, ring, (temporary) => rename(temporary, path));
}

async function writeFile(
  path: string,
  ring: KeyRingFile,
  publish: (temporary: string) => Promise<void>,
): Promise<void> {
  const temporary = `${path}.${randomBytes(6).toString("hex")}.tmp`;
  try {
    const file = await open(temporary, "wx", 0o600);
    try {
      await file.writeFile(formatKeyRing(ring));
      await file.sync();
    } finally {
      await file.close();
    }
    await publish(temporary);
    const folder = await open(dirname(path), "r");
    await folder.sync().finally(() => folder.close());
  } catch (cause) {
    await unlink(temporary).catch(() => undefined);
    const isThere = (cause as NodeJS.ErrnoException).syscall === "link";
    throw failure(path, isThere ? "exists already" : "cannot be written", cause);
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
