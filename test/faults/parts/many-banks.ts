import { FaultProxy, type NetworkFaults } from "../../support/fault-proxy.js";
import { ask, percentile } from "../ask.js";
import { FaultsWorld } from "../faults-world.js";
import type { Measurement, Part } from "../part.js";

const DEADLINE_MS = 2000;
const LIMIT_MS = 2050;
/** Three are dead, each in its own way, and two answer after ten seconds. */
const SICK: ReadonlyMap<string, NetworkFaults> = new Map([
  ["bank-3", { down: true }],
  ["bank-5", { latencyMs: 10_000 }],
  ["bank-8", { resetAfterBytes: 0 }],
  ["bank-12", { latencyMs: 10_000 }],
  ["bank-15", { halfOpen: true }],
]);
const QUERY =
  `{ accounts(first: 100) { nodes { id nickname ... on DepositAccount { currentBalance } consent { dataProvider { id } } }
  problems { dataProviderId code retryable } } }`.replaceAll(/\s+/g, " ");

/** One query over twenty banks, five of them sick. */
export const manyBanks: Part = async (size) => {
  const proxies = new Map<string, FaultProxy>();
  const world = await FaultsWorld.start({
    banks: 20,
    reachedAt: async (bank, origin) => {
      const proxy = await FaultProxy.start({ host: "127.0.0.1", port: Number(new URL(origin).port) });
      proxies.set(bank, proxy);
      return proxy.origin;
    },
  });
  try {
    await world.give(["alex"]);
    const gateway = await world.gateway();
    const token = await world.token("alex");
    await ask(gateway, { token, query: QUERY });
    for (const [bank, faults] of SICK) await proxies.get(bank)?.set(faults);
    const answers = [];
    for (let round = 0; round < (size === "small" ? 2 : 10); round += 1) {
      const headers = { "x-request-timeout-ms": String(DEADLINE_MS) };
      answers.push(await ask(gateway, { token, query: QUERY, headers }));
    }
    return [verdict(answers.map(({ data, ms }) => ({ accounts: data.accounts, ms })))];
  } finally {
    await world.close();
    for (const proxy of proxies.values()) await proxy.close();
  }
};

interface Answer {
  readonly ms: number;
  readonly accounts: {
    readonly nodes: readonly {
      readonly id: string;
      readonly consent: { readonly dataProvider: { readonly id: string } };
    }[];
    readonly problems: readonly { readonly dataProviderId: string; readonly code: string }[];
  };
}

function verdict(answers: readonly Answer[]): Measurement {
  const slowest = percentile(
    answers.map(({ ms }) => ms),
    1,
  );
  const banks = answers.map(({ accounts }) => [
    ...new Set(accounts.nodes.map(({ consent }) => consent.dataProvider.id)),
  ]);
  const complete = answers.map(({ accounts }, index) =>
    accounts.nodes.length === 45 ? (banks[index]?.length ?? 0) : 0,
  );
  const typed = answers.map(({ accounts }) =>
    accounts.problems.map(({ dataProviderId: id, code }) => `${id} ${code}`),
  );
  const orders = new Set(answers.map(({ accounts }) => accounts.nodes.map(({ id }) => id).join()));
  const sick = [...SICK.keys()];
  const isTyped = typed.every((each) => each.map((text) => text.split(" ")[0]).join() === sick.join());
  return {
    what: "20 consents, 3 dead (refused, reset, silent), 2 slow (10 s), deadline 2 s",
    asked: "answer ≤ 2.05 s, 15 complete, 5 typed, stable order",
    measured: `${answers.length} answers, slowest ${slowest.toFixed(0)} ms, ${Math.min(...complete)} complete, ${typed[0]?.length ?? 0} typed (${typed[0]?.join(", ") ?? ""}), ${orders.size} order(s)`,
    passed: slowest <= LIMIT_MS && complete.every((count) => count === 15) && isTyped && orders.size === 1,
  };
}
