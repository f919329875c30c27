import type { RequestListener } from "node:http";
import { fastify, type FastifyInstance } from "fastify";
import type OidcProvider from "oidc-provider";
import { createAuthorizationServer } from "./authorization/authorization-server.js";
import { ConsentRegister } from "./authorization/consent-register.js";
import { countProtocolCalls } from "./authorization/count-protocol-calls.js";
import { interactionRoutes, type InteractionParts } from "./authorization/interaction-routes.js";
import { MemoryRecords } from "./authorization/memory-records.js";
import { readAccess } from "./authorization/read-access.js";
import type { RecipientClient } from "./authorization/recipient-client.js";
import { STYLESHEET } from "./authorization/stylesheet.js";
import { BANK_PROFILES } from "./bank-profile.js";
import { Availability } from "./control/availability.js";
import { CallLog } from "./control/call-log.js";
import { controlRoutes, type ControlParts } from "./control/control-routes.js";
import { fdxRoutes } from "./fdx/fdx-routes.js";
import type { FdxParts } from "./fdx/fdx-service.js";
import { listenOnLoopback } from "./loopback-listener.js";
import { BankBooks } from "./seed/bank-books.js";
import { StateFile } from "./state-file.js";
import { dayOf } from "./seed/calendar.js";

export type { RecipientClient } from "./authorization/recipient-client.js";

/** How a sandbox bank is set up. */
export interface SandboxBankOptions {
  /** Maple Bank is in Canada, Liberty Bank in the United States. */
  readonly bank: "maple" | "liberty";
  /** 0, the default, takes a free port. */
  readonly port?: number;
  readonly recipient: RecipientClient;
  /** Default 300. */
  readonly accessTokenSeconds?: number;
  /** Keeps the grants over a restart on the same port. Without it the bank starts empty. */
  readonly stateFile?: string;
  /** The day the data ends on; default now. For a given day the data is always the same. */
  readonly today?: Date;
}

/** A bank that is open for calls. */
export interface SandboxBank {
  readonly name: string;
  readonly issuer: string;
  /** Ends in `/fdx/v6/`. */
  readonly fdxBaseUrl: string;
  readonly controlUrl: string;
  close(): Promise<void>;
}

interface Routes {
  readonly interactions: InteractionParts;
  readonly fdx: FdxParts;
  readonly control: ControlParts;
}

/** Everything that is not the authorization server's. */
const OWN_PATHS = /^\/(fdx|control|interaction)\/|^\/bank\.css$/;
const DEFAULT_ACCESS_TOKEN_SECONDS = 300;

/** Opens a bank on loopback: authorization server, FDX resource server and control endpoint on one listener. */
export async function startSandboxBank(options: SandboxBankOptions): Promise<SandboxBank> {
  const { recipient, accessTokenSeconds = DEFAULT_ACCESS_TOKEN_SECONDS } = options;
  const profile = BANK_PROFILES[options.bank];
  const books = new BankBooks(profile, dayOf(options.today ?? new Date()));
  const { records, consents } = remember(options.stateFile);
  const [calls, availability] = [new CallLog(), new Availability()];
  // The issuer names the port, so the port comes before everything that knows the issuer.
  const listener = await listenOnLoopback(options.port ?? 0);
  const issuer = listener.origin;
  const baseUrl = `${issuer}/fdx/v6/`;
  const server = await createAuthorizationServer({
    issuer,
    profile,
    recipient,
    accessTokenSeconds,
    books,
    records,
  });
  countProtocolCalls(server, calls, consents);
  const accessOf = (token: string): ReturnType<FdxParts["accessOf"]> =>
    readAccess({ server, books, consents }, token);
  const app = await createApp({
    interactions: { server, profile, recipient, books, consents },
    fdx: { profile, books, calls, availability, baseUrl, accessOf },
    control: {
      calls,
      availability,
      forgetAccessTokens: () => {
        records.clear("AccessToken");
      },
      withdrawGrant: (grantId) => records.withdrawGrant(grantId),
    },
  });
  listener.server.on("request", splitRequests(app, server.callback()));
  const close = async (): Promise<void> => {
    await listener.close();
    await app.close();
  };
  return { name: profile.name, issuer, fdxBaseUrl: baseUrl, controlUrl: `${issuer}/control`, close };
}

function remember(path: string | undefined): { records: MemoryRecords; consents: ConsentRegister } {
  const file = path === undefined ? undefined : new StateFile(path);
  const state = file?.read();
  const consents = new ConsentRegister(state?.consents);
  const records: MemoryRecords = new MemoryRecords(state?.records, () => {
    file?.write({ records: records.kept(), consents: consents.kept() });
  });
  return { records, consents };
}

/** The authorization server answers everything that has no route of the bank's own. */
function splitRequests(
  app: FastifyInstance,
  authorize: ReturnType<OidcProvider["callback"]>,
): RequestListener {
  return (request, response) => {
    const [path = ""] = (request.url ?? "").split("?");
    if (OWN_PATHS.test(path)) app.routing(request, response);
    else void authorize(request, response);
  };
}

async function createApp({ interactions, fdx, control }: Routes): Promise<FastifyInstance> {
  const app = fastify();
  app.get("/bank.css", (_request, reply) => reply.type("text/css; charset=utf-8").send(STYLESHEET));
  await app.register(async (scope) => {
    interactionRoutes(scope, interactions);
  });
  await app.register(
    async (scope) => {
      fdxRoutes(scope, fdx);
    },
    { prefix: "/fdx/v6" },
  );
  await app.register(
    async (scope) => {
      controlRoutes(scope, control);
    },
    { prefix: "/control" },
  );
  await app.ready();
  return app;
}
