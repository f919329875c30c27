/** Errors stand in the order in which they happened, which is no promise: they are compared as a set, all else byte by byte. */
export function comparableAnswer(text: string): readonly unknown[] {
  const { errors = [] } = JSON.parse(text) as { errors?: readonly unknown[] };
  const told = errors.map((error) => JSON.stringify(error));
  return [...told.reduce((rest, error) => rest.replace(error, ""), text).split(/,+/), ...told.sort()];
}
