import { execFile } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { BASE_PATH } from "../messages.js";
import { SERVER_CORE } from "../pinning.js";
import { kept, type Started, type Surroundings } from "./contender.js";
import { folderOfRun } from "./folder-of-run.js";
import { freePort, startOnPort } from "./foreign-port.js";
import { TAILCALL_DOCUMENTS } from "./peer-documents.js";
import { peerFile } from "./peer-packages.js";
import { peerTarget } from "./peer-target.js";

/** The newest first: it wants a newer C library than some systems have. */
const VERSIONS = ["tailcall-1.6", "tailcall-1.0"];

/** What `bench/peers/tailcall.graphql` has in place of this run's addresses. */
const CONFIGURED = { port: "port: 4000", bank: "https://bank.test/" };

/** Tailcall is a binary. Its configuration is written anew, with the addresses of this run. */
export async function startTailcall({ upstreamUrl, closers }: Surroundings): Promise<Started> {
  const executable = await newestThatRuns();
  const port = await freePort();
  const configuration = join(folderOfRun(closers), "tailcall.graphql");
  const text = readFileSync(peerFile("tailcall.graphql"), "utf8")
    .replace(CONFIGURED.port, `port: ${port}`)
    .replaceAll(CONFIGURED.bank, upstreamUrl + BASE_PATH);
  writeFileSync(configuration, text);
  const program = {
    ...{ name: "tailcall", executable, core: SERVER_CORE },
    nodeArguments: ["start", configuration],
    environment: { TAILCALL_TRACKER: "false", TAILCALL_LOG_LEVEL: "error" },
  };
  const { child, url } = await kept(startOnPort(program, port), closers);
  return { child, target: peerTarget("tailcall", `${url}/graphql`, child.pid, TAILCALL_DOCUMENTS) };
}

async function newestThatRuns(): Promise<string> {
  for (const version of VERSIONS) {
    const executable = peerFile(`node_modules/${version}/bin/tailcall`);
    try {
      await promisify(execFile)(executable, ["--version"]);
      return executable;
    } catch {
      // Not of this system, or it misses a library: the next one may run.
    }
  }
  throw new Error("no version of Tailcall runs on this system");
}
