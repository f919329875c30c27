import { isSince } from "../../fdx/version.js";

/** How requests are written. Answers are read by their shape and need no version. */
export interface FdxDialect {
  readonly startName: "startDate" | "startTime";
  readonly endName: "endDate" | "endTime";
}

/** @param version of the provider, for example "5.2". From 6.3 on the days of a history have names of their own. */
export function dialectOf(version: string): FdxDialect {
  return isSince(version, "6.3")
    ? { startName: "startDate", endName: "endDate" }
    : { startName: "startTime", endName: "endTime" };
}
