/** What a worker tells its parent every second, and whenever it finds something. Memory is in bytes. */
export interface WorkerReport {
  readonly executions: number;
  readonly corpusSize: number;
  /** Places in answers × the codes they failed with. */
  readonly features: number;
  /** Functions and characters of the gateway's own code that ran. */
  readonly functions: number;
  readonly characters: number;
  /** The most upstream calls that one operation cost. */
  readonly mostCalls: number;
  readonly findings: number;
  readonly rss: number;
  /** Heap in use after a forced garbage collection, when the worker was warm, and at its end. */
  readonly heapAtFirst: number;
  readonly heapAtLast?: number;
  /** What broke, and where its input was written. */
  readonly found?: readonly string[];
  readonly file?: string;
}
