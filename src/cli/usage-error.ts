/** A command line that says nothing we can do; its message is how it should be. */
export class UsageError extends Error {
  override readonly name = "UsageError";

  constructor(usage: string) {
    super(`Usage: ${usage}`);
  }
}
