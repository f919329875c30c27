import { GatewayWorld, type GraphQLAnswer } from "../../support/gateway-world.js";
import { MovedClock } from "../../support/moved-clock.js";
import type { Measurement, Part } from "../part.js";

const TOKEN_SECONDS = 300;
const CONSENTS = 20;
/** What is kept for the whole run. Its days are named: those that are left out are others behind midnight, and the clock runs on by hours. */
const keptOn = (day: string): string =>
  `{ accounts { nodes { nickname transactions(first: 2, startDate: "${day}", endDate: "${day}") { nodes { description } } } } }`;
/** What goes to the bank, and so needs a token that is not too old. */
const FRESH = "{ customer { name { last } } }";

/** One consent each of many people, real tokens of a real authorization server; whatever is read anew finds its token too old. */
export const cacheOverRefreshes: Part = async (size) => {
  const clock = new MovedClock();
  const world = await GatewayWorld.start({ withoutGateway: true, accessTokenSeconds: TOKEN_SECONDS, clock });
  const config = world.config();
  const cache = { ...config.cache, mode: "on" as const, keepSeconds: 86_400 };
  await world.startGateway({ ...config, cache });
  try {
    const people = Array.from({ length: CONSENTS }, (_, index) => `person-${index}`);
    for (const personId of people) await world.connect({ personId, bankPersonId: "alex" });
    const kept = keptOn(new Date(clock.now()).toISOString().slice(0, 10));
    for (const personId of people) await read(world, personId, kept);
    const rounds = size === "small" ? 5 : 50;
    const without = await rateOver(rounds, () => readAll(world, people, kept));
    const before = await tokenCalls(world);
    const during = await rateOver(rounds, async () => {
      clock.advance(TOKEN_SECONDS * 1000);
      for (const personId of people) await read(world, personId, FRESH, "max-age=0");
      return readAll(world, people, kept);
    });
    return [verdict({ without, during, refreshes: (await tokenCalls(world)) - before })];
  } finally {
    await world.close();
  }
};

interface Reads {
  readonly cached: number;
  readonly made: number;
}

async function rateOver(rounds: number, round: () => Promise<Reads>): Promise<number> {
  let [cached, all] = [0, 0];
  for (let index = 0; index < rounds; index += 1) {
    const reads = await round();
    cached += reads.cached;
    all += reads.cached + reads.made;
  }
  return cached / all;
}

async function readAll(world: GatewayWorld, people: readonly string[], kept: string): Promise<Reads> {
  const answers = await Promise.all(people.map((personId) => read(world, personId, kept)));
  const told = answers.map(({ extensions }) => extensions?.upstream ?? { made: NaN, cached: NaN });
  return {
    cached: told.reduce((sum, { cached }) => sum + cached, 0),
    made: told.reduce((sum, { made }) => sum + made, 0),
  };
}

async function read(
  world: GatewayWorld,
  personId: string,
  query: string,
  cacheControl = "max-age=86400",
): Promise<GraphQLAnswer> {
  const headers = { authorization: `Bearer ${await world.token(personId)}`, "cache-control": cacheControl };
  const answer = await world.post(JSON.stringify({ query }), headers);
  if (answer.errors !== undefined) throw new Error(JSON.stringify(answer.errors));
  return answer;
}

/** As the bank counts them. */
async function tokenCalls(world: GatewayWorld): Promise<number> {
  return (await world.calls()).total["token.refresh_token"];
}

function verdict(seen: {
  readonly without: number;
  readonly during: number;
  readonly refreshes: number;
}): Measurement {
  const percent = (rate: number): string => `${(100 * rate).toFixed(2)} %`;
  return {
    what: `${seen.refreshes} token refreshes between cached reads of ${CONSENTS} consents`,
    asked: "1,000 token refreshes: cache hit rate unchanged",
    measured: `${percent(seen.during)} of reads cost no call, ${percent(seen.without)} without refreshes`,
    passed: seen.during === seen.without && seen.without === 1 && seen.refreshes > 0,
  };
}
