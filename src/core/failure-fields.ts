import { GatewayError, type SupportReference } from "./gateway-error.js";

const FRAMES = 5;

/**
 * What of a failure goes into a log line: codes, and the messages that we wrote ourselves. Messages of third parties
 * are left out, because a parser, graphql-js or a bank may quote account data in them; where they were thrown is told
 * instead.
 */
export function failureFields(failure: unknown): Readonly<Record<string, unknown>> {
  if (!(failure instanceof Error)) return { failure: typeof failure };
  const cause = failure.cause instanceof Error ? { cause: nameOf(failure.cause) } : {};
  const supportReferences = supportReferencesIn(failure);
  const references = supportReferences.length === 0 ? {} : { supportReferences };
  if (failure instanceof GatewayError) {
    return { failure: failure.name, code: failure.code, detail: failure.message, ...references, ...cause };
  }
  return { failure: nameOf(failure), at: framesOf(failure), ...references, ...cause };
}

/** @returns the ids under which a provider's support finds what failed. */
export function supportReferencesIn(failure: unknown): readonly SupportReference[] {
  if (failure instanceof GatewayError) return failure.facts.supportReferences ?? [];
  // An authorization server's refusal, whose class this folder does not know.
  const isReferenced = failure instanceof Error && "supportReferences" in failure;
  return isReferenced ? (failure.supportReferences as readonly SupportReference[]) : [];
}

/** For example `TypeError`, `Error ECONNREFUSED`, `OAuthRefusal invalid_grant`. */
function nameOf(failure: Error): string {
  const code: unknown = "code" in failure ? failure.code : "error" in failure ? failure.error : undefined;
  return typeof code === "string" && /^[\w.-]{1,64}$/.test(code) ? `${failure.name} ${code}` : failure.name;
}

function framesOf({ stack = "" }: Error): readonly string[] {
  const frames = stack.split("\n").filter((line) => /^ {4}at /.test(line));
  return frames.slice(0, FRAMES).map((line) => line.trim());
}
