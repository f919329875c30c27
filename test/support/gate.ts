/** Holds somebody up until the test lets them go on. */
export class Gate {
  /** Settles when somebody has come to the gate. */
  readonly reached: Promise<void>;
  readonly #opened: Promise<void>;
  #reach: () => void = () => undefined;
  #open: () => void = () => undefined;

  constructor() {
    this.reached = new Promise((resolve) => {
      this.#reach = resolve;
    });
    this.#opened = new Promise((resolve) => {
      this.#open = resolve;
    });
  }

  /** What is held up awaits this. */
  readonly pass = async (): Promise<void> => {
    this.#reach();
    await this.#opened;
  };

  open(): void {
    this.#open();
  }
}

/** @returns whether a promise has settled by the next turn of the event loop. */
export async function isSettled(promise: Promise<unknown>): Promise<boolean> {
  let settled = false;
  const mark = (): void => {
    settled = true;
  };
  promise.then(mark, mark);
  await new Promise((resolve) => setImmediate(resolve));
  return settled;
}
