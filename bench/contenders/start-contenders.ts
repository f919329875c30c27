import { CONTENDER_NAMES, type ContenderName, type Started, type Surroundings } from "./contender.js";
import { installPeers } from "./peer-packages.js";
import { startConstant } from "./start-constant.js";
import { startGateway } from "./start-gateway.js";
import { startHiveGateway } from "./start-hive-gateway.js";
import { startNodePeer } from "./start-node-peer.js";
import { type LeftOut, startPeers } from "./start-peers.js";
import { startProxy } from "./start-proxy.js";
import { startTailcall } from "./start-tailcall.js";

const PEER_STARTS = new Map<ContenderName, (surroundings: Surroundings) => Promise<Started>>([
  ["apollo", (surroundings) => startNodePeer("apollo", surroundings)],
  ["mercurius", (surroundings) => startNodePeer("mercurius", surroundings)],
  ["tailcall", startTailcall],
  ["hive-gateway", startHiveGateway],
]);

/**
 * Starts the gateway, the proxy, and what else is wanted.
 * @returns them in the order of the table. A peer that cannot be installed or started is left out, with the reason.
 */
export async function startContenders(
  wanted: ReadonlySet<ContenderName>,
  surroundings: Surroundings,
  progress: (text: string) => void,
): Promise<{ readonly started: readonly Started[]; readonly leftOut: readonly LeftOut[] }> {
  const own = await startOwn(wanted, surroundings);
  const peers = CONTENDER_NAMES.filter((name) => wanted.has(name) && PEER_STARTS.has(name));
  const { started, leftOut } = await startPeers(peers, async (name) => {
    const start = PEER_STARTS.get(name);
    if (start === undefined) throw new Error(`${name} is no peer`);
    await installPeers(progress);
    return start(surroundings);
  });
  return { started: [...own, ...started], leftOut };
}

async function startOwn(
  wanted: ReadonlySet<ContenderName>,
  surroundings: Surroundings,
): Promise<readonly Started[]> {
  const gateway = await startGateway(surroundings, { name: "gateway" });
  const started = [gateway];
  if (wanted.has("gateway-ordinary")) {
    const environment = { PROJECTION: "off" };
    started.push(await startGateway(surroundings, { name: "gateway-ordinary", environment }));
  }
  if (wanted.has("gateway-cached")) {
    const environment = { CACHE: "on" };
    started.push(await startGateway(surroundings, { name: "gateway-cached", environment, fromCache: true }));
  }
  started.push(await startProxy(surroundings));
  if (wanted.has("constant")) started.push(await startConstant(surroundings, gateway.target));
  return started;
}
