import { readFileSync } from "node:fs";

/** One thing to ask: a GraphQL document for the gateway, an endpoint of the same name for the proxy. */
export interface Operation {
  readonly name: string;
  readonly document: string;
  /** What it must cost at the bank, no more and no less. */
  readonly upstreamCalls: number;
}

export const OPERATIONS: readonly Operation[] = [
  operation("customer-name", 1),
  operation("account-balances", 1),
  operation("account-overview", 41),
];

function operation(name: string, upstreamCalls: number): Operation {
  const document = readFileSync(new URL(`operations/${name}.graphql`, import.meta.url), "utf8");
  return { name, document, upstreamCalls };
}
