import calculateSlot from "cluster-key-slot";
import { createCluster } from "redis";
import { GatewayError } from "../../core/gateway-error.js";
import { RedisConnection, type RedisReply } from "./redis-connection.js";
import { redisFailure } from "./redis-failure.js";
import { RedisMaster, type RedisMasterOptions } from "./redis-master.js";

/** Knows which master holds a key. */
export interface RedisTopology {
  /** Rejects with STORE_UNAVAILABLE while there is none. */
  masterOf(key: string): Promise<RedisMaster>;
  masters(): Promise<readonly RedisMaster[]>;
  close(): Promise<void>;
}

export interface RedisTopologyOptions extends Omit<RedisMasterOptions, "url"> {
  readonly mode: "standalone" | "sentinel" | "cluster";
  readonly urls: readonly string[];
  readonly sentinelName: string;
}

export async function openTopology(options: RedisTopologyOptions): Promise<RedisTopology> {
  const [url = ""] = options.urls;
  switch (options.mode) {
    case "standalone":
      return new OneMaster(options, async () => url);
    case "sentinel":
      return new OneMaster(options, () => askSentinels(options));
    case "cluster":
      return ClusterTopology.open(options);
  }
}

/** One master at a time. When it fails, it is looked for again: by the same address, or by asking the Sentinels. */
class OneMaster implements RedisTopology {
  readonly #options: RedisTopologyOptions;
  readonly #find: () => Promise<string>;
  #current: RedisMaster | undefined;
  #opening: Promise<RedisMaster> | undefined;

  constructor(options: RedisTopologyOptions, find: () => Promise<string>) {
    this.#options = options;
    this.#find = find;
  }

  async masterOf(): Promise<RedisMaster> {
    if (this.#current?.isGood === true) return this.#current;
    this.#opening ??= this.#open().finally(() => {
      this.#opening = undefined;
    });
    return this.#opening;
  }

  async masters(): Promise<readonly RedisMaster[]> {
    return [await this.masterOf()];
  }

  async close(): Promise<void> {
    await this.#opening?.catch(() => undefined);
    this.#current?.close();
  }

  async #open(): Promise<RedisMaster> {
    this.#current?.close();
    this.#current = await RedisMaster.open({ ...this.#options, url: await this.#find() });
    return this.#current;
  }
}

/** Asks one Sentinel after another (https://redis.io/docs/latest/develop/reference/sentinel-clients). */
async function askSentinels({ urls, sentinelName, timeoutMs }: RedisTopologyOptions): Promise<string> {
  for (const url of urls) {
    const found = await askSentinel(withoutCredentials(url), sentinelName, timeoutMs).catch(() => undefined);
    if (Array.isArray(found)) return masterUrl(url, String(found[0]), String(found[1]));
  }
  throw new GatewayError("STORE_UNAVAILABLE", "no Sentinel knows the master");
}

async function askSentinel(url: string, name: string, timeoutMs: number): Promise<RedisReply> {
  const sentinel = await RedisConnection.open({ url, timeoutMs });
  try {
    return await sentinel.send(["SENTINEL", "get-master-addr-by-name", name]);
  } finally {
    sentinel.close();
  }
}

/** The password of the URL is the data servers'; Sentinels have none. */
function withoutCredentials(text: string): string {
  const url = new URL(text);
  url.username = "";
  url.password = "";
  return url.href;
}

/** What a Sentinel or a cluster names is spoken to as they are: encrypted, or on this machine. */
function masterUrl(knownBy: string, host: string, port: string): string {
  const url = new URL(knownBy);
  if (url.protocol === "redis:" && !isLoopback(host)) {
    throw new GatewayError("STORE_UNAVAILABLE", `${host} is on another machine: use rediss://`);
  }
  url.hostname = host;
  url.port = port;
  return url.href;
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127(\.\d{1,3}){3}$/.test(host);
}

type Cluster = ReturnType<typeof newCluster>;

/** Only for its knowledge of slots: it connects to a node when it has to ask one. */
function newCluster(urls: readonly string[]) {
  const { protocol, username, password } = new URL(urls[0] ?? "redis://none");
  const credentials = password === "" ? {} : { username: username === "" ? "default" : username, password };
  return createCluster({
    rootNodes: urls.map((url) => ({ url })),
    // Nodes that the cluster names have no URL that could say so.
    defaults: {
      ...credentials,
      disableOfflineQueue: true,
      ...(protocol === "rediss:" && { socket: { tls: true } }),
    },
    minimizeConnections: true,
    topologyRefreshOnReconnectionAttemptStrategy: 200,
  });
}

/** The slots are the library's; the connections are our own, because WAIT must follow its write on the same one. */
class ClusterTopology implements RedisTopology {
  readonly #options: RedisTopologyOptions;
  readonly #cluster: Cluster;
  readonly #masters = new Map<string, Promise<RedisMaster>>();

  private constructor(options: RedisTopologyOptions, cluster: Cluster) {
    this.#options = options;
    this.#cluster = cluster;
  }

  static async open(options: RedisTopologyOptions): Promise<ClusterTopology> {
    const cluster = newCluster(options.urls);
    cluster.on("error", () => undefined);
    try {
      await cluster.connect();
    } catch (cause) {
      throw redisFailure("no connection to the cluster", cause);
    }
    return new ClusterTopology(options, cluster);
  }

  async masterOf(key: string): Promise<RedisMaster> {
    const address = this.#addressOf(key);
    const opened = this.#open(address);
    const known = await opened.catch(() => undefined);
    if (known?.isGood === true) return known;
    // The library follows the redirection of a command of its own, and learns where the slot is now.
    await this.#cluster.exists(key).catch((cause: unknown) => {
      throw redisFailure("the cluster does not answer", cause);
    });
    known?.close();
    // Whoever came here at the same time may have opened another one meanwhile.
    if (this.#masters.get(address) === opened) this.#masters.delete(address);
    return this.#open(this.#addressOf(key));
  }

  async masters(): Promise<readonly RedisMaster[]> {
    return Promise.all(this.#cluster.masters.map(({ address }) => this.#open(address)));
  }

  async close(): Promise<void> {
    for (const master of this.#masters.values()) (await master.catch(() => undefined))?.close();
    this.#cluster.destroy();
  }

  #addressOf(key: string): string {
    const address = this.#cluster.slots[calculateSlot(key)]?.master.address;
    if (address === undefined) throw new GatewayError("STORE_UNAVAILABLE", "no master has the slot");
    return address;
  }

  #open(address: string): Promise<RedisMaster> {
    const known = this.#masters.get(address);
    if (known !== undefined) return known;
    const [url = ""] = this.#options.urls;
    const [, host = "", port = ""] = /^(.*):(\d+)$/.exec(address) ?? [];
    const opening = RedisMaster.open({ ...this.#options, url: masterUrl(url, host, port) });
    this.#masters.set(address, opening);
    opening.catch(() => {
      if (this.#masters.get(address) === opening) this.#masters.delete(address);
    });
    return opening;
  }
}
