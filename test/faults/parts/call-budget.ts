import { setTimeout as sleep } from "node:timers/promises";
import { RedisServer } from "../../support/redis-servers.js";
import { ask } from "../ask.js";
import { FaultsWorld, type RunningGateway } from "../faults-world.js";
import type { Measurement, Part } from "../part.js";

const PROCESSES = 4;
const APPS = Array.from({ length: 10 }, (_, index) => `app-${index + 1}`);
const PERSON = "alex";
const AT_ONCE = 80;
/** That one query is sent to a gateway that has too much to do. */
const MOST_TIMES = 5;
const BUDGET = { per: "account", calls: 4, windowSeconds: 86_400, reservedForUsers: 2 };

/** What one app sends: its own token, and the account under the id that this app has. */
interface Sender {
  readonly token: string;
  readonly query: string;
}

/** Many apps that are interested in one account of four calls a day: background jobs first, then the person, everywhere at once. */
export const callBudget: Part = async (size) => {
  const redis = await RedisServer.start();
  const world = await FaultsWorld.start({
    ...{ banks: 1, apps: APPS, provider: { callBudgets: [BUDGET] } },
    environment: { STORE: "redis", REDIS_URL: redis.url, SINGLE_NODE: "on" },
  });
  try {
    for (const app of APPS) await world.give([PERSON], world.bankNames, app);
    const gateways = await Promise.all(Array.from({ length: PROCESSES }, () => world.gateway()));
    const senders = await Promise.all(APPS.map((app) => senderOf(world, gateways[0], app)));
    await world.take();
    const queries = size === "small" ? 160 : 1000;
    const send = (actorType: string): Promise<readonly string[]> =>
      sendMany(gateways, senders, { queries: queries / 2, actorType });
    const seen = { jobs: await send("BATCH"), byJobs: await callsOf(world) };
    return [verdict({ ...seen, people: await send("USER"), byPeople: await callsOf(world) })];
  } finally {
    await world.close();
    await redis.remove();
  }
};

async function callsOf(world: FaultsWorld): Promise<number> {
  return (await world.take())["bank-1"]?.calls ?? 0;
}

interface Seen {
  /** `data`, or why not, of each query. */
  readonly jobs: readonly string[];
  readonly people: readonly string[];
  /** As the bank counts. */
  readonly byJobs: number;
  readonly byPeople: number;
}

function verdict({ jobs, people, byJobs, byPeople }: Seen): Measurement {
  const outcomes = [...jobs, ...people];
  const given = outcomes.filter((outcome) => outcome === "data").length;
  const refused = outcomes.filter((outcome) => outcome === "PROVIDER_BUDGET_SPENT").length;
  const others = outcomes.filter((outcome) => outcome !== "data" && outcome !== "PROVIDER_BUDGET_SPENT");
  const isWhole = given === byJobs + byPeople && others.length === 0;
  return {
    what: `budget of 4 a day per account, ${APPS.length} apps asking, ${PROCESSES} processes, ${outcomes.length} queries`,
    asked: "the bank never sees a fifth; background jobs have 2 of them",
    measured: `${byJobs} calls by jobs, ${byPeople} by people; ${given} queries with data, ${refused} refused before a call${others.length > 0 ? `, and ${others.join(", ")}` : ""}`,
    passed: byJobs === 2 && byPeople === 2 && isWhole,
  };
}

async function senderOf(
  world: FaultsWorld,
  gateway: RunningGateway | undefined,
  app: string,
): Promise<Sender> {
  if (gateway === undefined) throw new Error("no gateway");
  const token = await world.token(PERSON, app);
  const { data } = await ask(gateway, { token, query: "{ accounts { nodes { id } } }" });
  const [{ id }] = data.accounts.nodes as readonly [{ readonly id: string }];
  return { token, query: `{ accountTransactions(accountId: "${id}") { nodes { transactionId } } }` };
}

/** @returns `data`, or why not, of each. */
async function sendMany(
  gateways: readonly RunningGateway[],
  senders: readonly Sender[],
  { queries, actorType }: { readonly queries: number; readonly actorType: string },
): Promise<readonly string[]> {
  let next = 0;
  const outcomes: string[] = [];
  const sendOn = async (): Promise<void> => {
    while (next < queries) {
      const serial = next;
      next += 1;
      // Each app at each gateway in turn: ten and four have a common divisor.
      const gateway = gateways[(serial + Math.floor(serial / senders.length)) % gateways.length];
      const sender = senders[serial % senders.length];
      if (gateway === undefined || sender === undefined) throw new Error("nobody to ask");
      outcomes.push(await outcomeOf(gateway, sender, actorType));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, sendOn));
  return outcomes;
}

/** Four processes on few cores are now and then too busy, and say so before they look at a query: it is sent again, as an app does. */
async function outcomeOf(gateway: RunningGateway, sender: Sender, actorType: string): Promise<string> {
  for (let times = 1; ; times += 1) {
    const asked = await ask(gateway, { ...sender, headers: { "fdx-api-actor-type": actorType } });
    if (asked.errors === undefined) return "data";
    const code = String(asked.errors[0]?.extensions.code);
    if (code !== "OVERLOADED" || times === MOST_TIMES) return code;
    await sleep(Number(asked.headers["retry-after"]) * 1000);
  }
}
