import { ERROR_CODES, type ErrorCode } from "../../src/core/error-codes.js";
import { failureFields } from "../../src/core/failure-fields.js";
import { GatewayError } from "../../src/core/gateway-error.js";
import { accountsMixedIn, type DecodeId } from "./cross-talk.js";
import type { FuzzAnswer, FuzzOutcome } from "./fuzz-world.js";
import { quotesProvider, stampsIn } from "./stamp.js";

/** What a provider may be the cause of, whatever it sends. Any other code is a fault of the gateway. */
const OF_PROVIDERS: ReadonlySet<unknown> = new Set<ErrorCode>([
  ...(["CONSENT_REAUTH_REQUIRED", "DATA_CLUSTER_NOT_GRANTED", "NOT_FOUND", "ARGUMENT_INVALID"] as const),
  ...(["CURSOR_INVALID", "PROVIDER_UNAVAILABLE", "PROVIDER_TIMEOUT", "PROVIDER_RATE_LIMITED"] as const),
  ...(["PROVIDER_REFUSED", "PROVIDER_UNSUPPORTED", "PROVIDER_NOT_READY", "PROVIDER_ANSWER_INVALID"] as const),
  "OPERATION_TOO_COMPLEX",
]);
const SERVER_ERROR = 500;

interface ToldError {
  readonly message: unknown;
  readonly path?: readonly unknown[];
  readonly extensions?: { readonly code?: unknown };
}

interface ToldProblem {
  readonly code: unknown;
  readonly message: unknown;
}

/** @returns every promise of the gateway that this run broke; none for a good one. */
export function judge(outcome: FuzzOutcome, decode: DecodeId): readonly string[] {
  return [
    ...outcome.thrown.map((failure) => `the server threw: ${textOf(failure)}`),
    ...outcome.reports.flatMap(judgeReport),
    ...outcome.answers.flatMap(judgeAnswer),
    ...strangers(outcome),
    ...accountsMixedIn(outcome, decode),
  ];
}

/** @returns the places in the answers that failed, and how: two runs that differ in it took different ways. */
export function outcomeFeatures({ answers }: FuzzOutcome): readonly string[] {
  return answers.flatMap(({ text }) => {
    const { errors = [] } = JSON.parse(text) as { errors?: readonly ToldError[] };
    return errors.map(({ path = [], extensions }) => {
      const names = path.filter((key) => typeof key === "string");
      return `${names.join(".")} ${String(extensions?.code)}`;
    });
  });
}

/** The log is read by more people than the data: it holds nothing of what a bank wrote. */
function judgeReport(failure: unknown): readonly string[] {
  if (!(failure instanceof GatewayError)) return [`an unforeseen failure: ${textOf(failure)}`];
  const logged = JSON.stringify(failureFields(failure));
  return quotesProvider(logged) ? [`the log quotes the provider: ${logged}`] : [];
}

function judgeAnswer({ status = 200, text }: FuzzAnswer): readonly string[] {
  const {
    data,
    errors = [],
    extensions,
  } = JSON.parse(text) as {
    data?: unknown;
    errors?: readonly ToldError[];
    extensions?: unknown;
  };
  const problems = problemsIn(data);
  return [
    ...(status >= SERVER_ERROR ? [`HTTP ${status}`] : []),
    ...(data === undefined ? [`no data at all: ${JSON.stringify(errors)}`] : []),
    ...(quotesProvider(JSON.stringify([extensions])) ? ["the extensions quote the provider"] : []),
    ...errors.flatMap((error) => judgeTold(error.extensions?.code, error.message, error)),
    ...problems.flatMap((problem) => judgeTold(problem.code, problem.message, problem)),
  ];
}

function problemsIn(data: unknown): readonly ToldProblem[] {
  const { accounts } = (data ?? {}) as { accounts?: { problems?: readonly ToldProblem[] } | null };
  return accounts?.problems ?? [];
}

function judgeTold(code: unknown, message: unknown, { ...whole }: object): readonly string[] {
  // An account's id is the provider's own, and a client knows it: it names the account the problem is of.
  const told = JSON.stringify({ ...whole, accountId: null });
  if (!OF_PROVIDERS.has(code)) return [`a provider's answer led to ${String(code)}: ${told}`];
  if (message !== ERROR_CODES[code as ErrorCode].public)
    return [`the registry has another sentence: ${told}`];
  return quotesProvider(told) ? [`an error quotes the provider: ${told}`] : [];
}

/** What was sent in another run must not be seen in this one. */
function strangers({ run, answers }: FuzzOutcome): readonly string[] {
  return answers.flatMap(({ text }) => {
    const stranger = stampsIn(text).find((stamp) => stamp.run !== run);
    return stranger === undefined ? [] : [`run ${run} shows a text of run ${stranger.run}`];
  });
}

function textOf(failure: unknown): string {
  return failure instanceof Error ? (failure.stack ?? failure.message) : String(failure);
}
