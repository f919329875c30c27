import { GatewayError } from "./gateway-error.js";

const FRAMES = 5;

/**
 * What of a failure goes into a log line: codes, and the messages that we wrote ourselves. Messages of third parties
 * are left out, because a parser, graphql-js or a bank may quote account data in them; where they were thrown is told
 * instead.
 */
export function failureFields(failure: unknown): Readonly<Record<string, unknown>> {
  if (!(failure instanceof Error)) return { failure: typeof failure };
  const cause = failure.cause instanceof Error ? { cause: nameOf(failure.cause) } : {};
  if (failure instanceof GatewayError) {
    const { supportReferences } = failure.facts;
    const references = supportReferences && { supportReferences };
    return { failure: failure.name, code: failure.code, detail: failure.message, ...references, ...cause };
  }
  return { failure: nameOf(failure), at: framesOf(failure), ...cause };
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
