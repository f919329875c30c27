import { Child } from "../child.js";
import { BASE_PATH } from "../messages.js";
import { SERVER_CORE } from "../pinning.js";
import { kept, type Started, type Surroundings } from "./contender.js";
import { SDL_DOCUMENTS } from "./peer-documents.js";
import { peerFile } from "./peer-packages.js";
import { peerTarget } from "./peer-target.js";

/** Starts a Node server of `bench/peers`, which says itself where it listens. */
export async function startNodePeer(
  name: "apollo" | "mercurius",
  { upstreamUrl, bankConnections, closers }: Surroundings,
): Promise<Started> {
  const environment = {
    ...{ NODE_ENV: "production", BANK_URL: upstreamUrl + BASE_PATH },
    BANK_CONNECTIONS: String(bankConnections),
  };
  const program = { name, nodeArguments: [peerFile(`${name}.mjs`)], environment, core: SERVER_CORE };
  const { child, url } = await kept(Child.start(program), closers);
  const endpoint = new URL("/graphql", url).href;
  return { child, target: peerTarget(name, endpoint, child.pid, SDL_DOCUMENTS) };
}
