import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Closers } from "../src/core/closers.js";
import { startAppIdentity } from "./app-identity.js";
import type { BenchOptions } from "./arguments.js";
import { benchFile, Child } from "./child.js";
import { APP_ID, END_USER_ID, fillGatewayFolder } from "./gateway-folder.js";
import { OTHER_CORE, SERVER_CORE } from "./pinning.js";
import { gatewayTarget, proxyTarget, type Target } from "./target.js";

const GATEWAY = fileURLToPath(new URL("../dist/main.js", import.meta.url));
const LISTENING = /"url":"(http:\/\/127\.0\.0\.1:\d+)"/;

/** Everything that runs: the bank, both servers, and the load. */
export interface Stage {
  readonly upstream: Child;
  readonly load: Child;
  /** In the order of the table. */
  readonly targets: readonly [gateway: Target, proxy: Target];
  readonly ownPids: readonly number[];
  /** The end of the gateway's log. */
  gatewayLog(): string;
}

/** Starts every process. Each is handed to `closers` as soon as it runs. */
export async function setUpStage(options: BenchOptions, closers: Closers): Promise<Stage> {
  if (!existsSync(GATEWAY)) throw new Error(`${GATEWAY} is missing: run "npm run build" first`);
  const start = async (
    name: string,
    core: number,
    environment = {},
  ): Promise<{ child: Child; url: string }> => {
    const nodeArguments = benchFile(`./${name}.ts`);
    return kept(Child.start({ name, nodeArguments, environment, core }), closers);
  };
  const upstream = await start("upstream", OTHER_CORE, { LATENCY_MS: String(options.latencyMs) });
  const load = await start("load", OTHER_CORE);
  const proxy = await start("proxy", SERVER_CORE, { NODE_ENV: "production", UPSTREAM_URL: upstream.url });
  const gateway = await startGateway(upstream.url, closers);
  return {
    ...{ upstream: upstream.child, load: load.child },
    targets: [gateway.target, proxyTarget(proxy.url, proxy.child.pid)],
    ownPids: [process.pid, upstream.child.pid, load.child.pid, proxy.child.pid, gateway.child.pid],
    gatewayLog: () => gateway.child.lastWords,
  };
}

/** The built gateway, as an operator starts it: nothing left out, nothing made easier. */
async function startGateway(
  upstreamUrl: string,
  closers: Closers,
): Promise<{ child: Child; target: Target }> {
  const folder = mkdtempSync(join(tmpdir(), "fdx-bench-"));
  closers.add(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  const identity = await startAppIdentity();
  closers.add(() => {
    identity.close();
  });
  const environment = await fillGatewayFolder(folder, { upstreamUrl, issuer: identity.issuer });
  const program = { name: "gateway", nodeArguments: [...profiling(), GATEWAY, "serve"], environment };
  const started = Child.startForeign(
    { ...program, core: SERVER_CORE },
    (printed) => LISTENING.exec(printed)?.[1],
  );
  const { child, url } = await kept(started, closers);
  const target = gatewayTarget({
    ...{ url, pid: child.pid, accessToken: identity.accessToken },
    idSecret: environment["ID_SECRET"] ?? "",
    holder: { appId: APP_ID, endUserId: END_USER_ID },
  });
  return { child, target };
}

/** `BENCH_GATEWAY_NODE_OPTIONS="--cpu-prof --cpu-prof-dir=/tmp/x"` profiles the gateway; its figures then mean little. */
function profiling(): readonly string[] {
  return (process.env["BENCH_GATEWAY_NODE_OPTIONS"] ?? "").split(" ").filter((option) => option !== "");
}

async function kept<Started extends { readonly child: Child }>(
  starting: Promise<Started>,
  closers: Closers,
): Promise<Started> {
  const started = await starting;
  closers.add(() => started.child.stop());
  return started;
}
