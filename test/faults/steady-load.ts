import { setTimeout as delay } from "node:timers/promises";

export interface LoadResult<Answer> {
  readonly answers: readonly Answer[];
  readonly failures: readonly unknown[];
}

/** Sends requests at a steady rate, whether or not earlier ones are answered, and waits for the last answer. */
export async function steadyLoad<Answer>(
  { perSecond, seconds }: { readonly perSecond: number; readonly seconds: number },
  send: (serial: number) => Promise<Answer>,
): Promise<LoadResult<Answer>> {
  const answers: Answer[] = [];
  const failures: unknown[] = [];
  const running: Promise<unknown>[] = [];
  const startedAt = performance.now();
  for (let serial = 0; serial < perSecond * seconds; serial += 1) {
    const dueIn = startedAt + (serial * 1000) / perSecond - performance.now();
    if (dueIn > 0) await delay(dueIn);
    running.push(
      send(serial).then(
        (answer) => answers.push(answer),
        (failure: unknown) => failures.push(failure),
      ),
    );
  }
  await Promise.all(running);
  return { answers, failures };
}
