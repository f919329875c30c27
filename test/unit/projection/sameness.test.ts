import { expect, it } from "@jest/globals";
import fc from "fast-check";
import { KernelProjector } from "../../../src/projection/kernel-projector.js";
import { ReferenceProjector } from "../../../src/projection/reference/reference-projector.js";
import { seededRandom } from "../../../src/sandbox/seed/random.js";
import { mutateBytes } from "../../fuzz/mutate-bytes.js";
import { compare } from "../../support/projection/compare.js";
import { compiled } from "../../support/projection/compiled.js";
import { madeBody } from "../../support/projection/made-body.js";
import { madeProjection } from "../../support/projection/made-projection.js";
import { openedKernel } from "../../support/projection/opened-kernel.js";

const RUNS = Number(process.env["RUNS"] ?? 2000);
const BODIES = 4;
const MAX_MUTATIONS = 3;

const projectors = { kernel: new KernelProjector(openedKernel()), reference: new ReferenceProjector() };

interface Recipe {
  readonly seed: number;
  readonly oddity: number;
  readonly mutations: readonly number[];
}

/** @returns the share of the bodies that were answered. */
function shareAnswered(oddity: number, maxMutations: number, share: number): number {
  const seen = { bodies: 0, answered: 0 };
  const recipe = fc.record<Recipe>({
    ...{ seed: fc.nat(), oddity: fc.constant(oddity) },
    mutations: fc.array(fc.nat(), { minLength: Math.min(1, maxMutations), maxLength: maxMutations }),
  });
  const property = fc.property(recipe, ({ seed, mutations }) => {
    const random = seededRandom(`projection ${seed}`);
    const made = madeProjection(random);
    const plan = compiled(made.projection);
    for (let turn = 0; turn < BODIES; turn += 1) {
      const whole = Buffer.from(madeBody(random, made, oddity));
      const body = mutations.reduce<Buffer>(
        (bytes, mutation) => mutateBytes(bytes, seededRandom(`${mutation} ${turn}`)),
        whole,
      );
      const { isAnswered, differences } = compare(projectors, body, made, plan);
      expect(differences).toEqual([]);
      seen.bodies += 1;
      seen.answered += isAnswered ? 1 : 0;
    }
  });
  fc.assert(property, { numRuns: Math.ceil(RUNS * share), seed: 20_261_126 });
  return seen.answered / seen.bodies;
}

it("answers every body that a bank would send as the reference and the ordinary way do", () => {
  expect(shareAnswered(0, 0, 1)).toBeGreaterThanOrEqual(0.99);
}, 600_000);

it("answers odd bodies as the reference does, or not at all", () => {
  const share = shareAnswered(0.02, 0, 1);
  expect(share).toBeGreaterThan(0.2);
  expect(share).toBeLessThan(0.8);
}, 600_000);

it("answers very odd bodies as the reference does, or not at all", () => {
  expect(shareAnswered(0.2, 0, 0.5)).toBeLessThan(0.2);
}, 600_000);

it("answers bodies whose bytes were changed as the reference does, or not at all", () => {
  const share = shareAnswered(0, MAX_MUTATIONS, 0.5);
  expect(share).toBeGreaterThan(0.05);
  expect(share).toBeLessThan(0.7);
}, 600_000);
