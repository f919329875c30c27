import { expect, it } from "@jest/globals";
import { useFlinks } from "../flinks-use/measure.js";
import { countVerdicts } from "../flinks-use/verdicts.js";

// `npm run test:flinks-use` holds the times too, in real time: here other work on the machine would decide.
it("changes the tokens of steady readers once each, and fails none of their reads", async () => {
  const result = await useFlinks({ seconds: 15, pauseMs: 100 });
  expect(result.reads).toBeGreaterThan(100);
  expect(result.failures).toEqual([]);
  const verdicts = countVerdicts(result);
  expect(verdicts).toEqual(verdicts.map((verdict) => ({ ...verdict, passed: true })));
});
