import type { IdHolder } from "../../src/core/node-id.js";
import { NodeIdCodec } from "../../src/core/node-id.js";
import { dataOf, graphqlRequest, type Target } from "./target.js";
import type { ContenderName } from "./contender.js";

export interface GatewayTargetParts {
  readonly name: ContenderName;
  readonly url: string;
  readonly pid: number;
  readonly workers: number | undefined;
  readonly accessToken: string;
  readonly idSecret: string;
  readonly holder: IdHolder;
  /** Requests take answers of the bank that are kept, up to an hour old; then none of them costs a call. */
  readonly fromCache: boolean;
}

/** The gateway: each operation a POST with the app's token. */
export function gatewayTarget(parts: GatewayTargetParts): Target {
  const { name, pid, workers, url, accessToken, fromCache } = parts;
  const codec = new NodeIdCodec(Buffer.from(parts.idSecret));
  const headers = {
    authorization: `Bearer ${accessToken}`,
    ...(fromCache ? { "cache-control": "max-age=3600" } : {}),
  };
  const bankId = (id: string): string => {
    const [account = "", transaction] = id.split(".");
    if (transaction !== undefined) return Buffer.from(transaction, "base64url").toString();
    return codec.decode(parts.holder, "account", account)?.parts[0] ?? "an id that does not open";
  };
  return {
    ...{ name, pid, sameMembers: true, ...(workers !== undefined && { workers }) },
    request: ({ document }) => graphqlRequest(`${url}/graphql`, document, headers),
    data: (answer) => withIds(dataOf(name, answer), bankId),
    upstreamCalls: (operation) => (fromCache ? 0 : operation.upstreamCalls),
    claimedCalls: (answer) =>
      (answer as { extensions?: { upstream?: { made?: number } } }).extensions?.upstream?.made,
  };
}

function withIds(value: unknown, idOf: (id: string) => string): unknown {
  if (Array.isArray(value)) return value.map((item) => withIds(item, idOf));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, member]): [string, unknown] => [
    key,
    key === "id" && typeof member === "string" ? idOf(member) : withIds(member, idOf),
  ]);
  return Object.fromEntries(entries);
}
