import type { RequestListener } from "node:http";
import { STYLESHEET } from "../authorization/stylesheet.js";
import type { RecipientClient } from "../authorization/recipient-client.js";
import { TokenEndpointFaults } from "../authorization/token-endpoint-faults.js";
import { Availability } from "../control/availability.js";
import { CallLog } from "../control/call-log.js";
import { FaultRegister } from "../faults/fault-register.js";
import { listenOnLoopback } from "../loopback-listener.js";
import { dayOf } from "../seed/calendar.js";
import { fastify, type FastifyInstance } from "fastify";
import { AccessTokens } from "./access-tokens.js";
import { AuthorizationCodes } from "./authorization-codes.js";
import { authorizeRoutes } from "./authorize-routes.js";
import { Connections } from "./connections.js";
import { createDataServer, type DataServer } from "./fdx/data-server.js";
import { RateLimit } from "./fdx/rate-limit.js";
import { managementRoutes } from "./management-routes.js";
import { outboundControlRoutes, type OutboundControlParts } from "./outbound-control-routes.js";
import type { ClientAuthentication, OutboundParts } from "./outbound-parts.js";
import { OutboundMemory } from "./outbound-state.js";
import { DATA_SCOPES } from "./outbound-provider.js";
import { PathCounts } from "./path-counts.js";
import { ProviderDirectory } from "./provider-directory.js";
import { Recipients } from "./recipients.js";
import { Registrations } from "./registrations.js";

/** How the sandbox's Flinks Outbound is set up. */
export interface FlinksOutboundOptions {
  /** Of the first listener; 0, the default, takes a free one. */
  readonly port?: number;
  /** Of the second listener; 0, the default, takes a free one. */
  readonly dataPort?: number;
  /** The first Data Recipient; it is registered with providers 1000 and 4101. */
  readonly recipient: RecipientClient;
  /** The partner, who manages recipients. */
  readonly partner: { readonly clientId: string; readonly clientSecret: string };
  /** Default 299, as in the documentation's sample. */
  readonly accessTokenSeconds?: number;
  /** Where the token endpoint looks for id and secret; default `client_secret_json`. */
  readonly clientAuthentication?: ClientAuthentication;
  /** Keeps connections, recipients and registrations over a restart on the same ports. Without it all starts anew. */
  readonly stateFile?: string;
  /** The day the data ends on; default now. */
  readonly today?: Date;
  /** Milliseconds that each of the two steps from a request to an active registration takes; default: for ever. */
  readonly approveAfterMs?: number;
  /** How many providers more there are that only fill the directory; default none. */
  readonly extraProviders?: number;
}

/** An Outbound that is open for calls. */
export interface FlinksOutboundSandbox {
  /** Serves everything: authorization, tokens, administration, data. Without a slash at the end. */
  readonly origin: string;
  /** A second listener: administration and data, but neither authorization nor tokens. */
  readonly dataOrigin: string;
  readonly controlUrl: string;
  close(): Promise<void>;
}

const DEFAULT_ACCESS_TOKEN_SECONDS = 299;
const FIRST_PROVIDERS = [1000, 4101] as const;

/** Of the authorization host only. */
const AUTHORIZATION_PATHS = /^\/(api\/v1\/(authorize|token)$|interaction\/|control(\/|$)|bank\.css$)/;
const DATA_PATHS = "/api/fdx/";

/** Opens Flinks Outbound, with the banks behind it, on loopback. */
export async function startFlinksOutboundSandbox(
  options: FlinksOutboundOptions,
): Promise<FlinksOutboundSandbox> {
  const parts = outboundParts(options);
  const disturbances = {
    availability: new Availability(),
    faults: new FaultRegister(),
    rateLimit: new RateLimit(),
  };
  const paths = new PathCounts();
  const data = await createDataServer(parts, disturbances);
  const app = await createApp(parts, { ...disturbances, paths, outbound: parts });
  const first = await listenOnLoopback(options.port ?? 0);
  const second = await listenOnLoopback(options.dataPort ?? 0);
  first.server.on("request", counted(paths, split(app, data)));
  second.server.on("request", counted(paths, withoutAuthorization(split(app, data))));
  const close = async (): Promise<void> => {
    await Promise.all([first.close(), second.close()]);
    await app.close();
    await data.close();
  };
  const { origin } = first;
  return { origin, dataOrigin: second.origin, controlUrl: `${origin}/control`, close };
}

function outboundParts(options: FlinksOutboundOptions): OutboundParts {
  const memory = new OutboundMemory(options.stateFile);
  const { before, changed } = memory;
  const recipients = new Recipients(before.recipients, changed);
  const registrations = new Registrations(
    before.registrations,
    options.approveAfterMs ?? Number.POSITIVE_INFINITY,
    changed,
  );
  const connections = new Connections(before.connections, changed);
  const seconds = options.accessTokenSeconds ?? DEFAULT_ACCESS_TOKEN_SECONDS;
  const accessTokens = new AccessTokens(before.accessTokens, seconds, changed);
  registerFirst(options.recipient, recipients, registrations);
  memory.follow(() => ({
    recipients: recipients.all(),
    registrations: registrations.kept(),
    connections: connections.all(),
    accessTokens: accessTokens.kept(),
  }));
  return {
    ...{ recipients, registrations, connections, accessTokens },
    directory: new ProviderDirectory(dayOf(options.today ?? new Date()), options.extraProviders ?? 0),
    codes: new AuthorizationCodes(),
    calls: new CallLog(),
    tokenFaults: new TokenEndpointFaults(),
    partner: options.partner,
    clientAuthentication: options.clientAuthentication ?? "client_secret_json",
  };
}

/** What the options say of the first recipient holds, whatever was kept of it. */
function registerFirst(client: RecipientClient, recipients: Recipients, registrations: Registrations): void {
  recipients.keep({
    ...{ country: "CA", description: null, logoUri: null, termsUri: null, clientUri: null, contacts: [] },
    ...recipients.find(client.clientId),
    ...client,
    scopes: DATA_SCOPES,
  });
  for (const providerId of FIRST_PROVIDERS) {
    if (registrations.find(client.clientId, providerId) === undefined) {
      registrations.decide(client.clientId, providerId, "ACTIVE");
    }
  }
}

async function createApp(parts: OutboundParts, control: OutboundControlParts): Promise<FastifyInstance> {
  const app = fastify();
  app.get("/bank.css", (_request, reply) => reply.type("text/css; charset=utf-8").send(STYLESHEET));
  await app.register(async (scope) => {
    authorizeRoutes(scope, parts);
  });
  await app.register(
    async (scope) => {
      managementRoutes(scope, parts);
    },
    { prefix: "/api" },
  );
  await app.register(
    async (scope) => {
      outboundControlRoutes(scope, control);
    },
    { prefix: "/control" },
  );
  await app.ready();
  return app;
}

function split(app: FastifyInstance, data: DataServer): RequestListener {
  return (request, response) => {
    if (pathOf(request.url).startsWith(DATA_PATHS)) data.answer(request, response);
    else app.routing(request, response);
  };
}

function withoutAuthorization(next: RequestListener): RequestListener {
  return (request, response) => {
    if (AUTHORIZATION_PATHS.test(pathOf(request.url))) response.writeHead(404).end();
    else next(request, response);
  };
}

function counted(paths: PathCounts, next: RequestListener): RequestListener {
  return (request, response) => {
    paths.count(`${request.method ?? ""} ${pathOf(request.url)}`);
    next(request, response);
  };
}

function pathOf(url = ""): string {
  return url.split("?")[0] ?? "";
}
