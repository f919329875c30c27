import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { BASE_PATH } from "../messages.js";
import { SERVER_CORE } from "../pinning.js";
import { kept, type Started, type Surroundings } from "./contender.js";
import { folderOfRun } from "./folder-of-run.js";
import { freePort, startOnPort } from "./foreign-port.js";
import { HIVE_DOCUMENTS } from "./peer-documents.js";
import { peerFile } from "./peer-packages.js";
import { peerTarget } from "./peer-target.js";

const COMPOSE_LIMIT_MS = 60_000;
const COMPOSE = peerFile("node_modules/@graphql-mesh/compose-cli/esm/bin.js");
const GATEWAY = peerFile("node_modules/@graphql-hive/gateway/dist/bin.js");

/** Hive Gateway over a subgraph that GraphQL Mesh makes of the bank's REST calls. */
export async function startHiveGateway({ upstreamUrl, closers }: Surroundings): Promise<Started> {
  const supergraph = join(folderOfRun(closers), "supergraph.graphql");
  const subgraph = ["-c", peerFile("hive-gateway/mesh.config.mjs"), "-o", supergraph];
  const env = { PATH: process.env["PATH"], BANK_URL: upstreamUrl + BASE_PATH };
  const compose = [COMPOSE, ...subgraph];
  await promisify(execFile)(process.execPath, compose, { env, timeout: COMPOSE_LIMIT_MS });
  const port = await freePort();
  const configuration = ["-c", peerFile("hive-gateway/gateway.config.mjs")];
  const program = {
    ...{ name: "hive-gateway", core: SERVER_CORE },
    nodeArguments: [GATEWAY, "supergraph", ...configuration],
    environment: { NODE_ENV: "production", PORT: String(port), SUPERGRAPH: supergraph },
  };
  const { child, url } = await kept(startOnPort(program, port), closers);
  return { child, target: peerTarget("hive-gateway", `${url}/graphql`, child.pid, HIVE_DOCUMENTS) };
}
