import { LIFE_SECONDS, type UseResult } from "./measure.js";

/** One thing that was promised, and what was found. */
export interface Verdict {
  readonly what: string;
  readonly asked: string;
  readonly found: string;
  readonly passed: boolean;
}

/** What must hold at whatever speed, on whatever machine. */
export function countVerdicts(result: UseResult): readonly Verdict[] {
  const { consents, reads, failures, refused, refreshes, mostRefreshes } = result;
  const most = Math.max(...refreshes);
  return [
    verdict("reads that failed", "0", `${failures.length} of ${reads}`, failures.length === 0),
    verdict("reads whose token the bank refused", "0", String(refused), refused === 0),
    verdict(
      "refreshes of each consent",
      `1 to ${mostRefreshes}`,
      `${Math.min(...refreshes)} to ${most}, ${consents} consents`,
      refreshes.length === consents && Math.min(...refreshes) >= 1 && most <= mostRefreshes,
    ),
  ];
}

/** What another load on the machine may spoil. */
export function timeVerdicts({
  ages,
  late,
  waited,
  median,
  slowest,
  tokenCallMs,
}: UseResult): readonly Verdict[] {
  const [first, last] = [Math.min(...ages), Math.max(...ages)];
  return [
    verdict(
      "age of a token when its successor was there",
      `under ${LIFE_SECONDS - 10} s: nobody has to wait for it`,
      `${first.toFixed(0)} to ${last.toFixed(0)} s`,
      late === 0,
    ),
    verdict(
      `reads as slow as a token call (${tokenCallMs} ms)`,
      "0",
      `${waited}; the slowest ${slowest.toFixed(0)} ms, the median ${median.toFixed(1)} ms`,
      waited === 0,
    ),
  ];
}

function verdict(what: string, asked: string, found: string, passed: boolean): Verdict {
  return { what, asked, found, passed };
}
