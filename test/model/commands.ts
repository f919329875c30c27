import fc from "fast-check";
import type { StoreFault } from "../support/memory-store.js";
import type { Plan } from "./model-bank.js";
import { CONSENTS, PROCESSES, type TokenModel } from "./token-model.js";

type Command = fc.AsyncCommand<object, TokenModel>;

/** The bank ends a grant seldom: nothing can happen to it afterwards. */
const PLANS: readonly Plan[] = [
  ...(["ok", "ok", "ok", "lost", "lost", "late", "late", "outage", "outage"] as const),
  ...(["unreachable", "invalid_client", "invalid_grant"] as const),
];
const FAULTS: readonly StoreFault[] = ["none", "none", "down", "lossy"];
const HOUR_MS = 3_600_000;
/** Around the poll, the token timeout, the cool-down and the patience. */
const PASSING_MS = [250, 750, 1500, 4000, 11_000];
/** A token is over; an hour; and more than the bank lets a refresh token idle. */
const SUSPENDED_MS = [16_000, HOUR_MS, 31 * 24 * HOUR_MS];
const WALL_JUMPS_MS = [0, -HOUR_MS, HOUR_MS, 31 * 24 * HOUR_MS];

const process = fc.nat({ max: PROCESSES - 1 });
const consent = fc.nat({ max: CONSENTS - 1 });
const asked = fc.tuple(process, consent);

function command(name: string, act: (model: TokenModel) => Promise<void> | void): Command {
  return {
    check: () => true,
    run: async (_state, model) => {
      await act(model);
      model.judge.verify();
    },
    toString: () => name,
  };
}

const read = asked.map(([p, c]) =>
  command(`read(${p}, ${c})`, (model) => {
    model.read(p, c);
  }),
);

const readWithRejected = asked.map(([p, c]) =>
  command(`readWithRejected(${p}, ${c})`, (model) => {
    model.readWithRejected(p, c);
  }),
);

const picks = (minLength: number): fc.Arbitrary<number[]> =>
  fc.array(fc.nat({ max: 5 }), { minLength, maxLength: 15 });

/** Tokens are to be replaced, the bank answers so, and so much of it has happened when the next command comes. */
const refresh = fc.tuple(asked, fc.constantFrom(...PLANS), picks(0)).map(([[p, c], answer, steps]) =>
  command(`refresh(${p}, ${c}, ${answer}, [${steps.join()}])`, (model) => {
    model.plan(c, [answer]);
    model.renew(p, c);
    return model.run(steps);
  }),
);

const keeperRound = process.map((p) =>
  command(`keeperRound(${p})`, (model) => {
    model.keeperRound(p);
  }),
);

const revoke = asked.map(([p, c]) =>
  command(`revoke(${p}, ${c})`, (model) => {
    model.revoke(p, c);
  }),
);

/** So many things happen, in this order. */
const run = picks(1).map((steps) => command(`run(${steps.join()})`, (model) => model.run(steps)));

const pass = fc.constantFrom(...PASSING_MS).map((ms) => command(`pass(${ms})`, (model) => model.pass(ms)));

const suspend = fc.constantFrom(...SUSPENDED_MS).map((ms) =>
  command(`suspend(${ms})`, (model) => {
    model.suspend(ms);
  }),
);

const plan = fc
  .tuple(consent, fc.array(fc.constantFrom(...PLANS), { minLength: 1, maxLength: 3 }))
  .map(([c, plans]) =>
    command(`plan(${c}, ${plans.join()})`, (model) => {
      model.plan(c, plans);
    }),
  );

const releaseLate = fc.constant(
  command("releaseLate()", (model) => {
    model.bank.releaseLate();
  }),
);

const kill = fc.tuple(process, fc.boolean()).map(([p, arrives]) =>
  command(`kill(${p}, ${arrives})`, (model) => {
    model.kill(p, arrives);
  }),
);

/** At which of the steps of one refresh it happens. */
const moment = fc.nat({ max: 14 }).map((steps) => Array.from({ length: steps }, () => 0));

