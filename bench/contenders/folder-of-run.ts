import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Closers } from "../../src/core/closers.js";

/** @returns a new folder that is deleted with everything else of this run. */
export function folderOfRun(closers: Closers): string {
  const folder = mkdtempSync(join(tmpdir(), "fdx-bench-"));
  closers.add(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}
