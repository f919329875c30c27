import { request } from "undici";
import type { RunningGateway } from "./faults-world.js";

export const BANKS = 2;
const ACCOUNTS = 3;
const WINDOWS = [1, 2, 3, 4];
/** Of one query: customers and accounts of each bank, and each window of each account. */
export const READS = BANKS * (2 + ACCOUNTS * WINDOWS.length);
/** Of one answer: a customer's name, each account's, and each transaction shown. */
export const STAMPS = BANKS * (1 + ACCOUNTS * (1 + WINDOWS.reduce((sum, first) => sum + first, 0)));

const windows = WINDOWS.map(
  (first) => `of${first}: transactions(first: ${first}) { nodes { description } }`,
).join(" ");
/** Everything in it is stamped by the bank with whose token it was read. */
const STAMPED_QUERY = `{ customers { nodes { name { first } } } accounts { nodes { nickname ${windows} } } }`;
const STAMP = /person-\d{4}/g;

export interface Reader {
  readonly name: string;
  readonly token: string;
}

/** What one answer holds. */
export interface StampedAnswer {
  readonly stamps: readonly string[];
  /** Calls to banks, and answers of banks that cost none. */
  readonly made: number;
  readonly cached: number;
}

/** Takes what is kept, however old. */
export async function readOf({ url }: RunningGateway, { token }: Reader): Promise<StampedAnswer> {
  const answer = await request(`${url}/graphql`, {
    method: "POST",
    headers: {
      ...{ "content-type": "application/json", authorization: `Bearer ${token}` },
      "cache-control": "max-age=3600",
    },
    body: JSON.stringify({ query: STAMPED_QUERY }),
  });
  const text = await answer.body.text();
  const { extensions } = JSON.parse(text) as { extensions?: { upstream?: { made: number; cached: number } } };
  const { made = 0, cached = 0 } = extensions?.upstream ?? {};
  return { stamps: text.match(STAMP) ?? [], made, cached };
}
