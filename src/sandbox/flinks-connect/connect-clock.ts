import { dayOf, type Day } from "../seed/calendar.js";

/** The time as this face sees it. The control endpoint can move it ahead, never back. */
export class ConnectClock {
  readonly #today: Date | undefined;
  readonly #moved: (() => void)[] = [];
  #aheadMs = 0;

  /** @param today the day the data ends on; default now. */
  constructor(today: Date | undefined) {
    this.#today = today;
  }

  /** Milliseconds since 1970: real time, and what was added to it. */
  now(): number {
    return Date.now() + this.#aheadMs;
  }

  /** The last day the banks' books have. */
  today(): Day {
    return dayOf(new Date((this.#today?.getTime() ?? Date.now()) + this.#aheadMs));
  }

  advance(milliseconds: number): void {
    this.#aheadMs += milliseconds;
    for (const tell of this.#moved) tell();
  }

  /** @param tell called after every move. */
  onMove(tell: () => void): void {
    this.#moved.push(tell);
  }
}

/** As Flinks writes times: in UTC, seven fraction digits, and nothing that says it is UTC. */
export function flinksTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace("Z", "0000");
}
