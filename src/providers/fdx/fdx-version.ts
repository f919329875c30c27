/** How requests are written. Answers are read by their shape and need no version. */
export interface FdxDialect {
  readonly startName: "startDate" | "startTime";
  readonly endName: "endDate" | "endTime";
}

/** @param version of the provider, for example "5.2". From 6.3 on the days of a history have names of their own. */
export function dialectOf(version: string): FdxDialect {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const isOlder = major < 6 || (major === 6 && minor < 3);
  return isOlder
    ? { startName: "startTime", endName: "endTime" }
    : { startName: "startDate", endName: "endDate" };
}
