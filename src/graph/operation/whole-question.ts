import { serialize } from "node:v8";
import { type OperationDefinitionNode, OperationTypeNode } from "graphql";
import { type Consent, isActive, referenceOf } from "../../consents/consent.js";
import type { RequestWishes } from "../../core/request-wishes.js";
import type { GraphContext } from "../context.js";
import type { KnownOperation, Variables } from "./known-documents.js";
import type { WholeQuestion } from "./whole-answers.js";

/** Whether it is worth a look: not where nothing may be old, and not where the last run asked no bank. */
export function canBeWhole(
  { known, operation }: KnownOperation,
  { maxAgeSeconds }: Pick<RequestWishes, "maxAgeSeconds">,
): boolean {
  return maxAgeSeconds !== 0 && known.lastAnswers !== 0 && operation.operation === OperationTypeNode.QUERY;
}

/** @returns `undefined` where no whole answer can be: a bank's data come by a way on which nothing is kept, or there is no bank. */
export async function wholeQuestion(
  asked: KnownOperation,
  variables: Variables | undefined,
  context: GraphContext,
): Promise<WholeQuestion | undefined> {
  // The operation itself will say what is wrong.
  const listed = await context.listedConsents().catch(() => []);
  const active = listed.filter(isActive);
  if (active.length === 0 || active.some((consent) => isOfSnapshot(context, consent))) return undefined;
  return { text: textOf(asked, { variables, context, listed }), consents: active.map(referenceOf) };
}

function isOfSnapshot({ dataProviders }: GraphContext, { dataProviderId }: Consent): boolean {
  return dataProviders.wayOf(dataProviderId)?.isSnapshot === true;
}

interface Circumstances {
  readonly variables: Variables | undefined;
  readonly context: GraphContext;
  readonly listed: readonly Consent[];
}

/** All that an answer hangs on and that is no bank's: what is missing here must make an answer unrepeatable. */
function textOf({ known, operation }: KnownOperation, { variables, context, listed }: Circumstances): string {
  const { caller, maxAgeSeconds = null, today, dataProviders } = context;
  return JSON.stringify([
    ...[known.serial, operation.name?.value ?? null, declared(operation, variables)],
    ...[caller.appId, caller.endUserId, maxAgeSeconds],
    ...[today, dataProviders.edition],
    ...listed.map(({ id, version, state }) => [id, version, state.phase]),
  ]);
}

/** @returns the variables that the operation can use. JSON would not do: it has one text for null and for `1e999`. */
function declared(
  { variableDefinitions = [] }: OperationDefinitionNode,
  variables: Variables = {},
): string | undefined {
  if (variableDefinitions.length === 0) return undefined;
  return serialize(variableDefinitions.map(({ variable }) => variables[variable.name.value])).toString(
    "base64",
  );
}
