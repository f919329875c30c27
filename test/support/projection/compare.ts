import type { CompiledProjection } from "../../../src/projection/compiled-projection.js";
import type { Projected, Projector } from "../../../src/projection/projector.js";
import { parseExactJson } from "../../../src/providers/fdx/exact-json.js";
import type { MadeProjection } from "./made-projection.js";
import { oracle, type OracleAnswer, parsedStrictly } from "./oracle.js";

export interface Comparison {
  readonly isAnswered: boolean;
  /** Where the projectors differ, or answer what the ordinary way does not. */
  readonly differences: string[];
}

/** Has one body projected by both, and by the oracle. */
export function compare(
  { kernel, reference }: { readonly kernel: Projector; readonly reference: Projector },
  body: Buffer,
  made: MadeProjection,
  plan: CompiledProjection,
): Comparison {
  const answer = kernel.project(body, plan, made.slots);
  const expected = reference.project(body, plan, made.slots);
  const differences =
    textOf(answer) === textOf(expected) ? [] : [`not as the reference: ${textOf(expected)}`];
  if (answer !== undefined) {
    for (const parse of [parsedStrictly, parseExactJson]) {
      const ordinary = oracle(body, made, parse);
      if (!isSame(answer, ordinary, parse))
        differences.push(`not as ${parse.name}: ${JSON.stringify(ordinary)}`);
    }
  }
  if (differences.length > 0) differences.unshift(`body ${body.toString()}`, `answer ${textOf(answer)}`);
  return { isAnswered: answer !== undefined, differences };
}

function textOf(answer: Projected | undefined): string {
  if (answer === undefined) return "none";
  const { json, rowCount, nulls, rest } = answer;
  return `${rowCount} rows ${json.toString("latin1")} nulls ${nulls.join()} rest ${rest.toString("latin1")}`;
}

function isSame(
  { json, nulls, rest }: Projected,
  ordinary: OracleAnswer | undefined,
  parse: (bytes: Buffer) => unknown,
): boolean {
  if (json.toString() !== ordinary?.json || nulls.join() !== ordinary.nulls.join()) return false;
  return JSON.stringify(parse(rest)) === ordinary.rest;
}
