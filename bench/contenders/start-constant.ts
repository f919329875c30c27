import { request } from "undici";
import { benchFile, Child } from "../child.js";
import { OPERATIONS } from "../operations.js";
import { SERVER_CORE } from "../pinning.js";
import { kept, type Started, type Surroundings } from "./contender.js";
import type { Target } from "./target.js";

const TELL_LIMIT_MS = 10_000;

/** The constant-answer server, which is told the gateway's answers before anything is measured. */
export async function startConstant({ v8Flags, closers }: Surroundings, gateway: Target): Promise<Started> {
  const nodeArguments = [...v8Flags, ...benchFile("contenders/constant.ts")];
  const environment = { NODE_ENV: "production" };
  const { child, url } = await kept(
    Child.start({ name: "constant", nodeArguments, environment, core: SERVER_CORE }),
    closers,
  );
  await child.ask(await answersOf(gateway), TELL_LIMIT_MS);
  const target = {
    ...({ name: "constant", pid: child.pid, sameMembers: true } as const),
    request: ({ name }) => ({
      url: `${url}/${name}`,
      method: "GET",
      headers: { accept: "application/json" },
    }),
    data: (answer) => gateway.data(answer),
    upstreamCalls: () => 0,
  } satisfies Target;
  return { child, target };
}

async function answersOf(gateway: Target): Promise<Readonly<Record<string, string>>> {
  const answers: Record<string, string> = {};
  for (const operation of OPERATIONS) {
    const { url, method, headers, body = null } = gateway.request(operation);
    const response = await request(url, { method, headers, body });
    answers[`/${operation.name}`] = await response.body.text();
  }
  return answers;
}
