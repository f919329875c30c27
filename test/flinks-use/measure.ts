import type { GraphQLAnswer } from "../support/gateway-world.js";
import { CAPITAL, clustersAt, FlinksWorld, PRAIRIE } from "../support/flinks-world.js";

/** Of Outbound's access tokens, in seconds: the documentation's sample. */
export const LIFE_SECONDS = 299;
/** At this age of a token, as a fraction of its life, nobody has begun to change it yet. */
const EARLIEST = 0.8;
/** So long before its end a token counts as dead, and whoever reads must wait for another; in seconds. */
const LEEWAY_SECONDS = 10;
/** Long enough for every token to be changed once, and too short for twice. */
export const WHOLE_SECONDS = 330;
/** How long Outbound takes for a token: a read that waits for one cannot be faster. */
const TOKEN_CALL_MS = 2_000;

/** Who reads, where, and who they are there. */
const READERS = [
  { personId: "alex", provider: CAPITAL, bankPersonId: "alex" },
  { personId: "brigitte", provider: CAPITAL, bankPersonId: "brigitte" },
  { personId: "wei", provider: CAPITAL, bankPersonId: "wei" },
  { personId: "noor", provider: CAPITAL, bankPersonId: "noor" },
  { personId: "dana", provider: PRAIRIE, bankPersonId: "dana" },
  { personId: "eli", provider: PRAIRIE, bankPersonId: "eli" },
];

const READS = [
  "{ accounts { nodes { accountId ... on DepositAccount { currentBalance } } problems { code } } }",
  "{ customer { customerId } }",
  "{ accounts { nodes { accountId accountType } problems { code } } }",
];

export interface UseOptions {
  /** Of real time. Less than `WHOLE_SECONDS` and the gateway's clock runs faster by as much: tokens age as in the whole run. */
  readonly seconds: number;
  /** Between two reads of one person, in milliseconds. */
  readonly pauseMs: number;
}

export interface UseResult {
  readonly consents: number;
  readonly reads: number;
  /** What failed, one line each. */
  readonly failures: readonly string[];
  /** Reads that took more calls than they need: their token was refused. */
  readonly refused: number;
  /** Milliseconds. */
  readonly median: number;
  readonly slowest: number;
  /** How long Outbound took for one token, in milliseconds. */
  readonly tokenCallMs: number;
  /** Reads that were as slow as a token call: one that waited for a refresh is among them. */
  readonly waited: number;
  /** By Outbound's own count, for each consent. */
  readonly refreshes: readonly number[];
  /** How many there may be: the earliest moment for a second one was not reached. */
  readonly mostRefreshes: number;
  /** How old each token was when its change had been made, in seconds of the gateway's clock. */
  readonly ages: readonly number[];
  /** Of those, how many came so late that somebody had to wait. */
  readonly late: number;
}

/** Lets several people read through the gateway, without a pause for longer than their tokens live. */
export async function useFlinks({ seconds, pauseMs }: UseOptions): Promise<UseResult> {
  const speed = WHOLE_SECONDS / seconds;
  const tokenCallMs = Math.round(TOKEN_CALL_MS / speed);
  const world = await FlinksWorld.start({ sandbox: { accessTokenSeconds: LIFE_SECONDS } });
  try {
    const issued = await connectAll(world);
    await world.control("PUT", "/token-endpoint", { answer: "late", delayMs: tokenCallMs });
    world.clock.runAt(speed);
    const refreshed = noteRefreshes(world);
    const readings = await Promise.all(
      READERS.map(({ personId }, index) => readOn(world, personId, { pauseMs, index })),
    );
    const reads = readings.flat();
    const spentSeconds = (world.clock.now() - Math.min(...issued.values())) / 1_000;
    const ages = refreshed.map(({ at, consentId }) => (at - (issued.get(consentId) ?? 0)) / 1_000);
    const took = reads.map(({ ms }) => ms).toSorted((a, b) => a - b);
    return {
      consents: issued.size,
      reads: reads.length,
      failures: reads.flatMap(({ failure }) => failure ?? []),
      refused: reads.filter(({ wasRefused }) => wasRefused).length,
      median: took[Math.floor(took.length / 2)] ?? 0,
      slowest: took.at(-1) ?? 0,
      tokenCallMs,
      waited: took.filter((ms) => ms >= tokenCallMs).length,
      refreshes: (await world.grants()).map(({ refreshes }) => refreshes as number),
      mostRefreshes: Math.floor(spentSeconds / (EARLIEST * LIFE_SECONDS)),
      ages,
      late: ages.filter((age) => age > LIFE_SECONDS - LEEWAY_SECONDS).length,
    };
  } finally {
    await world.close();
  }
}

/** @returns when the first tokens of each consent were issued, by the gateway's clock. */
async function connectAll(world: FlinksWorld): Promise<ReadonlyMap<string, number>> {
  const issued = new Map<string, number>();
  world.audit.on("consent.activated", ({ consentId = "" }) => {
    issued.set(consentId, world.clock.now());
  });
  for (const { personId, provider, bankPersonId } of READERS) {
    await world.connect(provider, { personId, bankPersonId, dataClusters: clustersAt(provider) });
  }
  return issued;
}

interface Refreshed {
  readonly consentId: string;
  /** By the gateway's clock, milliseconds. */
  readonly at: number;
}

function noteRefreshes(world: FlinksWorld): readonly Refreshed[] {
  const refreshed: Refreshed[] = [];
  world.audit.on("token.refreshed", ({ consentId = "" }) => {
    refreshed.push({ consentId, at: world.clock.now() });
  });
  return refreshed;
}

interface Read {
  readonly ms: number;
  readonly failure?: string;
  readonly wasRefused: boolean;
}

async function readOn(
  world: FlinksWorld,
  personId: string,
  { pauseMs, index }: { readonly pauseMs: number; readonly index: number },
): Promise<readonly Read[]> {
  const reads: Read[] = [];
  const endsAt = world.clock.now() + WHOLE_SECONDS * 1_000;
  // Not all at the same moment.
  await pause((pauseMs * index) / READERS.length);
  for (let isOver = false; !isOver;) {
    // One more read after the end: on a machine that is too busy to read in between, tokens are changed nevertheless.
    isOver = world.clock.now() >= endsAt;
    reads.push(await readOnce(world, personId, READS[reads.length % READS.length] ?? ""));
    await pause(pauseMs);
  }
  return reads;
}

/** What a read asks for, as far as it is looked at. */
interface Shown {
  readonly customer?: object | null;
  readonly accounts?: { readonly nodes: readonly object[]; readonly problems?: readonly object[] };
}

async function readOnce(world: FlinksWorld, personId: string, query: string): Promise<Read> {
  const headers = { authorization: `Bearer ${await world.gateway.token(personId)}` };
  const before = performance.now();
  const answer = await world.gateway.post(JSON.stringify({ query }), headers);
  const ms = performance.now() - before;
  const { planned, made } = answer.extensions?.upstream ?? { planned: 0, made: 0 };
  const failure = isWhole(answer)
    ? {}
    : { failure: `${personId}: ${JSON.stringify({ ...answer, headers: undefined })}` };
  return { ms, wasRefused: made > planned, ...failure };
}

function isWhole({ status, data, errors }: GraphQLAnswer): boolean {
  if (status !== 200 || errors !== undefined) return false;
  const { customer, accounts } = data as Shown;
  if (accounts === undefined) return customer != null;
  return accounts.nodes.length > 0 && accounts.problems?.length === 0;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
