/** What the processes of the benchmark say to each other. */

/** Where the bank's FDX API begins. */
export const BASE_PATH = "/fdx/v6/";

/** The first message of every child. */
export interface Ready {
  readonly url: string;
}

/** How much the bank has of what. */
export interface BankSize {
  readonly accounts: number;
  /** Of each account. */
  readonly transactions: number;
}

/** What the bank is told; it answers each with the calls since the last one. */
export interface BankOrder {
  /** How long it waits before each answer from now on. */
  readonly latencyMs?: number;
  /** What it has from now on. */
  readonly size?: BankSize;
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

/** Whose CPU time and memory to read: the server under test, and all processes of the benchmark. */
export interface Watched {
  readonly serverPid: number;
  readonly ownPids: readonly number[];
}

/** What the load process is told to do. */
export type LoadJob = ClosedLoad | OpenLoad | HeldLoad | WalkLoad;

/** Closed loop: each connection sends when it was answered. */
export interface ClosedLoad extends Watched {
  readonly kind: "closed";
  readonly request: BenchRequest;
  readonly connections: number;
  /** Exactly so many requests are sent, and all of them waited for. */
  readonly answers: number;
}

/** Open loop: evenly spaced requests, sent whether or not the earlier ones were answered. */
export interface OpenLoad extends Watched {
  readonly kind: "open";
  readonly request: BenchRequest;
  readonly perSecond: number;
  readonly answers: number;
}

/** So many requests that are open at the same time, each on a connection of its own. */
export interface HeldLoad extends Watched {
  readonly kind: "held";
  readonly request: BenchRequest;
  readonly open: number;
  /** After the last one was sent; the bank must wait for longer. */
  readonly lookAfterMs: number;
}

/** Reads a list page by page to its end, again and again on one connection. */
export interface WalkLoad extends Watched {
  readonly kind: "walk";
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Takes `$after: String`, and selects one `pageInfo { hasNextPage endCursor }`. */
  readonly document: string;
  readonly variables: Readonly<Record<string, unknown>>;
  /** At least so long, and the last walk to its end. */
  readonly seconds: number;
}

/** Times of CPU and memory are NaN where the system does not tell. */
export interface ServerUse {
  readonly seconds: number;
  /** Of the server and the processes that it has started. */
  readonly serverCpuMs: number;
  /** Of each process that the server has started. */
  readonly workerCpuMs: readonly number[];
  /** Of the bank, the load and the benchmark itself. */
  readonly sceneCpuMs: number;
  /** Most resident memory of the server since the job began. */
  readonly serverPeakMib: number;
  /** What programs outside the benchmark used of the whole machine, 0 to 1. */
  readonly othersShare: number;
}

/** What the load process saw of a closed or an open loop. */
export interface LoadResult extends ServerUse {
  readonly answers: number;
  /** Answers other than 200 or of another size, and requests without one. */
  readonly faults: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/** What it saw while requests were open, and after their answers. */
export interface HeldResult {
  readonly serverMib: number;
  readonly answers: number;
  readonly faults: number;
}

/** What it read, page by page. */
export interface WalkResult extends ServerUse {
  readonly walks: number;
  readonly pages: number;
  /** Bodies alone. */
  readonly bytes: number;
  /** Entries of the list in the last walk. */
  readonly entries: number;
  /** Pages other than 200 or with errors, walks of another size than the first. */
  readonly faults: number;
}
