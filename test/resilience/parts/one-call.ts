import type { Part } from "../part.js";
import { ResilienceWorld } from "../resilience-world.js";

const PROCESSES = 4;

/** Many readers in several processes find one expired token. */
export const oneCall: Part = async (size) => {
  const reads = size === "whole" ? 10_000 : 1000;
  const world = await ResilienceWorld.start({ rotation: "strict" });
  try {
    const [given] = await world.give(1, { expired: true });
    if (given === undefined) throw new Error("no consent");
    const workers = await world.workers(PROCESSES);
    const answers = await Promise.all(
      workers.map((worker) => worker.read([given.reference], reads / PROCESSES)),
    );
    const served = answers.reduce((sum, answer) => sum + answer.given, 0);
    const tokens = new Set(answers.flatMap((answer) => answer.tokens));
    const calls = await world.tokenCalls();
    return [
      {
        what: `${reads.toLocaleString("en")} concurrent reads of one expired consent over ${PROCESSES} processes`,
        asked: "exactly 1 token call at the bank",
        measured: `${calls} token call(s), ${served} reads served, ${tokens.size} distinct token(s)`,
        passed: calls === 1 && served === reads && tokens.size === 1,
      },
    ];
  } finally {
    await world.close();
  }
};
