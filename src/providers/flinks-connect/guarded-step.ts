import { Deadline } from "../../core/deadline.js";
import { WorkEnd } from "../../core/work-signal.js";
import type { ProviderGuard } from "../guard/provider-guard.js";
import type { Verdict } from "../guard/reading.js";
import type { Run } from "./connect-run.js";
import type { CallContext } from "./connect-transport.js";
import { verdictOf } from "./connect-verdict.js";

/** For a place among the steps that are under way. */
const PLACE_WAIT_MS = 5000;

/** A step of a reading that goes to Flinks: what it is about to do is written first, and what came of it afterwards. */
export type TakeStep = (context: CallContext) => Promise<number | undefined>;

/**
 * Takes a step, unless Flinks is not to be called now. The guard stands before the whole of it: a step that is turned away has
 * written nothing, and one that is taken is judged by how its last call ended. It is never read as transient, so never taken
 * twice: it may begin a login at the bank.
 *
 * Rejects like `take`; without it with PROVIDER_UNAVAILABLE (and `retryAfter`) or PROVIDER_TIMEOUT.
 * @param guard takes it in any case if left out.
 */
export async function guardedStep(
  guard: ProviderGuard | undefined,
  run: Run,
  take: TakeStep,
): Promise<number | undefined> {
  const countCall = (): void => {
    const [first] = run.waiters;
    first?.countCall();
  };
  if (guard === undefined) return take({ countCall });
  let verdict: Verdict = "unknown";
  run.isTurnedAway = true;
  const send = (): Promise<number | undefined> => {
    run.isTurnedAway = false;
    return take({
      countCall,
      heard: (failure) => {
        verdict = verdictOf(failure);
      },
    });
  };
  // For waiting alone: its calls have times of their own.
  const request = { deadline: Deadline.after(PLACE_WAIT_MS), signal: new WorkEnd() };
  return guard.run({ request, origin: run, send, read: () => ({ verdict }) });
}
