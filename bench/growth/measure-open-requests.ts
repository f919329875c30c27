import type { BenchOptions } from "../arguments.js";
import { USUAL_SIZE } from "../bank-data.js";
import type { HeldLoad, HeldResult } from "../messages.js";
import { OPERATIONS } from "../operations.js";
import { tellBank } from "../stage.js";
import type { GrowthStage } from "./growth-stage.js";

const OPERATION = "account-balances";
const HELD_LIMIT_MS = 60_000;

/** The server's memory while so many requests wait for the bank. */
export interface OpenRequests {
  readonly open: number;
  readonly serverMib: number;
}

/** Each request is held at its one call to the bank. Rejects when one of them is not answered afterwards. */
export async function measureOpenRequests(
  stage: GrowthStage,
  { growth }: BenchOptions,
): Promise<readonly OpenRequests[]> {
  const waitsMs = growth.bankWaitsSeconds * 1000;
  await tellBank(stage, { size: USUAL_SIZE, latencyMs: waitsMs });
  const measured: OpenRequests[] = [];
  for (const open of growth.open) {
    measured.push({ open, serverMib: await memoryWith(stage, open, waitsMs / 2) });
  }
  await tellBank(stage, { latencyMs: 0 });
  return measured;
}

/** @param lookAfterMs when all have reached the bank, and none was answered. */
async function memoryWith(stage: GrowthStage, open: number, lookAfterMs: number): Promise<number> {
  const { load, target, serverPid, ownPids } = stage;
  const operation = OPERATIONS.find(({ name }) => name === OPERATION);
  if (operation === undefined) throw new Error(`there is no operation ${OPERATION}`);
  const request = target.request(operation);
  const job: HeldLoad = { kind: "held", request, open, lookAfterMs, serverPid, ownPids };
  const { serverMib, answers, faults } = await load.ask<HeldResult>(job, HELD_LIMIT_MS);
  if (faults === 0 && answers === open) return serverMib;
  throw new Error(`${open} open requests: ${faults} faults, ${open - answers} answers missing`);
}
