import { setTimeout as delay } from "node:timers/promises";
import { Agent } from "undici";
import { eventually } from "../../support/eventually.js";
import { GatewayWorld } from "../../support/gateway-world.js";
import { ask } from "../ask.js";
import { FaultsWorld } from "../faults-world.js";
import type { Measurement, Part } from "../part.js";

const BANK = "bank-1";
const QUERY = "{ accounts { nodes { id } problems { code } } }";
const BATCH = 25;
const WITHIN_MS = 50;
const SHARE = 0.99;

/** Clients that hang up while a bank is asked for them. */
export const disconnects: Part = async (size) => [
  await reads(size === "whole" ? 1000 : 50),
  await tokenCalls(size === "whole" ? 20 : 3),
];

/** The bank notes when each call was ended; clients hang up in batches, all of one at the same time. */
async function reads(clients: number): Promise<Measurement> {
  const world = await FaultsWorld.start({ banks: 1 });
  try {
    await world.give(["alex"]);
    await world.behave([BANK], { latencyMs: 8000 });
    const gateway = await world.gateway();
    const token = await world.token("alex");
    const lateness: number[] = [];
    for (let done = 0; done < clients; done += BATCH) {
      const dispatcher = new Agent();
      const asked = Array.from({ length: BATCH }, () => ask(gateway, { token, query: QUERY, dispatcher }));
      const ended = Promise.allSettled(asked);
      await eventually(async () => (await world.look())[BANK]?.calls === BATCH);
      const hungUpAt = Date.now();
      await dispatcher.destroy();
      await ended;
      await delay(WITHIN_MS * 4);
      const { abortedAt = [] } = (await world.take())[BANK] ?? {};
      lateness.push(...abortedAt.map((at) => at - hungUpAt));
    }
    const inTime = lateness.filter((ms) => ms <= WITHIN_MS).length;
    return {
      what: `${clients} clients hang up while a bank is asked`,
      asked: `≥ ${SHARE * 100} % of upstream calls aborted within ${WITHIN_MS} ms`,
      measured: `${((100 * inTime) / clients).toFixed(1)} %, the latest after ${Math.max(...lateness)} ms, ${clients - lateness.length} not within ${WITHIN_MS * 4} ms`,
      passed: inTime >= SHARE * clients,
    };
  } finally {
    await world.close();
  }
}

/** A refresh takes a second; its reader hangs up meanwhile. The bank counts, and ends a grant whose token comes twice. */
async function tokenCalls(rounds: number): Promise<Measurement> {
  const world = await GatewayWorld.start();
  try {
    const { controlUrl } = world.banks.maple;
    const query = "{ customer { customerId } }";
    let whole = 0;
    await world.resetCalls();
    for (let round = 1; round <= rounds; round += 1) {
      // A consent of its own: behind a refresh comes a cool-down.
      const personId = `person-${round}`;
      await world.connect({ personId, bankPersonId: "alex" });
      const token = await world.token(personId);
      await world.control("PUT", `${controlUrl}/token-endpoint`, { answer: "late", delayMs: 300, times: 1 });
      await world.control("DELETE", `${controlUrl}/access-tokens`);
      const dispatcher = new Agent();
      const ended = Promise.allSettled([ask(world, { token, query, dispatcher })]);
      await eventually(async () => (await world.calls()).total["token.refresh_token"] === round);
      await dispatcher.destroy();
      await ended;
      const next = await ask(world, { token, query });
      if (typeof next.data?.customer.customerId === "string") whole += 1;
    }
    const { total } = await world.calls();
    const refreshes = total["token.refresh_token"] as number;
    const reuse = total.refreshTokenReuse as number;
    return {
      what: `${rounds} clients hang up while a token call is under way, strict rotation`,
      asked: "no token call aborted: the next reader has its token",
      measured: `${whole} next readers served, ${refreshes} token calls, ${reuse} reuse`,
      passed: whole === rounds && refreshes === rounds && reuse === 0,
    };
  } finally {
    await world.close();
  }
}
