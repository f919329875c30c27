/** The environment, read here and nowhere else. Empty variables count as missing. */
export function readEnvironment(): Readonly<Record<string, string>> {
  const present = Object.entries(process.env).filter(
    (pair): pair is [string, string] => pair[1] !== undefined && pair[1] !== "",
  );
  return Object.fromEntries(present);
}
