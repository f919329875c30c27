import { RedisServer } from "../../support/redis-servers.js";
import { FaultsWorld, type RunningGateway } from "../faults-world.js";
import type { Measurement, Part } from "../part.js";
import { BANKS, type Reader, READS, readOf, STAMPS } from "../stamped-reads.js";
import { revokedMeanwhile } from "./revoked-meanwhile.js";

const PROCESSES = 4;
const AT_ONCE = 32;

/** What many people see of what is kept, over several gateways that share it; then what is seen of a consent that ends meanwhile. */
export const cachedReads: Part = async (size) => {
  const [people, reads] = size === "small" ? [25, 20_000] : [1000, 1_000_000];
  const redis = await RedisServer.start();
  const world = await FaultsWorld.start({
    banks: BANKS,
    environment: {
      ...{ STORE: "redis", REDIS_URL: redis.url, SINGLE_NODE: "on", CACHE: "on" },
      // Many processes on few cores: refusals under overload are measured elsewhere.
      LOOP_DELAY_LIMIT_MS: "100000",
      // What is shown to whom is measured, not how fast: a quarter of the time went into collecting small garbage.
      NODE_OPTIONS: "--max-semi-space-size=64",
    },
  });
  try {
    await world.behave(world.bankNames, { stamped: true });
    const names = Array.from({ length: people }, (_, index) => `person-${String(index).padStart(4, "0")}`);
    await world.give(names);
    const gateways = await Promise.all(
      Array.from({ length: PROCESSES }, (_, index) => world.gateway({}, index % 2)),
    );
    const tokens = await Promise.all(names.map((name) => world.token(name)));
    const readers = names.map((name, index) => ({ name, token: tokens[index] ?? "" }));
    const outcome = await readAll(gateways, readers, reads);
    return [
      verdict(outcome, people),
      await revokedMeanwhile(gateways, readers.slice(0, size === "small" ? 5 : 50)),
    ];
  } finally {
    await world.close();
    await redis.remove();
  }
};

interface Outcome {
  cached: number;
  made: number;
  queries: number;
  /** Stamps of somebody else. */
  foreign: number;
  /** Answers that lack something, or are none. */
  odd: number;
}

async function readAll(
  gateways: readonly RunningGateway[],
  readers: readonly Reader[],
  reads: number,
): Promise<Outcome> {
  const outcome: Outcome = { cached: 0, made: 0, queries: 0, foreign: 0, odd: 0 };
  const readOn = async (): Promise<void> => {
    while (outcome.cached < reads && outcome.odd < 100) {
      const gateway = gateways[Math.floor(Math.random() * gateways.length)];
      const reader = readers[Math.floor(Math.random() * readers.length)];
      if (gateway === undefined || reader === undefined) throw new Error("nobody to ask");
      const { stamps, made, cached } = await readOf(gateway, reader);
      outcome.queries += 1;
      outcome.cached += cached;
      outcome.made += made;
      outcome.foreign += stamps.filter((stamp) => stamp !== reader.name).length;
      if (stamps.length !== STAMPS || made + cached !== READS) outcome.odd += 1;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, readOn));
  return outcome;
}

function verdict({ cached, made, queries, foreign, odd }: Outcome, people: number): Measurement {
  return {
    what: `interleaved cached reads of ${people.toLocaleString("en")} people over ${PROCESSES} processes and Redis, each value stamped`,
    asked: "1 M reads, 0 foreign values",
    measured: `${cached.toLocaleString("en")} cached reads in ${queries.toLocaleString("en")} answers (${made.toLocaleString("en")} calls to banks), ${foreign} foreign values, ${odd} answers not whole`,
    passed: foreign === 0 && odd === 0 && cached > 10 * made,
  };
}
