import { randomBytes } from "node:crypto";
import { access, type FileHandle, link, open, rename, unlink } from "node:fs/promises";
import { dirname } from "node:path";
import { GatewayError } from "../../core/gateway-error.js";
import type { Secret } from "../../core/secret.js";

/** So that a disk that fills up meanwhile has room for the secret. */
const RESERVED = 4096;

/**
 * A file for one secret, for its owner only (mode 0600). It is opened, under a temporary name, before the secret exists:
 * Flinks shows a secret once, and one that cannot be written then is lost.
 */
class SecretFile {
  readonly path: string;
  readonly #temporary: string;
  readonly #replace: boolean;
  readonly #file: FileHandle;

  private constructor(path: string, temporary: string, replace: boolean, file: FileHandle) {
    this.path = path;
    this.#temporary = temporary;
    this.#replace = replace;
    this.#file = file;
  }

  /** Rejects with BAD_USER_INPUT if nothing can be written there, or if there is a file that may not be replaced. */
  static async reserve(path: string, { replace }: { readonly replace: boolean }): Promise<SecretFile> {
    if (!replace && (await isThere(path))) {
      throw failure(`${path} exists already; --replace overwrites it`);
    }
    const temporary = `${path}.${randomBytes(6).toString("hex")}.tmp`;
    const file = await open(temporary, "wx", 0o600).catch((cause: unknown) => {
      throw failure(`${path} cannot be written, so nothing was asked of Flinks`, cause);
    });
    const reserved = new SecretFile(path, temporary, replace, file);
    try {
      await file.writeFile(" ".repeat(RESERVED));
      await file.sync();
      return reserved;
    } catch (cause) {
      await reserved.discard();
      throw failure(`${path} cannot be written, so nothing was asked of Flinks`, cause);
    }
  }

  /** Rejects with BAD_USER_INPUT, which says where the secret is, if anywhere. */
  async write(secret: Secret): Promise<void> {
    let where = "nowhere: bring a new one";
    try {
      await this.#file.truncate(0);
      await this.#file.write(`${secret.reveal()}\n`, 0);
      await this.#file.sync();
      where = `in ${this.#temporary}`;
      await this.#file.close();
      await this.#publish();
      const folder = await open(dirname(this.path), "r");
      await folder.sync().finally(() => folder.close());
    } catch (cause) {
      throw failure(`the secret cannot be written to ${this.path}; it is ${where}`, cause);
    }
  }

  /** Nothing came to be written. */
  async discard(): Promise<void> {
    await this.#file.close().catch(() => undefined);
    await unlink(this.#temporary).catch(() => undefined);
  }

  async #publish(): Promise<void> {
    if (this.#replace) {
      await rename(this.#temporary, this.path);
      return;
    }
    // A link, unlike a rename, never takes the place of a file that came meanwhile.
    await link(this.#temporary, this.path);
    await unlink(this.#temporary);
  }
}

export interface SecretTarget {
  readonly secretFile: string;
  /** A file that is there may be replaced. */
  readonly replace: boolean;
}

/** Runs what brings a secret, with a file ready for it. @returns what it brought; the secret is in the file. */
export async function intoSecretFile<Brought extends { readonly clientSecret: Secret }>(
  { secretFile, replace }: SecretTarget,
  bring: () => Promise<Brought>,
): Promise<Brought> {
  const file = await SecretFile.reserve(secretFile, { replace });
  const brought = await bring().catch(async (failed: unknown) => {
    await file.discard();
    throw failed;
  });
  await file.write(brought.clientSecret);
  return brought;
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

function failure(detail: string, cause?: unknown): GatewayError {
  return new GatewayError("BAD_USER_INPUT", detail, { cause });
}
