import { Session, type Profiler } from "node:inspector";

/**
 * What V8 has seen run of the gateway's own files, by its precise block coverage. Every character of a file is counted once;
 * a block that runs for the first time brings the characters it is made of.
 */
export class ReachedCode {
  readonly #session = new Session();
  readonly #isOwn: (url: string) => boolean;
  readonly #files = new Map<string, Uint8Array>();
  readonly #functions = new Set<string>();
  #characters = 0;

  /** @param isOwn whether the file of this URL counts. */
  constructor(isOwn: (url: string) => boolean) {
    this.#isOwn = isOwn;
    this.#session.connect();
    this.#session.post("Profiler.enable");
    this.#session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: true });
  }

  get functions(): number {
    return this.#functions.size;
  }

  get characters(): number {
    return this.#characters;
  }

  /**
   * @param keep whether what is found counts as reached from now on.
   * @returns whether anything ran since the last look that never did before.
   */
  look(keep: boolean): boolean {
    let isNew = false;
    for (const { url, functions } of this.#take()) {
      if (!this.#isOwn(url)) continue;
      for (const reached of functions) isNew = this.#isNew(url, reached, keep) || isNew;
    }
    return isNew;
  }

  stop(): void {
    this.#session.disconnect();
  }

  /** An in-process session answers before `post` returns. */
  #take(): readonly Profiler.ScriptCoverage[] {
    let taken: readonly Profiler.ScriptCoverage[] | undefined;
    this.#session.post("Profiler.takePreciseCoverage", (failure, coverage) => {
      if (failure !== null) throw failure;
      taken = coverage.result;
    });
    if (taken === undefined) throw new Error("the coverage did not come at once");
    return taken;
  }

  #isNew(url: string, { functionName, ranges }: Profiler.FunctionCoverage, keep: boolean): boolean {
    const [whole] = ranges;
    if (whole === undefined || whole.count === 0) return false;
    const file = this.#fileOf(url, whole.endOffset);
    const fresh = ranThrough(ranges).filter((offset) => file[offset] === 0);
    if (keep) {
      for (const offset of fresh) file[offset] = 1;
      this.#characters += fresh.length;
      this.#functions.add(`${url} ${functionName} ${whole.startOffset}`);
    }
    return fresh.length > 0;
  }

  #fileOf(url: string, length: number): Uint8Array {
    const known = this.#files.get(url);
    if (known !== undefined && known.length >= length) return known;
    const file = new Uint8Array(2 * length);
    file.set(known ?? []);
    this.#files.set(url, file);
    return file;
  }
}

/** @returns the offsets that ran. Ranges are nested, outer ones first; the innermost one counts. */
function ranThrough(ranges: readonly Profiler.CoverageRange[]): readonly number[] {
  const from = ranges[0]?.startOffset ?? 0;
  const ran = new Uint8Array((ranges[0]?.endOffset ?? 0) - from);
  for (const { count, startOffset, endOffset } of ranges) {
    ran.fill(count > 0 ? 1 : 0, startOffset - from, endOffset - from);
  }
  return [...ran.keys()].filter((index) => ran[index] === 1).map((index) => from + index);
}
