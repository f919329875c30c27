/**
 * What of a failure goes into a log line: codes and our own messages, down the chain of causes. Texts of third parties
 * are left out below our own error, because a parser or a bank may quote account data in them.
 */
export function failureFields(failure: unknown): Readonly<Record<string, unknown>> {
  if (!(failure instanceof Error)) return { failure: typeof failure };
  const code: unknown = "code" in failure ? failure.code : undefined;
  const cause = failure.cause instanceof Error ? { cause: causeName(failure.cause) } : {};
  return { failure: failure.name, code, detail: failure.message, ...cause };
}

function causeName(cause: Error): string {
  const code: unknown = "code" in cause ? cause.code : undefined;
  return typeof code === "string" ? `${cause.name} ${code}` : cause.name;
}
