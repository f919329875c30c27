import type { AppId, EndUserId } from "../src/core/ids.js";
import { NodeIdCodec } from "../src/core/node-id.js";
import type { BenchRequest } from "./messages.js";
import type { Operation } from "./operations.js";

/** A server under test. */
export interface Target {
  readonly name: "gateway" | "proxy";
  readonly pid: number;
  request(operation: Operation): BenchRequest;
  /** @returns the data of an answer, with the bank's own ids, so that answers can be compared. */
  data(answer: unknown): unknown;
}

interface Answer {
  readonly data?: unknown;
  readonly errors?: unknown;
}

/** The hand-written proxy: a plain GET for each operation. */
export function proxyTarget(url: string, pid: number): Target {
  return {
    ...{ name: "proxy", pid },
    request: ({ name }) => ({
      url: `${url}/${name}`,
      method: "GET",
      headers: { accept: "application/json" },
    }),
    data: (answer) => (answer as Answer).data,
  };
}

export interface GatewayTargetParts {
  readonly url: string;
  readonly pid: number;
  readonly accessToken: string;
  readonly idSecret: string;
  readonly holder: { readonly appId: AppId; readonly endUserId: EndUserId };
}

/** The gateway: each operation a POST with the app's token. */
export function gatewayTarget(parts: GatewayTargetParts): Target {
  const codec = new NodeIdCodec(Buffer.from(parts.idSecret));
  const headers = {
    accept: "application/json",
    "content-type": "application/json",
    authorization: `Bearer ${parts.accessToken}`,
  };
  const bankId = (id: string): string => {
    const [account = "", transaction] = id.split(".");
    if (transaction !== undefined) return Buffer.from(transaction, "base64url").toString();
    return codec.decode(parts.holder, "account", account)?.parts[0] ?? "an id that does not open";
  };
  return {
    ...{ name: "gateway", pid: parts.pid },
    request: ({ document }) => ({
      url: `${parts.url}/graphql`,
      method: "POST",
      headers,
      body: JSON.stringify({ query: document }),
    }),
    data: (answer) => {
      const { data, errors } = answer as Answer;
      if (errors !== undefined) throw new Error(`the gateway answered ${JSON.stringify(errors)}`);
      return withIds(data, bankId);
    },
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
