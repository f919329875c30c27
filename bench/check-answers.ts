import { isDeepStrictEqual } from "node:util";
import { request } from "undici";
import type { UpstreamCalls } from "./messages.js";
import type { Operation } from "./operations.js";
import type { Stage } from "./stage.js";
import type { Target } from "./target.js";

const ASK_LIMIT_MS = 10_000;

/** @returns the calls the bank got since it was asked last. */
export async function upstreamCalls({ upstream }: Pick<Stage, "upstream">): Promise<UpstreamCalls> {
  const calls = await upstream.ask<UpstreamCalls>({}, ASK_LIMIT_MS);
  if (calls.unknown > 0)
    throw new Error(`the bank was asked ${calls.unknown} times for what it does not have`);
  return calls;
}

interface Checked {
  readonly data: unknown;
  readonly calls: UpstreamCalls;
}

/**
 * One single request to each server. Both must answer with the same values, after the same calls to the bank, and
 * with just as many of them as the operation needs; the gateway must report that number.
 */
export async function checkAnswers(stage: Stage, operation: Operation): Promise<void> {
  const [gateway, proxy] = stage.targets;
  const ours = await askOnce(stage, gateway, operation);
  const floor = await askOnce(stage, proxy, operation);
  if (!isDeepStrictEqual(ours.data, floor.data)) {
    throw new Error(`${operation.name}: gateway and proxy do not hold the same values`);
  }
  if (!isDeepStrictEqual([...ours.calls.paths].sort(), [...floor.calls.paths].sort())) {
    throw new Error(`${operation.name}: gateway and proxy do not make the same calls`);
  }
}

async function askOnce(stage: Stage, target: Target, operation: Operation): Promise<Checked> {
  const { url, method, headers, body = null } = target.request(operation);
  await upstreamCalls(stage);
  const response = await request(url, { method, headers, body });
  const text = await response.body.text();
  const calls = await upstreamCalls(stage);
  if (response.statusCode !== 200)
    throw new Error(`${target.name} answered HTTP ${response.statusCode}: ${text}`);
  const answer = JSON.parse(text) as { extensions?: { upstream?: { made?: number } } };
  const data = target.data(answer);
  const claimed = target.name === "gateway" ? answer.extensions?.upstream?.made : calls.count;
  if (calls.count !== operation.upstreamCalls || claimed !== calls.count) {
    throw new Error(
      `${target.name} made ${calls.count} upstream calls for ${operation.name}, says ${String(claimed)}, needs ${operation.upstreamCalls}`,
    );
  }
  return { data, calls };
}
