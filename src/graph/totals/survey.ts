import { GatewayError } from "../../core/gateway-error.js";
import type { AccountList } from "../account/account-list.js";
import { type AccountNode, originOf } from "../account/account-node.js";
import type { GraphContext } from "../context.js";
import type { ConsentFailure } from "../problem/consent-failure.js";
import { providerProblems } from "../problem/provider-problems.js";
import { earlier } from "../source/earlier.js";
import type { TotalCoverage } from "./total-coverage.type.js";

/** What each account gives to a total, and what the total lacks. */
export interface Survey<Part> {
  readonly parts: readonly Part[];
  readonly coverage: TotalCoverage;
}

/** What one account adds to a total. */
export interface Aged {
  /** When the oldest of it was read at the bank; missing where all of it was read for this request. */
  readonly asOf: string | undefined;
}

/** @returns what an account adds to the total, `undefined` for one that adds nothing; rejects with why it cannot be told. */
type ReadPart<Part> = (node: AccountNode) => Part | undefined | Promise<Part | undefined>;

/** Looks at every account, all at once. */
export async function survey<Part extends Aged>(
  context: GraphContext,
  list: AccountList,
  read: ReadPart<Part>,
): Promise<Survey<Part>> {
  const findings = await Promise.all(list.rows.map(({ node }) => findingOf(node, read)));
  const found = findings.flatMap((finding) => ("part" in finding ? [finding] : []));
  const failures = [
    ...list.missing,
    // What single accounts lack may be nothing that the total needs.
    ...list.lacking.filter(({ accountId }) => accountId === undefined),
    ...findings.flatMap((finding) => ("failure" in finding ? [finding] : [])),
  ];
  const missing = providerProblems(context, failures, "totals");
  const parts = found.map(({ part }) => part);
  return {
    parts,
    coverage: {
      complete: missing.length === 0,
      included: found.map(({ node }) => node.id),
      missing,
      oldestAsOf: parts.map(({ asOf }) => asOf ?? context.startedAt()).reduce(earlier, undefined) ?? null,
    },
  };
}

type Finding<Part> =
  { readonly node: AccountNode; readonly part: Part } | ConsentFailure | { readonly nothing: true };

async function findingOf<Part>(node: AccountNode, read: ReadPart<Part>): Promise<Finding<Part>> {
  try {
    const part = await read(node);
    return part === undefined ? { nothing: true } : { node, part };
  } catch (failure) {
    if (!(failure instanceof GatewayError)) throw failure;
    return { consent: originOf(node).consent, failure, accountId: node.id };
  }
}
