import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { seededRandom } from "../../src/sandbox/seed/random.js";
import type { BankCase } from "./bank-case.js";
import { FuzzWorld } from "./fuzz-world.js";
import { judge } from "./judge.js";
import { mutate } from "./mutations.js";
import { VIEW_NAMES, type ViewName } from "./operations.js";
import { validCase } from "./valid-bodies.js";

/** The same in each run of the tests; `npm run test:fuzz` makes others. */
const SEED = 20_261_126;
const RUNS = 300;
const MAX_MUTATIONS = 6;

let world: FuzzWorld;

beforeAll(async () => {
  world = await FuzzWorld.start();
});

afterAll(async () => {
  await world.stop();
});

interface Recipe {
  readonly view: ViewName;
  readonly bodies: number;
  /** One number a mutation: fast-check leaves out those that a failure does not need. */
  readonly mutations: readonly number[];
}

const recipe = fc.record<Recipe>({
  view: fc.constantFrom(...VIEW_NAMES),
  bodies: fc.nat(),
  mutations: fc.array(fc.nat(), { maxLength: MAX_MUTATIONS }),
});

function caseOf({ view, bodies, mutations }: Recipe): BankCase {
  return mutations.reduce(
    (bankCase, seed) => mutate(bankCase, seededRandom(`mutation ${seed}`)),
    validCase(seededRandom(`bodies ${bodies}`), view),
  );
}

describe("a bank that sends anything at all", () => {
  it("gets every field shown, as long as it keeps to FDX", async () => {
    for (const view of VIEW_NAMES) {
      const outcome = await world.run(validCase(seededRandom(`valid ${view}`), view));
      expect(judge(outcome, (id) => world.decode(id))).toEqual([]);
    }
  });

  it("never makes an answer fail as a whole, an error quote it, or one account's value stand under another", async () => {
    const property = fc.asyncProperty(recipe, async (given) => {
      const outcome = await world.run(caseOf(given));
      expect(judge(outcome, (id) => world.decode(id))).toEqual([]);
    });
    await fc.assert(property, { seed: SEED, numRuns: RUNS });
  }, 120_000);
});
