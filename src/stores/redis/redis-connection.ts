import { createClient, RESP_TYPES } from "redis";
import { GatewayError } from "../../core/gateway-error.js";
import { isMisrouted, redisFailure } from "./redis-failure.js";

export type RedisCommand = readonly (string | Buffer)[];
/** What Redis answers; texts are buffers, because values are bytes. */
export type RedisReply =
  Buffer | number | null | string | readonly RedisReply[] | { readonly [key: string]: RedisReply };

export interface RedisConnectionOptions {
  readonly url: string;
  /** For one command; milliseconds. */
  readonly timeoutMs: number;
}

const MAX_RECONNECT_MS = 500;

/** Never connected. `createClient` makes a class with all of Redis's commands each time, which takes longer than to connect. */
const PATTERN = createClient({ disableOfflineQueue: true });

type Client = ReturnType<typeof newClient>;

function newClient(url: string, timeoutMs: number) {
  return PATTERN.duplicate({
    url,
    socket: {
      connectTimeout: timeoutMs,
      reconnectStrategy: (retries) => Math.min(25 * 2 ** retries, MAX_RECONNECT_MS),
    },
  });
}

/** One connection to one Redis server. No command waits for a connection to come back, and none is sent twice. */
export class RedisConnection {
  readonly #client: Client;
  readonly #timeoutMs: number;
  /** The server it leads to is no master, or says nothing: somebody should look for another one. */
  #isSuspect = false;

  private constructor(client: Client, timeoutMs: number) {
    this.#client = client;
    this.#timeoutMs = timeoutMs;
  }

  /** Rejects with STORE_UNAVAILABLE if there is no connection within the time of one command. */
  static async open({ url, timeoutMs }: RedisConnectionOptions): Promise<RedisConnection> {
    const client = newClient(url, timeoutMs);
    // Told by the commands that fail.
    client.on("error", () => undefined);
    const connection = new RedisConnection(client, timeoutMs);
    try {
      // A server that is there answers at once; the time is better spent on finding the next one.
      await within(timeoutMs / 2, client.connect());
    } catch (cause) {
      client.destroy();
      throw redisFailure("no connection", cause);
    }
    return connection;
  }

  /** Connected, and to a server that takes our commands. */
  get isGood(): boolean {
    return this.#client.isReady && !this.#isSuspect;
  }

  /** Rejects with STORE_UNAVAILABLE; the command may have been carried out all the same. */
  async send(command: RedisCommand): Promise<RedisReply> {
    try {
      return await within(
        this.#timeoutMs,
        this.#client.sendCommand<RedisReply>([...command], {
          typeMapping: { [RESP_TYPES.BLOB_STRING]: Buffer },
        }),
      );
    } catch (failure) {
      if (isMisrouted(failure) || failure instanceof NoAnswer) this.#isSuspect = true;
      throw redisFailure(String(command[0]), failure);
    }
  }

  close(): void {
    if (this.#client.isOpen) this.#client.destroy();
  }
}

class NoAnswer extends GatewayError {}

/** A server that is stopped keeps its connections open and says nothing. */
async function within<Result>(timeoutMs: number, work: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new NoAnswer("STORE_UNAVAILABLE", "Redis does not answer"));
    }, timeoutMs);
  });
  work.catch(() => undefined);
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
