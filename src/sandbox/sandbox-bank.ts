import type { RequestListener } from "node:http";
import { fastify, type FastifyInstance } from "fastify";
import type OidcProvider from "oidc-provider";
import { createAuthorizationServer } from "./authorization/authorization-server.js";
import { ConsentRegister } from "./authorization/consent-register.js";
import { countProtocolCalls } from "./authorization/count-protocol-calls.js";
import { interactionRoutes, type InteractionParts } from "./authorization/interaction-routes.js";
import { MemoryRecords } from "./authorization/memory-records.js";
import { mintGrants } from "./authorization/mint-grants.js";
import { readAccess } from "./authorization/read-access.js";
import type { BankClient } from "./authorization/recipient-client.js";
import { type Rotation, RotationRule } from "./authorization/rotation.js";
import { STYLESHEET } from "./authorization/stylesheet.js";
import { breakTokenEndpoint, TokenEndpointFaults } from "./authorization/token-endpoint-faults.js";
import { BANK_PROFILES, type BankKey } from "./bank-profile.js";
import { Availability } from "./control/availability.js";
import { CallLog } from "./control/call-log.js";
import { controlRoutes, type ControlParts } from "./control/control-routes.js";
import type { TokenControlParts } from "./control/token-control-routes.js";
import { BANK_DRESSES, type BankDress, type DressName } from "./dress/bank-dress.js";
import { putOn } from "./dress/put-on.js";
import { FaultRegister } from "./faults/fault-register.js";
import { isFaultName } from "./faults/faults.js";
import type { Face } from "./fdx/face.js";
import { fdxRoutes } from "./fdx/fdx-routes.js";
import type { FdxParts } from "./fdx/fdx-service.js";
import { V5_FACE } from "./fdx/v5/v5-face.js";
import { listenOnLoopback, type LoopbackTls } from "./loopback-listener.js";
import { BankBooks } from "./seed/bank-books.js";
import { type BankState, StateFile } from "./state-file.js";
import { dayOf } from "./seed/calendar.js";

export type { Rotation } from "./authorization/rotation.js";
export type { RecipientClient } from "./authorization/recipient-client.js";

/** How a sandbox bank is set up. */
export interface SandboxBankOptions {
  /** Maple Bank is in Canada, Liberty Bank in the United States; the other two tell little and everything. */
  readonly bank: BankKey;
  /** 0, the default, takes a free port. */
  readonly port?: number;
  readonly recipient: BankClient;
  /** Default 300. */
  readonly accessTokenSeconds?: number;
  /** What becomes of a refresh token that was used; default that of the dress, for the plain one `strict`. */
  readonly rotation?: Rotation;
  /** What the bank asks of its clients, and how it shows its books; default `plain`. */
  readonly dress?: DressName;
  /** Needed where tokens are bound to certificates. */
  readonly tls?: LoopbackTls;
  /** Keeps the grants over a restart on the same port. Without it the bank starts empty. */
  readonly stateFile?: string;
  /** The day the data ends on; default now. For a given day the data is always the same. */
  readonly today?: Date;
}

/** A bank that is open for calls. */
export interface SandboxBank {
  readonly name: string;
  readonly issuer: string;
  /** The first face of its dress, for the plain one 6.4; ends in a slash. */
  readonly fdxBaseUrl: string;
  /** The 5.2 face of the same books, where the dress has it; ends in `/fdx/v5/`. */
  readonly fdxV5BaseUrl: string;
  readonly controlUrl: string;
  close(): Promise<void>;
}

interface Routes {
  readonly interactions: InteractionParts;
  readonly fdx: Omit<FdxParts, "face" | "baseUrl">;
  readonly issuer: string;
  readonly control: ControlParts;
  readonly faces: readonly Face[];
}

/** Everything that is not the authorization server's. */
const OWN_PATHS = /^\/(fdx|control|interaction)\/|^\/bank\.css$/;
const DEFAULT_ACCESS_TOKEN_SECONDS = 300;

