import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Child } from "../child.js";
import { SERVER_CORE } from "../pinning.js";
import { type ContenderName, kept, type Started, type Surroundings } from "./contender.js";
import { folderOfRun } from "./folder-of-run.js";
import { APP_ID, type ConsentHolder, fillGatewayFolder, ONE_BANK } from "./gateway-folder.js";
import { gatewayTarget } from "./gateway-target.js";

const GATEWAY = fileURLToPath(new URL("../../dist/main.js", import.meta.url));
const LISTENING = /"url":"(http:\/\/127\.0\.0\.1:\d+)"/;

/** How one gateway differs from the one with everything on. */
export interface GatewayVariant {
  readonly name: ContenderName;
  readonly environment?: Readonly<Record<string, string>>;
  readonly fromCache?: boolean;
  /** `ONE_BANK` alone if left out; the first one's requests are the target's. */
  readonly holders?: readonly [ConsentHolder, ...ConsentHolder[]];
}

/** The built gateway, as an operator starts it: nothing left out, nothing made easier. */
export async function startGateway(surroundings: Surroundings, variant: GatewayVariant): Promise<Started> {
  if (!existsSync(GATEWAY)) throw new Error(`${GATEWAY} is missing: run "npm run build" first`);
  const { upstreamUrl, bankConnections, identity, closers, v8Flags } = surroundings;
  const { name, fromCache = false, holders = [ONE_BANK] } = variant;
  const base = await fillGatewayFolder(folderOfRun(closers), {
    upstreamUrl,
    issuer: identity.issuer,
    holders,
  });
  const environment = {
    ...{ ...base, UPSTREAM_CONNECTIONS: String(bankConnections) },
    ...variant.environment,
  };
  const nodeArguments = [...v8Flags, ...profiling(), GATEWAY, "serve"];
  const { child, url } = await kept(
    Child.startForeign({ name, nodeArguments, environment, core: SERVER_CORE }, (printed) => {
      return LISTENING.exec(printed)?.[1];
    }),
    closers,
  );
  const { endUserId } = holders[0];
  const target = gatewayTarget({
    ...{ name, url, pid: child.pid, fromCache },
    accessToken: await identity.accessToken(endUserId),
    idSecret: base["ID_SECRET"] ?? "",
    holder: { appId: APP_ID, endUserId },
  });
  return { child, target };
}

/** `BENCH_GATEWAY_NODE_OPTIONS="--cpu-prof --cpu-prof-dir=/tmp/x"` profiles the gateway; its figures then mean little. */
function profiling(): readonly string[] {
  return (process.env["BENCH_GATEWAY_NODE_OPTIONS"] ?? "").split(" ").filter((option) => option !== "");
}
