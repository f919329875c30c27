import { setTimeout as delay } from "node:timers/promises";

/** What a test has done to the FDX data calls. */
export interface AvailabilitySetting {
  /** Every data call is answered with this status; null serves as usual. */
  readonly status: number | null;
  readonly delayMs: number;
}

/** The switch between an open bank, a slow one and one that is closed. */
export class Availability {
  #setting: AvailabilitySetting = { status: null, delayMs: 0 };

  set(setting: AvailabilitySetting): void {
    this.#setting = setting;
  }

  /** Waits as long as the setting says, then tells the status to refuse with, if any. */
  async refusal(): Promise<number | null> {
    const { status, delayMs } = this.#setting;
    // Unreferenced: a bank that is closed meanwhile does not keep the process alive.
    if (delayMs > 0) await delay(delayMs, undefined, { ref: false });
    return status;
  }
}
