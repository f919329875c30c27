import { Pool } from "undici";
import type { WalkLoad, WalkResult } from "../messages.js";
import { ServerWindow } from "./server-window.js";

const NEXT_PAGE = /"pageInfo":\{"hasNextPage":(true|false),"endCursor":(null|"(?:[^"\\]|\\.)*")\}/;
const ENTRY = /"id":"/g;

/** One reading of a list from its first page to its last. */
interface Walk {
  readonly pages: number;
  readonly bytes: number;
  readonly entries: number;
  readonly faults: number;
}

/** Reads a list to its end again and again, one page after the other. */
export async function walkLoad(job: WalkLoad): Promise<WalkResult> {
  const pool = new Pool(new URL(job.url).origin, { connections: 1, pipelining: 1 });
  const window = new ServerWindow(job);
  const walks: Walk[] = [];
  const endAt = performance.now() + job.seconds * 1000;
  do walks.push(await walkOnce(job, pool));
  while (performance.now() < endAt);
  const closed = window.close();
  await pool.close();
  const sum = (pick: (walk: Walk) => number): number => walks.reduce((total, walk) => total + pick(walk), 0);
  const sizes = new Set(walks.map(({ pages, entries }) => `${pages} pages, ${entries} entries`));
  return {
    ...closed,
    walks: walks.length,
    pages: sum(({ pages }) => pages),
    bytes: sum(({ bytes }) => bytes),
    entries: walks.at(-1)?.entries ?? 0,
    faults: sum(({ faults }) => faults) + sizes.size - 1,
  };
}

async function walkOnce(job: WalkLoad, pool: Pool): Promise<Walk> {
  let walk: Walk = { pages: 0, bytes: 0, entries: 0, faults: 0 };
  for (let after: unknown = null, isLast = false; !isLast;) {
    const page = await readPage(job, pool, after);
    ({ isLast, after } = page);
    walk = {
      pages: walk.pages + 1,
      bytes: walk.bytes + Buffer.byteLength(page.text),
      entries: walk.entries + (page.text.match(ENTRY)?.length ?? 0),
      faults: walk.faults + (page.isFault ? 1 : 0),
    };
  }
  return walk;
}

interface Page {
  readonly text: string;
  readonly isFault: boolean;
  readonly isLast: boolean;
  /** Where the next page begins. */
  readonly after: unknown;
}

async function readPage(job: WalkLoad, pool: Pool, after: unknown): Promise<Page> {
  const { url, headers, document: query } = job;
  const body = JSON.stringify({ query, variables: { ...job.variables, after } });
  const answer = await pool.request({ path: new URL(url).pathname, method: "POST", headers, body });
  const text = await answer.body.text();
  const [, hasNext, cursor = "null"] = NEXT_PAGE.exec(text) ?? [];
  return {
    text,
    isFault: answer.statusCode !== 200 || hasNext === undefined || text.includes('"errors":'),
    isLast: hasNext !== "true",
    after: JSON.parse(cursor) as unknown,
  };
}
