import { setTimeout as delay } from "node:timers/promises";
import type { GatewayConfig } from "../config/gateway-config.js";
import { Closers } from "../core/closers.js";
import { GatewayError } from "../core/gateway-error.js";
import { AuthenticatedStore } from "../stores/authenticated-store.js";
import { openStore } from "../stores/open-store.js";
import { FileKeyRing, RELOAD_MS } from "../tokens/file-key-ring.js";
import { readKeyRingFile, replaceKeyRingFile, withKeyRingLock } from "../tokens/key-ring-writer.js";
import { KeyRotation } from "../tokens/key-rotation.js";
import { drawKey, newKeyId } from "../tokens/new-key.js";

/** What each key of the ring is still needed for. */
export interface KeyStatus {
  readonly current: string;
  readonly keys: readonly { readonly id: string; readonly records: number; readonly inRing: boolean }[];
}

export interface KeyRotationReport {
  readonly current: string;
  /** Consents and call budgets that were brought under the current key. */
  readonly changed: number;
  /** Records that still depend on another key; sign-ins that began before the rotation do for some minutes. */
  readonly left: number;
  /** Ids of consents and call budgets whose records cannot be read. */
  readonly unreadable: readonly string[];
}

/** Every gateway has looked at the file again by then. */
const SETTLED_MS = 2 * RELOAD_MS;
/** A gateway that wrote under the old key a moment ago is met by the next pass. */
const PASSES = 3;

/**
 * Makes a new key, has it used from now on, and brings every record under it while gateways run.
 * @param resume makes no new key, but finishes what an earlier rotation has left.
 */
export async function rotateKeys(
  config: GatewayConfig,
  { resume }: { readonly resume: boolean },
): Promise<KeyRotationReport> {
  const path = config.secrets.keyRing.file;
  const current = resume ? (await readKeyRingFile(path)).current : await addKey(path);
  return withRotation(config, async (rotation) => {
    let changed = 0;
    let unreadable: readonly string[] = [];
    for (let pass = 0; pass < PASSES; pass += 1) {
      const result = await rotation.run();
      changed += result.changed;
      ({ unreadable } = result);
      if (result.changed === 0) break;
      await delay(SETTLED_MS);
    }
    const left = [...(await rotation.usage())].filter(([id]) => id !== current);
    return { current, changed, left: left.reduce((sum, [, records]) => sum + records, 0), unreadable };
  });
}

/** @returns the id of a new key, the current one from now on. */
function addKey(path: string): Promise<string> {
  return withKeyRingLock(path, async () => {
    const { keys } = await readKeyRingFile(path);
    const current = newKeyId(keys);
    await replaceKeyRingFile(path, { current, keys: new Map([...keys, [current, drawKey()]]) });
    return current;
  });
}

/** Reads every record. */
export async function keyStatus(config: GatewayConfig): Promise<KeyStatus> {
  const ring = await readKeyRingFile(config.secrets.keyRing.file);
  const usage = await withRotation(config, (rotation) => rotation.usage());
  const ids = [...new Set([...ring.keys.keys(), ...usage.keys()])];
  const keys = ids.map((id) => ({ id, records: usage.get(id) ?? 0, inRing: ring.keys.has(id) }));
  return { current: ring.current, keys };
}

/** Takes a key out of the ring. Rejects with BAD_USER_INPUT while anything needs it: what is under a lost key is lost. */
export async function retireKey(config: GatewayConfig, id: string): Promise<void> {
  const path = config.secrets.keyRing.file;
  const before = await readKeyRingFile(path);
  if (!before.keys.has(id)) throw refused(`key ${id} is not in the ring`);
  if (before.current === id) throw refused(`key ${id} is the current key; rotate first`);
  await withRotation(config, async (rotation) => {
    // Twice: a gateway that has not seen the rotation yet may write under the old key between.
    for (let pass = 0; pass < 2; pass += 1) {
      const records = (await rotation.usage()).get(id) ?? 0;
      if (records > 0) throw refused(`key ${id} is needed by ${records} records`);
      if (pass === 0) await delay(SETTLED_MS);
    }
  });
  await withKeyRingLock(path, async () => {
    const { current, keys } = await readKeyRingFile(path);
    if (current === id) throw refused(`key ${id} has become the current key`);
    await replaceKeyRingFile(path, { current, keys: new Map([...keys].filter(([each]) => each !== id)) });
  });
}

async function withRotation<Result>(
  config: GatewayConfig,
  work: (rotation: KeyRotation) => Promise<Result>,
): Promise<Result> {
  const closers = new Closers();
  try {
    const keys = new FileKeyRing(config.secrets.keyRing.file, { onFailure: () => undefined });
    const { store: raw, clock } = await openStore(config.store);
    closers.add(() => raw.close());
    return await work(new KeyRotation({ raw, store: new AuthenticatedStore(raw, keys, clock), keys }));
  } finally {
    await closers.close();
  }
}

function refused(detail: string): GatewayError {
  return new GatewayError("BAD_USER_INPUT", detail);
}
