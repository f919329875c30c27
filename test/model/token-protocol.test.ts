import { describe, it, jest } from "@jest/globals";
import fc from "fast-check";
import type { RotationPolicy } from "../../src/tokens/refresh-state.js";
import { commands } from "./commands.js";
import { TokenModel } from "./token-model.js";

/** The same runs in every test; `npm run test:model` makes many more, and others each time. */
const RUNS = Number(process.env["RUNS"] ?? 400);
const SEED = Number(
  process.env["SEED"] ?? (process.env["RUNS"] === undefined ? 20_261_125 : Date.now() % 2 ** 31),
);
const TIME_LIMIT_MS = 600_000;

const POLICIES: readonly RotationPolicy[] = [
  { kind: "strict" },
  { kind: "grace", seconds: 60 },
  { kind: "none" },
];
const SETUPS = POLICIES.flatMap((policy) => [
  { policy, storeForgets: false, share: 0.25 },
  { policy, storeForgets: true, share: 1 / 12 },
]);

describe(`the token protocol, seed ${SEED}`, () => {
  it.each(SETUPS)(
    "keeps its promises: $policy.kind, store forgets: $storeForgets",
    async ({ policy, storeForgets, share }) => {
      // When a process refreshes ahead is drawn: the same seed must give the same run.
      jest.spyOn(Math, "random").mockReturnValue(0.5);
      const property = fc.asyncProperty(commands(storeForgets), async (chosen) => {
        const model = await TokenModel.open(policy);
        try {
          await fc.asyncModelRun(() => ({ model: {}, real: model }), chosen);
          await model.heal();
        } finally {
          model.close();
        }
      });
      await fc.assert(property, { numRuns: Math.ceil(RUNS * share), seed: SEED });
    },
    TIME_LIMIT_MS,
  );
});
