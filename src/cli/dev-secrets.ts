import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Secrets of dev mode: drawn on the first start, kept in the data folder so that a restart keeps every consent. */
export interface DevSecrets {
  readonly idSecret: string;
  /** Of the gateway at the sandbox banks. */
  readonly clientSecret: string;
  /** 32 bytes. */
  readonly key: Uint8Array;
}

export function devSecrets(folder: string): DevSecrets {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, "dev-secrets.json");
  const stored = readStored(path) ?? drawn(path);
  return { ...stored, key: Buffer.from(stored.key, "base64") };
}

interface StoredSecrets {
  readonly idSecret: string;
  readonly clientSecret: string;
  readonly key: string;
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
  const secrets = { idSecret: draw(), clientSecret: draw(), key: draw() };
  writeFileSync(path, JSON.stringify(secrets), { mode: 0o600 });
  return secrets;
}
