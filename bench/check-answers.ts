import { isDeepStrictEqual } from "node:util";
import { request } from "undici";
import { labelOf, type Target } from "./contenders/target.js";
import { leafValues } from "./leaf-values.js";
import type { UpstreamCalls } from "./messages.js";
import type { Operation } from "./operations.js";
import { type Stage, targetNamed, tellBank } from "./stage.js";

interface Checked {
  readonly target: Target;
  readonly data: unknown;
  readonly calls: UpstreamCalls;
}

/**
 * One single request to each process that serves. All must answer with the same values, after just as many calls to the
 * bank as each needs; the gateway must make the same calls as the reference and report their number.
 * @param reference whose answers the others are compared with; the proxy if left out.
 */
export async function checkAnswers(stage: Stage, operation: Operation, reference?: Target): Promise<void> {
  const expected = await askOnce(stage, reference ?? targetNamed(stage, "proxy"), operation);
  for (const target of stage.targets) {
    // Connections go to the workers in turn.
    for (let process = 0; process < (target.workers ?? 1); process += 1) {
      compare(await askOnce(stage, target, operation), expected, operation);
    }
  }
}

function compare(checked: Checked, expected: Checked, { name }: Operation): void {
  const { target } = checked;
  const both = `${labelOf(target)} and ${labelOf(expected.target)}`;
  const seen = target.sameMembers ? (data: unknown) => data : leafValues;
  if (!isDeepStrictEqual(seen(checked.data), seen(expected.data))) {
    throw new Error(`${name}: ${both} do not hold the same values`);
  }
  const isSameWay = target.sameMembers && checked.calls.count > 0;
  if (isSameWay && !isDeepStrictEqual([...checked.calls.paths].sort(), [...expected.calls.paths].sort())) {
    throw new Error(`${name}: ${both} do not make the same calls`);
  }
}

async function askOnce(stage: Stage, target: Target, operation: Operation): Promise<Checked> {
  const needed = target.upstreamCalls(operation);
  // A server that answers without calls may have to make them once.
  if (needed === 0) await answerOf(target, operation);
  await tellBank(stage);
  const answer = await answerOf(target, operation);
  const calls = await tellBank(stage);
  const claimed = target.claimedCalls === undefined ? needed : target.claimedCalls(answer);
  if (calls.count !== needed || claimed !== needed) {
    throw new Error(
      `${labelOf(target)} made ${calls.count} upstream calls for ${operation.name}, says ${String(claimed)}, needs ${needed}`,
    );
  }
  return { target, calls, data: target.data(answer) };
}

/** On a connection of its own. */
async function answerOf(target: Target, operation: Operation): Promise<unknown> {
  const { url, method, headers, body = null } = target.request(operation);
  const response = await request(url, { method, headers, body, reset: true });
  const text = await response.body.text();
  if (response.statusCode !== 200) {
    throw new Error(`${labelOf(target)} answered HTTP ${response.statusCode}: ${text}`);
  }
  return JSON.parse(text) as unknown;
}
