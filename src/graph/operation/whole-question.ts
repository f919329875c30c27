import { OperationTypeNode } from "graphql";
import { type Consent, isActive, referenceOf } from "../../consents/consent.js";
import { GatewayError } from "../../core/gateway-error.js";
import type { GraphContext } from "../context.js";
import type { KnownOperation, Variables } from "./known-documents.js";
import type { WholeQuestion } from "./whole-answers.js";

/** @returns `undefined` where no whole answer can be: nothing may be old, or a bank's data come by a way on which nothing is kept. */
export async function wholeQuestion(
  asked: KnownOperation,
  variables: Variables | undefined,
  context: GraphContext,
): Promise<WholeQuestion | undefined> {
  const { maxAgeSeconds, dataProviders } = context;
  if (maxAgeSeconds === 0 || asked.operation.operation !== OperationTypeNode.QUERY) return undefined;
  const listed = await context.listedConsents().catch(noneIfAway);
  const active = listed.filter(isActive);
  const isKept = active.every(
    ({ dataProviderId }) => dataProviders.wayOf(dataProviderId)?.isSnapshot !== true,
  );
  if (active.length === 0 || !isKept) return undefined;
  return { text: textOf(asked, { variables, context, listed }), consents: active.map(referenceOf) };
}

/** The operation itself says what is wrong. */
function noneIfAway(failure: unknown): [] {
  if (failure instanceof GatewayError) return [];
  throw failure;
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
    ...[known.serial, operation.name?.value ?? null, variables ?? null],
    ...[caller.appId, caller.endUserId, maxAgeSeconds],
    ...[today, dataProviders.edition],
    ...listed.map(({ id, version, state }) => [id, version, state.phase]),
  ]);
}
