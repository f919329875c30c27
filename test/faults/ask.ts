import { type Dispatcher, request } from "undici";
import type { RunningGateway } from "./faults-world.js";

export interface Asked {
  readonly status: number;
  readonly ms: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly data: any;
  readonly errors: readonly any[] | undefined;
}

/** Sends one operation and takes the time until the whole answer is there. */
export async function ask(
  { url }: Pick<RunningGateway, "url">,
  {
    token,
    query,
    headers = {},
    dispatcher,
  }: {
    readonly token: string;
    readonly query: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly dispatcher?: Dispatcher;
  },
): Promise<Asked> {
  const start = performance.now();
  const answer = await request(`${url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${token}`, ...headers },
    body: JSON.stringify({ query }),
    ...(dispatcher !== undefined && { dispatcher }),
  });
  const { data, errors } = (await answer.body.json()) as Pick<Asked, "data" | "errors">;
  return { status: answer.statusCode, ms: performance.now() - start, headers: answer.headers, data, errors };
}

/** @returns the value that the share `p` (0 to 1) of all is not above. */
export function percentile(values: readonly number[], p: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.ceil(p * sorted.length) - 1)] ?? NaN;
}
