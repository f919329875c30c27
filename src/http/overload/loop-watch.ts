import { monitorEventLoopDelay, performance } from "node:perf_hooks";
import type { LoopLoad } from "./adaptive-limit.js";

const LOOK_MS = 50;
/** The probe is a timer of this length; what it is late by is the delay. */
const PROBE_MS = 5;
const NANOSECONDS_PER_MILLISECOND = 1e6;

/** Looks at the event loop twenty times a second. @returns what ends it. */
export function watchLoop(onLook: (load: LoopLoad) => void): () => void {
  const probe = monitorEventLoopDelay({ resolution: PROBE_MS });
  probe.enable();
  let before = performance.eventLoopUtilization();
  let lookedAt = performance.now();
  const timer = setInterval(() => {
    const now = performance.eventLoopUtilization();
    const late = performance.now() - lookedAt - LOOK_MS;
    // While the loop was stuck the probe did not run either.
    const longest = Math.max(late, probe.max / NANOSECONDS_PER_MILLISECOND - PROBE_MS, 0);
    onLook({ delayMs: longest, busy: performance.eventLoopUtilization(now, before).utilization });
    before = now;
    lookedAt = performance.now();
    probe.reset();
  }, LOOK_MS).unref();
  return () => {
    clearInterval(timer);
    probe.disable();
  };
}
