import type { Deadline } from "../../core/deadline.js";
import { WorkEnd } from "../../core/work-signal.js";
import type { UpstreamRequest } from "../data-provider.js";

/** One call that several requests wait for. It is aborted when the last of them has left, and not before. */
export class Flight<Result> {
  /** The request that began it was refused its call. */
  isStartersFault = false;
  readonly #end = new WorkEnd();
  /** Missing once it has landed. */
  #done: Promise<Result> | undefined;
  #waiting = 0;
  #deadline: Deadline;

  /** @param onLanded is told before those who wait are. */
  constructor(
    starter: UpstreamRequest,
    start: (shared: UpstreamRequest) => Promise<Result>,
    onLanded: () => void,
  ) {
    this.#deadline = starter.deadline;
    this.#done = start(this.#sharedBy(starter)).finally(() => {
      // The map of flights may keep this object for longer (docs/adr/0041), and the answer is large.
      this.#done = undefined;
      onLanded();
    });
    // Those who wait are told; nobody may.
    this.#done.catch(() => undefined);
  }

  /** @throws Error once it has landed: nobody joins it then. */
  get done(): Promise<Result> {
    if (this.#done === undefined) throw new Error("the flight has landed");
    return this.#done;
  }

  /** @returns what leaves again, and says whether that ended the flight. */
  enter(deadline: Deadline): () => boolean {
    this.#waiting += 1;
    if (deadline.at > this.#deadline.at) this.#deadline = deadline;
    return () => {
      this.#waiting -= 1;
      if (this.#waiting > 0 || this.#done === undefined) return false;
      this.#end.abort();
      return true;
    };
  }

  /** Calls count for the one that began it; time and end are everybody's. */
  #sharedBy(starter: UpstreamRequest): UpstreamRequest {
    // Those who join later may have more time: whoever looks at the deadline must see the latest one.
    const latest = (): Deadline => this.#deadline;
    return {
      ...starter,
      signal: this.#end,
      startedBy: starter.startedBy ?? starter,
      get deadline() {
        return latest();
      },
      countCall: () => {
        try {
          starter.countCall();
        } catch (failure) {
          this.isStartersFault = true;
          throw failure;
        }
      },
    };
  }
}
