import type { Part } from "../part.js";
import { ResilienceWorld } from "../resilience-world.js";
import type { WorkerProcess } from "../worker-process.js";
import type { ReadAnswer } from "../worker-protocol.js";
import type { ConsentReference } from "../../../src/tokens/consent-reference.js";

const PROCESSES = 4;
const AT_ONCE = 64;

/** All processes want all consents refreshed, again and again, at a bank that ends a grant when a token comes twice. */
export const strictRounds: Part = async (size) => {
  const [consents, rounds] = size === "whole" ? [1000, 50] : [50, 4];
  const world = await ResilienceWorld.start({ rotation: "strict", tokenTimeoutMs: 10_000 });
  try {
    const references = (await world.give(consents)).map(({ reference }) => reference);
    const workers = await world.workers(PROCESSES);
    const answers: ReadAnswer[] = [];
    for (let round = 0; round < rounds; round += 1) answers.push(...(await renewAll(workers, references)));
    const reports = [...(await world.reports()).values()];
    const dead = reports.filter(({ alive }) => !alive).length;
    const reuses = sum(reports.map((report) => report.reuses));
    const refreshes = sum(reports.map((report) => report.refreshes));
    const errors = answers.filter((answer) => Object.keys(answer.errors).length > 0);
    const failed = sum(errors.flatMap((answer) => Object.values(answer.errors)));
    const codes = [...new Set(errors.flatMap((answer) => Object.keys(answer.errors)))];
    return [
      {
        what: `${consents.toLocaleString("en")} consents × ${rounds} refresh rounds, ${PROCESSES} processes, strict rotation`,
        asked: "0 dead consents, 0 reuse",
        measured:
          `${dead} dead, ${reuses} reuse, ${refreshes.toLocaleString("en")} refreshes, ${failed} failed calls ${codes.join()}`.trim(),
        passed: dead + reuses + failed === 0 && refreshes === consents * rounds,
      },
    ];
  } finally {
    await world.close();
  }
};

/** Each process begins elsewhere, and all meet. */
function renewAll(
  workers: readonly WorkerProcess[],
  references: readonly ConsentReference[],
): Promise<readonly ReadAnswer[]> {
  const newerThan = Date.now();
  return Promise.all(
    workers.map((worker, index) => {
      const start = Math.floor((index * references.length) / workers.length);
      const turned = [...references.slice(start), ...references.slice(0, start)];
      return worker.renew(turned, newerThan, AT_ONCE);
    }),
  );
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
