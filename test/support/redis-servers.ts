import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "./free-port.js";

const START_LIMIT_MS = 15_000;
/** What a gateway asks of Redis. */
const DURABLE = [
  "--appendonly",
  "yes",
  "--appendfsync",
  "always",
  "--save",
  "",
  "--maxmemory-policy",
  "noeviction",
];

/** By itself a master waits five seconds for further replicas before it sends its data to the first. */
const SENT_AT_ONCE = ["--repl-diskless-sync-delay", "0"];
const USUAL_DELAY = ["CONFIG", "SET", "repl-diskless-sync-delay", "5"];

/** Where servers and Sentinels call each other from, so that a test can part them from each other and not from their clients. */
const AMONG_THEMSELVES = "127.0.0.2";

/** A private redis-server on a free port, in a folder of its own. */
export class RedisServer {
  readonly port: number;
  readonly folder: string;
  readonly #args: readonly string[];
  #child: ChildProcess | undefined;

  private constructor(port: number, folder: string, args: readonly string[]) {
    this.port = port;
    this.folder = folder;
    this.#args = args;
  }

  static async start(...args: readonly string[]): Promise<RedisServer> {
    const folder = mkdtempSync(join(tmpdir(), "fdxgw-redis-"));
    const server = new RedisServer(await freePort(), folder, [...DURABLE, ...args]);
    await server.run();
    return server;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  get pid(): number {
    return this.#child?.pid ?? 0;
  }

  /** Starts it (again), with what it kept. */
  async run(): Promise<void> {
    const args = ["--port", String(this.port), "--bind", "127.0.0.1", "--dir", this.folder, ...this.#args];
    this.#child = spawn("redis-server", [...args, "--loglevel", "warning"], { stdio: "ignore" });
    await until(() => this.ask("PING") === "PONG", "redis-server does not start");
  }

  /** @returns what redis-cli prints. */
  ask(...command: readonly string[]): string {
    return askRedis(this.port, command);
  }

  pause(): void {
    this.#child?.kill("SIGSTOP");
  }

  resume(): void {
    this.#child?.kill("SIGCONT");
  }

  async kill(): Promise<void> {
    const child = this.#child;
    if (child?.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, "exit");
    child.kill("SIGKILL");
    await gone;
  }

  async remove(): Promise<void> {
    await this.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** A master with one replica, and what a gateway demands of them. */
export async function startReplicated(): Promise<{ master: RedisServer; replica: RedisServer }> {
  const master = await RedisServer.start(
    ...["--min-replicas-to-write", "1", "--min-replicas-max-lag", "10", ...SENT_AT_ONCE],
  );
  const replica = await RedisServer.start(
    ...["--replicaof", `127.0.0.1 ${master.port}`, "--min-replicas-to-write", "0"],
  );
  await until(
    () => master.ask("INFO", "replication").includes("min_slaves_good_slaves:1"),
    "the replica does not join",
  );
  master.ask(...USUAL_DELAY);
  return { master, replica };
}

/** One master, two replicas and three Sentinels. */
export class SentinelSetUp {
  readonly servers: readonly RedisServer[];
  readonly #sentinels: readonly {
    readonly child: ChildProcess;
    readonly port: number;
    readonly folder: string;
  }[];

  private constructor(servers: readonly RedisServer[], sentinels: SentinelSetUp["sentinels"]) {
    this.servers = servers;
    this.#sentinels = sentinels;
  }

  get sentinels(): readonly {
    readonly child: ChildProcess;
    readonly port: number;
    readonly folder: string;
  }[] {
    return this.#sentinels;
  }

  static async start(): Promise<SentinelSetUp> {
    const durable = [
      ...["--min-replicas-to-write", "1", "--min-replicas-max-lag", "10"],
      ...["--bind-source-addr", AMONG_THEMSELVES, "--replica-announce-ip", "127.0.0.1"],
      // It knows no loopback address but the first.
      ...["--protected-mode", "no"],
    ];
    const master = await RedisServer.start(...durable, ...SENT_AT_ONCE);
    const replicaOf = ["--replicaof", `127.0.0.1 ${master.port}`];
    const replicas = [
      await RedisServer.start(...durable, ...replicaOf),
      await RedisServer.start(...durable, ...replicaOf),
    ];
    await until(
      () => master.ask("INFO", "replication").includes("min_slaves_good_slaves:2"),
      "replicas do not join",
    );
    master.ask(...USUAL_DELAY);
    const sentinels = await Promise.all([0, 1, 2].map(() => startSentinel(master.port)));
    const setUp = new SentinelSetUp([master, ...replicas], sentinels);
    for (const { port } of sentinels) {
      await until(() => {
        const info = askRedis(port, ["SENTINEL", "master", "mymaster"]).split("\n");
        const valueOf = (name: string): string => info[info.indexOf(name) + 1] ?? "";
        return valueOf("num-slaves") === "2" && valueOf("num-other-sentinels") === "2";
      }, "the Sentinels do not find each other");
    }
    return setUp;
  }

  get urls(): string {
    return this.#sentinels.map(({ port }) => `redis://127.0.0.1:${port}`).join(",");
  }

  /** The server that the Sentinels call the master now. */
  master(): RedisServer {
    const [{ port } = { port: 0 }] = this.#sentinels;
    const said = askRedis(port, ["SENTINEL", "get-master-addr-by-name", "mymaster"]).split("\n");
    const found = this.servers.find((server) => String(server.port) === said[1]);
    if (found === undefined) throw new Error("the Sentinels name no server of ours");
    return found;
  }

  async remove(): Promise<void> {
    for (const { child, folder } of this.#sentinels) {
      const gone = once(child, "exit");
      child.kill("SIGKILL");
      await gone;
      rmSync(folder, { recursive: true, force: true });
    }
    for (const server of this.servers) {
      server.resume();
      await server.remove();
    }
  }
}

async function startSentinel(
  masterPort: number,
): Promise<{ readonly child: ChildProcess; readonly port: number; readonly folder: string }> {
  const folder = mkdtempSync(join(tmpdir(), "fdxgw-sentinel-"));
  const port = await freePort();
  const file = join(folder, "sentinel.conf");
  writeFileSync(
    file,
    [
      ...[`port ${port}`, "bind 127.0.0.1", `dir ${folder}`],
      ...[`bind-source-addr ${AMONG_THEMSELVES}`, "sentinel announce-ip 127.0.0.1", "protected-mode no"],
      `sentinel monitor mymaster 127.0.0.1 ${masterPort} 2`,
      "sentinel down-after-milliseconds mymaster 1500",
      "sentinel failover-timeout mymaster 6000",
      "sentinel parallel-syncs mymaster 2",
    ].join("\n"),
  );
  const child = spawn("redis-server", [file, "--sentinel"], { stdio: "ignore" });
  await until(() => askRedis(port, ["PING"]) === "PONG", "a Sentinel does not start");
  return { child, port, folder };
}

/** Three masters that share the slots. */
export async function startCluster(): Promise<{
  readonly servers: readonly RedisServer[];
  readonly urls: string;
}> {
  const servers: RedisServer[] = [];
  for (let index = 0; index < 3; index += 1) {
    servers.push(await RedisServer.start("--cluster-enabled", "yes", "--cluster-node-timeout", "2000"));
  }
  const addresses = servers.map(({ port }) => `127.0.0.1:${port}`);
  execFileSync("redis-cli", ["--cluster", "create", ...addresses, "--cluster-yes"], { stdio: "ignore" });
  for (const server of servers) {
    await until(
      () => server.ask("CLUSTER", "INFO").includes("cluster_state:ok"),
      "the cluster does not form",
    );
  }
  return { servers, urls: addresses.map((address) => `redis://${address}`).join(",") };
}

function askRedis(port: number, command: readonly string[]): string {
  try {
    const args = ["-h", "127.0.0.1", "-p", String(port), ...command];
    return execFileSync("redis-cli", args, { stdio: ["ignore", "pipe", "ignore"], timeout: 2000 })
      .toString()
      .replaceAll("\r", "")
      .trim();
  } catch {
    return "";
  }
}

async function until(isSo: () => boolean, otherwise: string): Promise<void> {
  const giveUpAt = Date.now() + START_LIMIT_MS;
  while (!isSo()) {
    if (Date.now() > giveUpAt) throw new Error(otherwise);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
