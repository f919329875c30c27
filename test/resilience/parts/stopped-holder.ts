import { setTimeout as delay } from "node:timers/promises";
import type { Measurement, Part } from "../part.js";
import { type Given, ResilienceWorld, type Rotation } from "../resilience-world.js";

const TOKEN_TIMEOUT_MS = 1000;
/** With a strict bank; shorter with the others. */
const LEASE_MS = 3 * TOKEN_TIMEOUT_MS;

interface Setting {
  readonly rotation: Rotation;
  readonly moment: "before-send" | "after-answer";
}

const SETTINGS: readonly Setting[] = [
  { rotation: "strict", moment: "before-send" },
  { rotation: { graceSeconds: 30 }, moment: "before-send" },
  { rotation: { graceSeconds: 30 }, moment: "after-answer" },
  { rotation: "none", moment: "after-answer" },
];

/** A process that refreshes is stopped, another one takes over, and then the first goes on. */
export const stoppedHolder: Part = async () => {
  let reuses = 0;
  let stale = 0;
  let broken = 0;
  for (const setting of SETTINGS) {
    const found = await stopAndContinue(setting);
    reuses += found.reuses;
    stale += found.isStale ? 1 : 0;
    broken += found.works ? 0 : 1;
  }
  return [
    {
      what: "a holder stopped (SIGSTOP) for two leases before it sends, and after its answer where the bank forgives, then continued",
      asked: "0 stale writes accepted, 0 reuse",
      measured: `${SETTINGS.length} times: ${stale} stale writes, ${reuses} reuse, ${broken} consents broken`,
      passed: stale === 0 && reuses === 0 && broken === 0,
    },
    await afterAStrictAnswer(),
  ];
};

async function stopAndContinue(
  setting: Setting,
): Promise<{ readonly reuses: number; readonly isStale: boolean; readonly works: boolean }> {
  const world = await ResilienceWorld.start({ rotation: setting.rotation, tokenTimeoutMs: TOKEN_TIMEOUT_MS });
  try {
    const given = await expiredConsent(world);
    const [holder, other] = await Promise.all([world.worker(), world.worker()]);
    await holder.tell({ do: "stop-at", moment: setting.moment });
    const held = holder.read([given.reference]);
    await delay(500);
    const taken = await other.read([given.reference]);
    await delay(2 * LEASE_MS);
    holder.child.kill("SIGCONT");
    const late = await held;
    // What everybody is given now must be what the other process won, not what the first one holds.
    const now = await (await world.worker()).read([given.reference]);
    const renewed = await other.renew([given.reference], Date.now() + 60_000, 1);
    const report = (await world.reports()).get(given.grantId);
    return {
      reuses: report?.reuses ?? 0,
      isStale: now.tokens[0] !== taken.tokens[0] || (late.given === 1 && late.tokens[0] !== taken.tokens[0]),
      works: taken.given === 1 && renewed.given === 1 && report?.alive === true,
    };
  } finally {
    await world.close();
  }
}

/** Nothing can be done then but say so: the bank has spent the token, and nobody else has its answer. */
async function afterAStrictAnswer(): Promise<Measurement> {
  const world = await ResilienceWorld.start({ rotation: "strict", tokenTimeoutMs: TOKEN_TIMEOUT_MS });
  try {
    const given = await expiredConsent(world);
    const [holder, other] = await Promise.all([world.worker(), world.worker()]);
    await holder.tell({ do: "stop-at", moment: "after-answer" });
    const held = holder.read([given.reference]);
    await delay(500);
    const taken = await other.read([given.reference]);
    holder.child.kill("SIGCONT");
    const late = await held;
    const { reauth } = await other.status();
    const told = reauth.includes(`${given.reference.consentId} refresh_answer_lost`);
    return {
      what: "a holder stopped between a strict bank's answer and our disk, beyond its lease, without a courier",
      asked: "REAUTH_REQUIRED with its reason on the first call, no stale write",
      measured: `${told ? "told" : "NOT told"} refresh_answer_lost, errors ${JSON.stringify(taken.errors)}, the holder was given ${late.given} token(s) afterwards`,
      passed: told && taken.errors["CONSENT_REAUTH_REQUIRED"] === 1 && late.given === 0,
    };
  } finally {
    await world.close();
  }
}

async function expiredConsent(world: ResilienceWorld): Promise<Given> {
  const [given] = await world.give(1, { expired: true });
  if (given === undefined) throw new Error("no consent");
  return given;
}
