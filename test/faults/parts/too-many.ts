import { fileURLToPath } from "node:url";
import { Child } from "../../../bench/child.js";
import { OTHER_CORE } from "../../../bench/pinning.js";
import { percentile } from "../ask.js";
import { FaultsWorld } from "../faults-world.js";
import type { FloodJob, FloodResult } from "../flood-protocol.js";
import type { Measurement, Part } from "../part.js";

/** What a screen of an app asks: four calls to the bank. */
const QUERY =
  "{ accounts { nodes { id nickname status transactions(first: 20) { nodes { id description amount postedTimestamp } } } problems { code } } }";
const TIMES = 3;
/** At once, to find what the gateway can do: enough that it never waits, few enough that none waits long. */
const PEAK_CONNECTIONS = [4, 8, 16];
/** Until the code that runs is the optimised one: what is measured before says little of what it can do. */
const WARM_SECONDS = { small: 2, whole: 20 };
const GOODPUT = 0.9;
const REFUSAL_P99_MS = 20;
const RECOVERED_MS = 5000;

/** Three times what the gateway can do; then a half of it again. The gateway has a core to itself, bank and load the other one. */
export const tooMany: Part = async (size) => {
  const world = await FaultsWorld.start({ banks: 1 });
  const nodeArguments = ["--import", "tsx", fileURLToPath(new URL("../flood.ts", import.meta.url))];
  const { child } = await Child.start({ name: "flood", nodeArguments, environment: {}, core: OTHER_CORE });
  try {
    await world.give(["alex"]);
    const gateway = await world.gateway();
    const authorizations = [`Bearer ${await world.token("alex")}`];
    const job = { url: `${gateway.url}/graphql`, authorizations, body: JSON.stringify({ query: QUERY }) };
    const flood = (load: FloodJob["load"], seconds: number): Promise<FloodResult> =>
      child.ask<FloodResult>({ ...job, load, seconds } satisfies FloodJob, (seconds + 30) * 1000);
    const whole = size === "whole";
    const measurePeak = async (): Promise<number> => {
      let most = 0;
      for (const connections of PEAK_CONNECTIONS) {
        const seconds = whole ? 4 : 2;
        most = Math.max(most, (await flood({ connections }, seconds)).served.length / seconds);
      }
      return most;
    };
    await flood({ connections: 8 }, WARM_SECONDS[size]);
    const before = await measurePeak();
    const seconds = whole ? 60 : 8;
    const over = await flood({ perSecond: TIMES * before }, seconds);
    const after = await flood({ perSecond: before / 2 }, 8);
    // A machine that others share is not as fast at one time as at another.
    const peak = (before + (await measurePeak())) / 2;
    return [verdict({ peak, seconds, over, after, perSecond: TIMES * before })];
  } finally {
    await child.stop();
    await world.close();
  }
};

interface Seen {
  /** Requests served in a second when as many are sent as it can do, before and afterwards. */
  readonly peak: number;
  /** Requests sent in a second. */
  readonly perSecond: number;
  readonly seconds: number;
  readonly over: FloodResult;
  readonly after: FloodResult;
}

function verdict({ peak, perSecond, seconds, over, after }: Seen): Measurement {
  const goodput = over.served.length / seconds / peak;
  const ms = over.refused.map((each) => each.ms);
  const p99 = percentile(ms, 0.99);
  const servedP99 = percentile(
    over.served.map((each) => each.ms),
    0.99,
  );
  const recoveredMs = after.refused.at(-1)?.at ?? 0;
  return {
    what: `${TIMES} × capacity (${perSecond.toFixed(0)} requests/s) for ${seconds} s, then half of it`,
    asked: `goodput ≥ ${GOODPUT * 100} % of peak, refusals p99 ≤ ${REFUSAL_P99_MS} ms with Retry-After, recovery ≤ ${RECOVERED_MS / 1000} s`,
    measured: `goodput ${(goodput * 100).toFixed(0)} % of ${peak.toFixed(0)}/s (p99 ${servedP99.toFixed(0)} ms), ${over.refused.length} refused, p50 ${percentile(ms, 0.5).toFixed(1)} ms, p99 ${p99.toFixed(1)} ms; ${over.others + after.others} other answers; last refusal ${(recoveredMs / 1000).toFixed(1)} s after`,
    passed:
      goodput >= GOODPUT &&
      p99 <= REFUSAL_P99_MS &&
      over.others + after.others === 0 &&
      recoveredMs <= RECOVERED_MS,
  };
}
