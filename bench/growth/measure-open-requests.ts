import { USUAL_SIZE } from "../bank-data.js";
import type { HeldLoad, HeldResult } from "../messages.js";
import { type Operation, OPERATIONS } from "../operations.js";
import { tellBank } from "../stage.js";
import type { GrowthStage } from "./growth-stage.js";

const OPERATION = "account-balances";
const HELD_LIMIT_MS = 60_000;
const BANK_WAITS_S = 3;
/** When all have reached the bank, and none was answered. */
const LOOK_AFTER_S = 1.5;

/** The server's memory while so many requests wait for the bank. */
export interface OpenRequests {
  readonly open: number;
  readonly serverMib: number;
}

/** Each request is held at its one call to the bank. Rejects when one of them is not answered afterwards. */
export async function measureOpenRequests(
  stage: GrowthStage,
  numbers: readonly number[],
): Promise<readonly OpenRequests[]> {
  const operation = OPERATIONS.find(({ name }) => name === OPERATION);
  if (operation === undefined) throw new Error(`there is no operation ${OPERATION}`);
  await tellBank(stage, { size: USUAL_SIZE, latencyMs: BANK_WAITS_S * 1000 });
  const measured: OpenRequests[] = [];
  for (const open of numbers) measured.push({ open, serverMib: await memoryWith(stage, operation, open) });
  await tellBank(stage, { latencyMs: 0 });
  return measured;
}

async function memoryWith(stage: GrowthStage, operation: Operation, open: number): Promise<number> {
  const { load, target, serverPid, ownPids } = stage;
  const job: HeldLoad = {
    ...{ kind: "held", request: target.request(operation), open, serverPid, ownPids },
    lookAfterMs: LOOK_AFTER_S * 1000,
  };
  const { serverMib, answers, faults } = await load.ask<HeldResult>(job, HELD_LIMIT_MS);
  if (faults === 0 && answers === open) return serverMib;
  throw new Error(`${open} open requests: ${faults} faults, ${open - answers} answers missing`);
}
