import type { Part } from "../part.js";
import { ResilienceWorld } from "../resilience-world.js";

const PROCESSES = 4;
const AT_ONCE = 64;

/** All processes want all consents refreshed, again and again, at a bank that ends a grant when a token comes twice. */
export const strictRounds: Part = async (size) => {
  const [consents, rounds] = size === "whole" ? [1000, 50] : [50, 4];
  const world = await ResilienceWorld.start({ rotation: "strict", tokenTimeoutMs: 10_000 });
  try {
    const given = await world.give(consents);
    const references = given.map(({ reference }) => reference);
    const workers = await world.workers(PROCESSES);
    const errors: Record<string, number> = {};
    for (let round = 0; round < rounds; round += 1) {
      const newerThan = Date.now();
      const answers = await Promise.all(
        workers.map((worker, index) => {
          // Each process begins elsewhere, and all meet.
          const start = Math.floor((index * consents) / PROCESSES);
          const turned = [...references.slice(start), ...references.slice(0, start)];
          return worker.renew(turned, newerThan, AT_ONCE);
        }),
      );
      for (const answer of answers) {
        for (const [code, count] of Object.entries(answer.errors)) errors[code] = (errors[code] ?? 0) + count;
      }
    }
    const reports = [...(await world.reports()).values()];
    const dead = reports.filter(({ alive }) => !alive).length;
    const reuses = reports.reduce((sum, report) => sum + report.reuses, 0);
    const refreshes = reports.reduce((sum, report) => sum + report.refreshes, 0);
    const failed = Object.values(errors).reduce((sum, count) => sum + count, 0);
    return [
      {
        what: `${consents.toLocaleString("en")} consents × ${rounds} refresh rounds, ${PROCESSES} processes, strict rotation`,
        asked: "0 dead consents, 0 reuse",
        measured:
          `${dead} dead, ${reuses} reuse, ${refreshes.toLocaleString("en")} refreshes, ${failed} failed calls ${failed === 0 ? "" : JSON.stringify(errors)}`.trim(),
        passed: dead === 0 && reuses === 0 && refreshes === consents * rounds && failed === 0,
      },
    ];
  } finally {
    await world.close();
  }
};
