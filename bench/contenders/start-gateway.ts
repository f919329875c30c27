import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Child } from "../child.js";
import { SERVER_CORE } from "../pinning.js";
import { type ContenderName, kept, type Started, type Surroundings } from "./contender.js";
import { folderOfRun } from "./folder-of-run.js";
import { APP_ID, type ConsentHolder, fillGatewayFolder, ONE_BANK } from "./gateway-folder.js";
import { gatewayTarget } from "./gateway-target.js";

const GATEWAY = fileURLToPath(new URL("../../dist/main.js", import.meta.url));
const LISTENING = /"url":"(http:\/\/127\.0\.0\.1:\d+)"/g;

/** How one gateway differs from the one with everything on. */
export interface GatewayVariant {
  readonly name: ContenderName;
  readonly environment?: Readonly<Record<string, string>>;
  readonly fromCache?: boolean;
  /** Started with so many, each on a core of its own; they are given their V8 flags by the gateway. */
  readonly workers?: number;
  /** `ONE_BANK` alone if left out; the first one's requests are the target's. */
  readonly holders?: readonly [ConsentHolder, ...ConsentHolder[]];
}

/** The built gateway, as an operator starts it: nothing left out, nothing made easier. */
export async function startGateway(surroundings: Surroundings, variant: GatewayVariant): Promise<Started> {
  if (!existsSync(GATEWAY)) throw new Error(`${GATEWAY} is missing: run "npm run build" first`);
  const { upstreamUrl, bankConnections, identity, closers, v8Flags } = surroundings;
  const { name, fromCache = false, workers, holders = [ONE_BANK] } = variant;
  const base = await fillGatewayFolder(folderOfRun(closers), {
    upstreamUrl,
    issuer: identity.issuer,
    holders,
  });
  const environment = {
    ...{ ...base, UPSTREAM_CONNECTIONS: String(bankConnections) },
    ...variant.environment,
  };
  const nodeArguments = [...profiling(), ...serveArguments(v8Flags, workers)];
  const program = { name, nodeArguments, environment, core: SERVER_CORE, cores: workers ?? 1 };
  const { child, url } = await kept(
    // Each worker says that it listens, all of them on the same port.
    Child.startForeign(program, (printed) => [...printed.matchAll(LISTENING)][program.cores - 1]?.[1]),
    closers,
  );
  const { endUserId } = holders[0];
  const target = gatewayTarget({
    ...{ name, url, pid: child.pid, workers, fromCache },
    accessToken: await identity.accessToken(endUserId),
    idSecret: base["ID_SECRET"] ?? "",
    holder: { appId: APP_ID, endUserId },
  });
  return { child, target };
}

function serveArguments(v8Flags: readonly string[], workers: number | undefined): readonly string[] {
  return workers === undefined
    ? [...v8Flags, GATEWAY, "serve"]
    : [GATEWAY, "serve", "--workers", String(workers)];
}

/** `BENCH_GATEWAY_NODE_OPTIONS="--cpu-prof --cpu-prof-dir=/tmp/x"` profiles the gateway; its figures then mean little. */
function profiling(): readonly string[] {
  return (process.env["BENCH_GATEWAY_NODE_OPTIONS"] ?? "").split(" ").filter((option) => option !== "");
}
