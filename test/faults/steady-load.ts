import { setTimeout as delay } from "node:timers/promises";

export interface LoadResult<Answer> {
  readonly answers: readonly Answer[];
  readonly failures: readonly unknown[];
}

export type LoadTime = { readonly perSecond: number } & (
  { readonly seconds: number } | { readonly until: () => boolean }
);

/** Sends requests at a steady rate, whether or not earlier ones are answered, and waits for the last answer. */
export async function steadyLoad<Answer>(
  { perSecond, ...time }: LoadTime,
  send: (serial: number) => Promise<Answer>,
): Promise<LoadResult<Answer>> {
  const answers: Answer[] = [];
  const failures: unknown[] = [];
  const running: Promise<unknown>[] = [];
  const startedAt = performance.now();
  const isOver = (serial: number): boolean =>
    "until" in time ? time.until() : serial >= perSecond * time.seconds;
  for (let serial = 0; !isOver(serial); serial += 1) {
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
