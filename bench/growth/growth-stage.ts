import type { Closers } from "../../src/core/closers.js";
import type { EndUserId } from "../../src/core/ids.js";
import type { BenchOptions } from "../arguments.js";
import type { Asked } from "../child.js";
import { ONE_BANK } from "../contenders/gateway-folder.js";
import { startGateway } from "../contenders/start-gateway.js";
import type { Target } from "../contenders/target.js";
import type { Watched } from "../messages.js";
import { setUpScene } from "../stage.js";
import { holdersOf, SERIES } from "./series.js";

/** Every open request has a call of its own on the way. */
const BANK_CONNECTIONS = 1024;

/** The bank, the load, and one gateway whose end users have shared different numbers of banks. */
export interface GrowthStage extends Watched {
  readonly upstream: Asked;
  readonly load: Asked;
  /** Requests of the end user with one bank. */
  readonly target: Target;
  /** The gateway's GraphQL endpoint. */
  readonly url: string;
  headersFor(endUserId: EndUserId): Promise<Readonly<Record<string, string>>>;
}

export async function setUpGrowth(options: BenchOptions, closers: Closers): Promise<GrowthStage> {
  const { upstream, load, surroundings } = await setUpScene(options, BANK_CONNECTIONS, closers);
  const others = holdersOf(SERIES).filter(({ endUserId }) => endUserId !== ONE_BANK.endUserId);
  const { child, target } = await startGateway(surroundings, {
    name: "gateway",
    holders: [ONE_BANK, ...others],
  });
  const [operation] = options.operations;
  if (operation === undefined) throw new Error("no operation");
  const { url, headers } = target.request(operation);
  return {
    ...{ upstream, load, target, url },
    ...{ serverPid: child.pid, ownPids: [process.pid, upstream.pid, load.pid, child.pid] },
    headersFor: async (endUserId) => {
      const token = await surroundings.identity.accessToken(endUserId);
      return { ...headers, authorization: `Bearer ${token}` };
    },
  };
}
