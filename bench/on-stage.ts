import { Closers } from "../src/core/closers.js";
import type { BenchOptions } from "./arguments.js";
import { setUpStage, type Stage, type StageParts } from "./stage.js";

/**
 * Sets up a stage, measures on it, and stops its processes. Rejects with the end of the gateway's log where measuring
 * fails.
 * @param parts its `closers` are told, should the run be stopped meanwhile.
 */
export async function onStage<Measured>(
  options: BenchOptions,
  parts: StageParts,
  measureOn: (stage: Stage) => Promise<Measured>,
): Promise<Measured> {
  const closers = new Closers();
  parts.closers.add(() => closers.close());
  try {
    const stage = await setUpStage(options, { ...parts, closers });
    return await measureOn(stage).catch((cause: unknown) => {
      const message = cause instanceof Error ? cause.message : "unknown failure";
      throw new Error(`${message}\nThe gateway's log ends with:\n${stage.gatewayLog()}`, { cause });
    });
  } finally {
    await closers.close();
  }
}