/** A process is killed in the middle of a refresh; in its place another one starts at once, or later. */
const killInRefresh = fc
  .tuple(asked, moment, fc.boolean(), fc.boolean())
  .map(([[p, c], steps, arrives, restarts]) =>
    command(`killInRefresh(${p}, ${c}, ${steps.length}, ${arrives}, ${restarts})`, async (model) => {
      model.renew(p, c);
      await model.run(steps);
      model.kill(p, arrives);
      if (restarts) model.restart(p);
    }),
  );

/** A process is stopped in the middle of a refresh, loses it to another one, and goes on. */
const stopInRefresh = fc
  .tuple(asked, moment, process, fc.constantFrom(...PASSING_MS), picks(0))
  .map(([[p, c], before, other, ms, after]) =>
    command(
      `stopInRefresh(${p}, ${c}, ${before.length}, ${other}, ${ms}, [${after.join()}])`,
      async (model) => {
        model.renew(p, c);
        await model.run(before);
        model.stall(p, true);
        model.renew(other, c);
        await model.pass(ms);
        await model.run(after);
        model.stall(p, false);
      },
    ),
  );

/** The store goes away from a process in the middle of a refresh, and it tries again. */
const storeFaultInRefresh = fc
  .tuple(asked, moment, fc.constantFrom<StoreFault>("down", "lossy"), process, fc.constantFrom(...PASSING_MS))
  .map(([[p, c], steps, fault, other, ms]) =>
    command(`storeFaultInRefresh(${p}, ${c}, ${steps.length}, ${fault}, ${other}, ${ms})`, async (model) => {
      model.renew(p, c);
      await model.run(steps);
      model.breakStore(p, fault);
      await model.pass(ms);
      model.renew(other, c);
      await model.pass(ms);
      model.breakStore(p, "none");
    }),
  );

/** Somebody who remembers the tokens asks for them once the consent is revoked. */
const readRevoked = fc.tuple(asked, process).map(([[p, c], other]) =>
  command(`readRevoked(${p}, ${c}, ${other})`, async (model) => {
    model.read(p, c);
    await model.settle();
    model.revoke(other, c);
    await model.settle();
    model.read(p, c);
    await model.settle();
  }),
);

const restart = process.map((p) =>
  command(`restart(${p})`, (model) => {
    model.restart(p);
  }),
);

const stall = fc.tuple(process, fc.boolean()).map(([p, stalled]) =>
  command(`stall(${p}, ${stalled})`, (model) => {
    model.judge.fault("stalled");
    model.process(p).isStalled = stalled;
  }),
);

const storeFault = fc.tuple(process, fc.constantFrom(...FAULTS)).map(([p, fault]) =>
  command(`storeFault(${p}, ${fault})`, (model) => {
    model.judge.fault("store");
    model.process(p).storeFault = fault;
  }),
);

const clockJump = fc.tuple(process, fc.constantFrom(...WALL_JUMPS_MS)).map(([p, ms]) =>
  command(`clockJump(${p}, ${ms})`, (model) => {
    model.judge.fault("clock");
    model.process(p).wallOffsetMs = ms;
  }),
);

const lostWrites = fc.integer({ min: 1, max: 3 });

const forget = fc.tuple(consent, lostWrites).map(([c, changes]) =>
  command(`forget(${c}, ${changes})`, (model) => {
    model.forget(c, changes);
  }),
);

const forgetButRemember = fc
  .tuple(process, consent, lostWrites)
  .map(([p, c, changes]) =>
    command(`forgetButRemember(${p}, ${c}, ${changes})`, (model) => model.forgetButRemember(p, c, changes)),
  );

const often = [read, refresh, refresh, run, run, pass, pass];
const atSteps = [killInRefresh, stopInRefresh, storeFaultInRefresh];
const faults = [...atSteps, kill, restart, restart, stall, storeFault];
const now = [readWithRejected, keeperRound, suspend, clockJump, plan, releaseLate, forgetButRemember];
const all = [...often, ...often, ...often, ...faults, ...faults, ...now, revoke, readRevoked];

/** What may happen, up to 40 things a run. `forget` breaks what the store promises, so not every run knows it. */
export function commands(storeForgets: boolean): fc.Arbitrary<Iterable<Command>> {
  return fc.commands(storeForgets ? [...all, forget, forget] : all, { maxCommands: 40, size: "max" });
}
