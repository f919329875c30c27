import Sequencer from "@jest/test-sequencer";

/** What takes ten seconds and more on one core, the longest first. */
const SLOW = [
  "unit/graph/plan/planned-calls",
  "browser/playground",
  "contract/redis-store",
  "integration/bad-store",
  "integration/flinks-command",
  "integration/flinks-routing",
  "unit/projection/sameness",
  "integration/provider-profiles",
  "integration/workers",
  "integration/check-command",
  "unit/graph/projected/sameness",
  "integration/keys-command",
  "integration/flinks-rows/tokens",
  "integration/connect-readings",
  "integration/redis-start",
  "integration/serve",
  "unit/graph/nulls/every-null",
];

/**
 * Starts the slow suites first: one that is left for the end has a worker wait for it that has nothing to do. Jest itself
 * sorts by how long each took the last time, which a clean checkout does not know.
 */
export default class SlowFirst extends Sequencer {
  /** The others stay in Jest's own order. */
  sort(tests) {
    return [...super.sort(tests)].sort((one, other) => rankOf(one.path) - rankOf(other.path));
  }
}

/** @returns its place among the slow ones, or the one after them. */
function rankOf(path) {
  const rank = SLOW.findIndex((name) => path.endsWith(`/test/${name}.test.ts`));
  return rank < 0 ? SLOW.length : rank;
}
