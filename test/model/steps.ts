/** Something that is about to happen outside of a process: a store call, a disk write, a message to or from the bank. */
interface Step {
  readonly lane: Lane;
  readonly run: () => void;
}

/** What waits to happen. Nothing goes on by itself, so that a test decides about every order of events. */
export class Steps {
  #waiting: Step[] = [];

  lane(): Lane {
    return new Lane(this);
  }

  get ready(): number {
    return this.#ready().length;
  }

  add(step: Step): void {
    this.#waiting.push(step);
  }

  /** Lets one happen, and everything that follows from it inside the processes. @returns whether there was one. */
  async release(pick: number): Promise<boolean> {
    const ready = this.#ready();
    const step = ready[pick % Math.max(1, ready.length)];
    if (step === undefined) return false;
    this.#waiting.splice(this.#waiting.indexOf(step), 1);
    step.run();
    await turn();
    return true;
  }

  drop(lane: Lane): void {
    this.#waiting = this.#waiting.filter((step) => step.lane !== lane);
  }

  #ready(): readonly Step[] {
    return this.#waiting.filter(({ lane }) => !lane.isStalled);
  }
}

/** The way of one process to everything outside of it. */
export class Lane {
  /** The process is stopped (SIGSTOP): nothing of it goes on, and time passes. */
  isStalled = false;
  readonly #steps: Steps;
  #isCut = false;

  constructor(steps: Steps) {
    this.#steps = steps;
  }

  /** Does `work` when it is its turn. After the process was killed it is never settled. */
  call<Result>(work: () => Promise<Result>): Promise<Result> {
    return new Promise((resolve, reject) => {
      if (this.#isCut) return;
      const run = (): void => {
        work().then(
          (result) => {
            if (!this.#isCut) resolve(result);
          },
          (failure: unknown) => {
            // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- handed on as it is
            if (!this.#isCut) reject(failure);
          },
        );
      };
      this.#steps.add({ lane: this, run });
    });
  }

  /**
   * The process is killed (SIGKILL).
   * @param arrives what was under way is still carried out, and nobody hears of it; else it is lost.
   */
  cut(arrives: boolean): void {
    this.#isCut = true;
    this.isStalled = false;
    if (!arrives) this.#steps.drop(this);
  }
}

/** Everything that can go on inside the processes without the outside has gone on afterwards. */
export function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
