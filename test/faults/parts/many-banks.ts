import { FaultProxy, type NetworkFaults } from "../../support/fault-proxy.js";
import { ask } from "../ask.js";
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
const BANK = "consent { dataProvider { id } }";
const PROBLEMS = "problems { dataProviderId code retryable }";
const BALANCE = "... on DepositAccount { currentBalance }";
/** How a query shows the banks it has whole, and how many rows that are. */
interface Stage {
  readonly name: string;
  readonly query: string;
  readonly rows: number;
}
const STAGES: readonly Stage[] = [
  {
    ...{ name: "accounts", rows: 45 },
    query: `{ list: accounts(first: 100) { nodes { id nickname ${BALANCE} ${BANK} } ${PROBLEMS} } }`,
  },
  {
    ...{ name: "accounts with their transactions", rows: 45 },
    query: `{ list: accounts(first: 100) { nodes { id ${BANK} transactions(first: 5) { nodes { id } } } ${PROBLEMS} } }`,
  },
  {
    ...{ name: "merged transactions", rows: 90 },
    query: `{ list: transactions(first: 90) { nodes { id accountNodeId } ${PROBLEMS} } }`,
  },
];

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
    for (const { query } of STAGES) await ask(gateway, { token, query });
    for (const [bank, faults] of SICK) await proxies.get(bank)?.set(faults);
    const measured: Measurement[] = [];
    for (const stage of STAGES) {
      const answers: Answer[] = [];
      for (let round = 0; round < (size === "small" ? 2 : 5); round += 1) {
        const headers = { "x-request-timeout-ms": String(DEADLINE_MS) };
        const { data, ms } = await ask(gateway, { token, query: stage.query, headers });
        answers.push({ ms, list: data.list });
      }
      measured.push(verdict(stage, answers));
    }
    return measured;
  } finally {
    await world.close();
    for (const proxy of proxies.values()) await proxy.close();
  }
};

interface Row {
  readonly id: string;
  readonly consent?: { readonly dataProvider: { readonly id: string } };
  readonly accountNodeId?: string;
  readonly transactions?: object | null;
}

interface Answer {
  readonly ms: number;
  readonly list: {
    readonly nodes: readonly Row[];
    readonly problems: readonly { readonly dataProviderId: string; readonly code: string }[];
  };
}

function verdict({ name, rows }: Stage, answers: readonly Answer[]): Measurement {
  const slowest = Math.max(...answers.map(({ ms }) => ms));
  const complete = Math.min(
    ...answers.map(({ list }) => (list.nodes.length === rows ? bankCount(list.nodes) : 0)),
  );
  const typed = answers.map(({ list }) => list.problems.map(({ dataProviderId }) => dataProviderId).join());
  const isTyped = typed.every((banks) => banks === [...SICK.keys()].join());
  const orders = new Set(answers.map(({ list }) => list.nodes.map(({ id }) => id).join())).size;
  const problems = answers.flatMap(({ list }) => list.problems);
  const codes = [...new Set(problems.map(({ dataProviderId, code }) => `${dataProviderId} ${code}`))];
  return {
    what: `20 consents, 3 dead (refused, reset, silent), 2 slow (10 s), deadline 2 s: ${name}`,
    asked: "answer ≤ 2.05 s, 15 complete, 5 typed, stable order",
    measured: `${answers.length} answers, slowest ${slowest.toFixed(0)} ms, ${complete} complete, typed ${codes.join(", ")}, ${orders} order(s)`,
    passed: slowest <= LIMIT_MS && complete === 15 && isTyped && orders === 1,
  };
}

/** @returns of how many banks there are rows, with all that was asked of each. */
function bankCount(nodes: readonly Row[]): number {
  const whole = nodes.filter(({ transactions }) => transactions !== null);
  // Each bank has three accounts.
  const accounts = new Set(whole.map(({ id, accountNodeId = id }) => accountNodeId));
  return accounts.size / 3;
}
