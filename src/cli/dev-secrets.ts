import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { formatKeyRing } from "../core/key-ring-file.js";

/** Secrets of dev mode: drawn on the first start, kept in the data folder so that a restart keeps every consent. */
export interface DevSecrets {
  readonly idSecret: string;
  /** Of the gateway at the sandbox banks. */
  readonly clientSecret: string;
  readonly keyRingFile: string;
}

export function devSecrets(folder: string): DevSecrets {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, "dev-secrets.json");
  const stored = readStored(path) ?? drawn(path);
  const keyRingFile = join(folder, "key-ring.json");
  if (!existsSync(keyRingFile)) {
    const ring = { current: "dev", keys: new Map([["dev", randomBytes(32)]]) };
    writeFileSync(keyRingFile, formatKeyRing(ring), { mode: 0o600 });
  }
  return { ...stored, keyRingFile };
}

interface StoredSecrets {
  readonly idSecret: string;
  readonly clientSecret: string;
}

function readStored(path: string): StoredSecrets | undefined {
  try {
    return JSON.parse(readFileSync(path, "utf8")) as StoredSecrets;
  } catch (failure) {
    if (failure instanceof Error && "code" in failure && failure.code === "ENOENT") return undefined;
    throw new Error(`${path} cannot be read. Remove the folder to start anew.`, { cause: failure });
  }
}

function drawn(path: string): StoredSecrets {
  const draw = (): string => randomBytes(32).toString("base64");
  const secrets = { idSecret: draw(), clientSecret: draw() };
  writeFileSync(path, JSON.stringify(secrets), { mode: 0o600 });
  return secrets;
}
