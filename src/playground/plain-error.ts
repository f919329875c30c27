/** A failure a person can be told about: the message is shown as it is. */
export class PlainError extends Error {
  override readonly name = "PlainError";
}

/** Says in plain words what went wrong; what nobody foresaw keeps its own words. */
export function plainWords(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
