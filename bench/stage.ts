import type { Closers } from "../src/core/closers.js";
import type { BenchOptions } from "./arguments.js";
import { type Asked, benchFile, Child } from "./child.js";
import { startAppIdentity } from "./contenders/app-identity.js";
import { type ContenderName, kept, type Surroundings } from "./contenders/contender.js";
import { startContenders } from "./contenders/start-contenders.js";
import type { LeftOut } from "./contenders/start-peers.js";
import type { Target } from "./contenders/target.js";
import type { BankOrder, UpstreamCalls } from "./messages.js";
import { OTHER_CORE } from "./pinning.js";

const ASK_LIMIT_MS = 30_000;

/** The bank and the load: what every measurement needs beside the servers under test. */
export interface Scene {
  readonly upstream: Child;
  readonly load: Child;
  readonly surroundings: Surroundings;
}

/** Everything that runs: the bank, the load, and the servers under test. */
export interface Stage {
  readonly upstream: Asked;
  readonly load: Asked;
  /** In the order of the table. */
  readonly targets: readonly Target[];
  readonly leftOut: readonly LeftOut[];
  readonly ownPids: readonly number[];
  /** The end of the gateway's log. */
  gatewayLog(): string;
}

/** Starts the bank and the load. Each process is handed to `closers` as soon as it runs. */
export async function setUpScene(
  { v8Flags }: BenchOptions,
  bankConnections: number,
  closers: Closers,
): Promise<Scene> {
  const start = (name: string, file: string): Promise<{ child: Child; url: string }> =>
    kept(Child.start({ name, nodeArguments: benchFile(file), environment: {}, core: OTHER_CORE }), closers);
  const upstream = await start("upstream", "upstream.ts");
  const load = await start("load", "load/run.ts");
  const identity = await startAppIdentity();
  closers.add(() => {
    identity.close();
  });
  return {
    ...{ upstream: upstream.child, load: load.child },
    surroundings: { upstreamUrl: upstream.url, bankConnections, identity, v8Flags, closers },
  };
}

/** How a stage differs from the other of the same run. */
export interface StageParts {
  readonly contenders: ReadonlySet<ContenderName>;
  readonly bankConnections: number;
  readonly closers: Closers;
  readonly progress: (text: string) => void;
}

/** Starts every process. */
export async function setUpStage(options: BenchOptions, parts: StageParts): Promise<Stage> {
  const { contenders, bankConnections, closers, progress } = parts;
  const { upstream, load, surroundings } = await setUpScene(options, bankConnections, closers);
  const { started, leftOut } = await startContenders(contenders, surroundings, progress);
  const [gateway] = started;
  return {
    ...{ upstream, load, leftOut },
    targets: started.map(({ target }) => target),
    ownPids: [process.pid, upstream.pid, load.pid, ...started.map(({ target }) => target.pid)],
    gatewayLog: () => gateway?.child.lastWords ?? "",
  };
}

/** @throws Error where it was left out. */
export function targetNamed({ targets }: Stage, name: ContenderName): Target {
  const found = targets.find((target) => target.name === name);
  if (found === undefined) throw new Error(`${name} is not measured`);
  return found;
}

/** Tells the bank something, and @returns the calls it got since it was told last. */
export async function tellBank(
  { upstream }: Pick<Stage, "upstream">,
  order: BankOrder = {},
): Promise<UpstreamCalls> {
  const calls = await upstream.ask<UpstreamCalls>(order, ASK_LIMIT_MS);
  if (calls.unknown > 0)
    throw new Error(`the bank was asked ${calls.unknown} times for what it does not have`);
  return calls;
}
