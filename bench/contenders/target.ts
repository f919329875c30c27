import type { BenchRequest } from "../messages.js";
import type { Operation } from "../operations.js";
import type { ContenderName } from "./contender.js";

/** How the load and the checks see a server under test. */
export interface Target {
  readonly name: ContenderName;
  readonly pid: number;
  /** How many processes it serves with, beside the one with this `pid`; missing where it serves by itself. */
  readonly workers?: number;
  /** Whether its answers have the members of the gateway's, or only the same leaf values under names of its own. */
  readonly sameMembers: boolean;
  request(operation: Operation): BenchRequest;
  /** @returns the data of an answer, with the bank's own ids, so that answers can be compared. */
  data(answer: unknown): unknown;
  /** @returns what one request costs at the bank, no more and no less. */
  upstreamCalls(operation: Operation): number;
  /** @returns the calls that an answer says it took; missing where answers do not tell. */
  claimedCalls?(answer: unknown): number | undefined;
}

/** @returns what a message calls it. */
export function labelOf({ name, workers }: Pick<Target, "name" | "workers">): string {
  return workers === undefined ? name : `${name} with ${workers} worker(s)`;
}

/** @throws Error where a GraphQL answer has errors. */
export function dataOf(name: ContenderName, answer: unknown): unknown {
  const { data, errors } = answer as { readonly data?: unknown; readonly errors?: unknown };
  if (errors !== undefined) throw new Error(`${name} answered ${JSON.stringify(errors)}`);
  return data;
}

/** @returns a GraphQL request over HTTP. */
export function graphqlRequest(
  url: string,
  query: string,
  headers: Readonly<Record<string, string>> = {},
): BenchRequest {
  return {
    ...{ url, method: "POST", body: JSON.stringify({ query }) },
    headers: { accept: "application/json", "content-type": "application/json", ...headers },
  };
}
