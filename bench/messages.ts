/** What the processes of the benchmark say to each other. */

/** Where the bank's FDX API begins. */
export const BASE_PATH = "/fdx/v6/";

/** The first message of every child. */
export interface Ready {
  readonly url: string;
}

/** Calls to the bank since it was asked last. */
export interface UpstreamCalls {
  readonly count: number;
  /** Calls that the bank has no answer for. */
  readonly unknown: number;
  /** The first hundred, with their parameters. */
  readonly paths: string[];
}

/** One HTTP request, to be sent again and again. */
export interface BenchRequest {
  readonly url: string;
  readonly method: "GET" | "POST";
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** What the load process is told to do: closed loop, each connection sends when it was answered. */
export interface LoadJob {
  readonly request: BenchRequest;
  readonly connections: number;
  /** Exactly so many requests are sent, and all of them waited for. */
  readonly answers: number;
  /** Whose CPU time to read: the server under test, and all processes of the benchmark. */
  readonly serverPid: number;
  readonly ownPids: readonly number[];
}

/** What the load process saw. Times of CPU are NaN where the system does not tell. */
export interface LoadResult {
  readonly answers: number;
  /** Time-outs, broken connections, answers other than 200, answers of another size. */
  readonly faults: number;
  readonly seconds: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly serverCpuMs: number;
  /** What programs outside the benchmark used of the whole machine, 0 to 1. */
  readonly othersShare: number;
}
