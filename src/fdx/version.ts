/**
 * @param version of a provider, for example "6.4".
 * @param since as the tables write it: "6" where no minor version is known.
 * @returns whether that version has what came with `since`.
 */
export function isSince(version: string, since: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [sinceMajor = 0, sinceMinor = 0] = since.split(".").map(Number);
  return major === sinceMajor ? minor >= sinceMinor : major > sinceMajor;
}
