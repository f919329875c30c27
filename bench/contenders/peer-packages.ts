import { execFile } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const FOLDER = new URL("../peers/", import.meta.url);
/** Nine hundred packages, a minute or two. */
const INSTALL_LIMIT_MS = 240_000;

/** @returns the path of a file in the folder of the peers. */
export function peerFile(path: string): string {
  return fileURLToPath(new URL(path, FOLDER));
}

/** Installs the peers' packages as their lock file says, unless they are there. Rejects where npm cannot. */
export async function installPeers(progress: (text: string) => void): Promise<void> {
  const wanted = readFileSync(peerFile("package-lock.json"), "utf8");
  // A copy of the lock file, written after npm was done: what is half installed is installed again.
  const copy = peerFile("node_modules/.installed-lock.json");
  if (existsSync(copy) && readFileSync(copy, "utf8") === wanted) return;
  progress("installing the packages of bench/peers");
  // Without install scripts: there are many packages, and none needs one.
  const args = ["ci", "--prefix", peerFile("."), "--ignore-scripts", "--no-audit", "--no-fund"];
  try {
    await promisify(execFile)("npm", [...args, "--loglevel=error"], { timeout: INSTALL_LIMIT_MS });
  } catch (cause) {
    throw new Error("npm could not install the packages of bench/peers", { cause });
  }
  writeFileSync(copy, wanted);
}