/** Opens a bank on loopback: authorization server, FDX resource server and control endpoint on one listener. */
export async function startSandboxBank(options: SandboxBankOptions): Promise<SandboxBank> {
  // The issuer names the port, so the port comes before everything that knows the issuer.
  const listener = await listenOnLoopback(options.port ?? 0, options.tls);
  const issuer = listener.origin;
  const { app, server } = await openBank(options, issuer);
  listener.server.on("request", splitRequests(app, server.callback()));
  const close = async (): Promise<void> => {
    await listener.close();
    await app.close();
  };
  const { name } = BANK_PROFILES[options.bank];
  const [fdxBaseUrl, fdxV5BaseUrl] = [
    baseUrlOf(issuer, dressOf(options).faces[0]),
    baseUrlOf(issuer, V5_FACE),
  ];
  return { name, issuer, fdxBaseUrl, fdxV5BaseUrl, controlUrl: `${issuer}/control`, close };
}

async function openBank(
  options: SandboxBankOptions,
  issuer: string,
): Promise<{ readonly app: FastifyInstance; readonly server: OidcProvider }> {
  const { recipient, accessTokenSeconds = DEFAULT_ACCESS_TOKEN_SECONDS } = options;
  const profile = BANK_PROFILES[options.bank];
  const dress = dressOf(options);
  const { scopes } = dress;
  const books = new BankBooks(profile, dayOf(options.today ?? new Date()), isFaultName);
  const rotation = new RotationRule(options.rotation ?? dress.rotation);
  const { records, consents } = remember(options.stateFile, rotation);
  const [calls, availability, faults] = [new CallLog(), new Availability(), new FaultRegister()];
  const tokenFaults = new TokenEndpointFaults();
  const server = await createAuthorizationServer({
    ...{ issuer, profile, recipient, accessTokenSeconds, books, records, rotation, dress },
  });
  const { idTokens, proof } = putOn(dress, server, issuer);
  breakTokenEndpoint(server, tokenFaults);
  countProtocolCalls(server, calls, { consents, rotation });
  const minting = { server, books, consents, scopes, clientId: recipient.clientId, accessTokenSeconds };
  const tokens: TokenControlParts = {
    ...{ calls, consents, faults: tokenFaults, rotation, livingGrants: () => records.livingGrants() },
    issuedTokens: () => [...records.ids("AccessToken"), ...records.ids("RefreshToken")],
    mint: (personId, count) => records.together(() => mintGrants(minting, personId, count)),
  };
  const app = await createApp({
    interactions: { server, profile, recipient, books, consents, scopes },
    fdx: {
      ...{ profile, books, calls, availability, faults, proof },
      withdrawGrant: (grantId) => records.withdrawGrant(grantId),
      accessOf: (token) => readAccess({ server, books, consents, scopes, idTokens }, token),
    },
    control: { calls, availability, tokens, records, faults },
    ...{ issuer, faces: dress.faces },
  });
  return { app, server };
}

function remember(
  path: string | undefined,
  rotation: RotationRule,
): { records: MemoryRecords; consents: ConsentRegister } {
  const file = path === undefined ? undefined : new StateFile<BankState>(path);
  const state = file?.read();
  const consents = new ConsentRegister(state?.consents);
  const keep = (): void => file?.write({ records: records.kept(), consents: consents.kept() });
  const records: MemoryRecords = new MemoryRecords(state?.records, keep, (usedAt) =>
    rotation.forgives(usedAt),
  );
  return { records, consents };
}

function dressOf({ dress = "plain" }: SandboxBankOptions): BankDress {
  return BANK_DRESSES[dress];
}

function baseUrlOf(issuer: string, face: Face): string {
  return `${issuer}${face.path}/`;
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

async function createApp({ interactions, fdx, control, issuer, faces }: Routes): Promise<FastifyInstance> {
  const app = fastify();
  app.get("/bank.css", (_request, reply) => reply.type("text/css; charset=utf-8").send(STYLESHEET));
  await app.register(async (scope) => {
    interactionRoutes(scope, interactions);
  });
  for (const face of faces) {
    await app.register(
      async (scope) => {
        fdxRoutes(scope, { ...fdx, face, baseUrl: baseUrlOf(issuer, face) });
      },
      { prefix: face.path },
    );
  }
  await app.register(
    async (scope) => {
      controlRoutes(scope, control);
    },
    { prefix: "/control" },
  );
  await app.ready();
  return app;
}
