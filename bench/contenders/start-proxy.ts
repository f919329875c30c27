import { benchFile, Child } from "../child.js";
import { SERVER_CORE } from "../pinning.js";
import { kept, type Started, type Surroundings } from "./contender.js";
import { dataOf } from "./target.js";

/** The hand-written proxy: a plain GET for each operation, answered with the bank's own ids. */
export async function startProxy({
  upstreamUrl,
  bankConnections,
  v8Flags,
  closers,
}: Surroundings): Promise<Started> {
  const nodeArguments = [...v8Flags, ...benchFile("contenders/proxy.ts")];
  const environment = {
    ...{ NODE_ENV: "production", UPSTREAM_URL: upstreamUrl },
    BANK_CONNECTIONS: String(bankConnections),
  };
  const { child, url } = await kept(
    Child.start({ name: "proxy", nodeArguments, environment, core: SERVER_CORE }),
    closers,
  );
  const target = {
    ...({ name: "proxy", pid: child.pid, sameMembers: true } as const),
    request: ({ name }) => ({
      url: `${url}/${name}`,
      method: "GET",
      headers: { accept: "application/json" },
    }),
    data: (answer) => dataOf("proxy", answer),
    upstreamCalls: (operation) => operation.upstreamCalls,
  } satisfies Started["target"];
  return { child, target };
}
