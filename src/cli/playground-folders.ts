import { fileURLToPath } from "node:url";
import type { PlaygroundOptions } from "../http/playground.js";

/** Relative to this file, which is one folder below `dist` or `src`: the built playground is in `dist` in both cases. */
export function playgroundFolders(): PlaygroundOptions {
  const root = new URL("../../", import.meta.url);
  return {
    assetsDirectory: fileURLToPath(new URL("dist/playground", root)),
    operationsDirectory: fileURLToPath(new URL("schema/operations", root)),
  };
}
