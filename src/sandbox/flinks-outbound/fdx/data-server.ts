import type { RequestListener } from "node:http";
import type { FastifyInstance } from "fastify";
import type { Availability } from "../../control/availability.js";
import type { FaultRegister } from "../../faults/fault-register.js";
import type { Access } from "../../fdx/access.js";
import type { FdxParts } from "../../fdx/fdx-service.js";
import { bearerToken } from "../bearer.js";
import type { Connection } from "../connections.js";
import type { DataScope } from "../outbound-provider.js";
import type { OutboundParts } from "../outbound-parts.js";
import type { OpenProvider } from "../provider-directory.js";
import { FlinksDataError } from "./flinks-data-error.js";
import { flinksFace } from "./flinks-face.js";
import { PageCursors } from "./page-cursors.js";
import { providerDataApp } from "./provider-data-app.js";
import type { RateLimit } from "./rate-limit.js";
import { StatementDesk } from "./statement-desk.js";

/** What disturbs data calls. */
export interface Disturbances {
  readonly availability: Availability;
  readonly faults: FaultRegister;
  readonly rateLimit: RateLimit;
}

/** The data endpoints: one address for all providers, and the token tells which one is meant. */
export interface DataServer {
  readonly answer: RequestListener;
  close(): Promise<void>;
}

/** Links to next pages name this host, not the one that was called: the documentation's samples do so too. */
const LINKED_ORIGIN = "https://ob-preprod.flinksapp.invalid";

export async function createDataServer(
  parts: OutboundParts,
  disturbances: Disturbances,
): Promise<DataServer> {
  const apps = new Map<number, FastifyInstance>();
  for (const open of parts.directory.open) {
    apps.set(open.provider.id, await providerDataApp(fdxParts(parts, open, disturbances)));
  }
  const [unknown] = apps.values();
  return {
    answer: (request, response) => {
      const connection = connectionOf(parts, bearerToken(request.headers.authorization));
      // Without a good token every provider refuses, and in the same words.
      const app = apps.get(connection?.providerId ?? 0) ?? unknown;
      app?.routing(request, response);
    },
    close: async () => {
      for (const app of apps.values()) await app.close();
    },
  };
}

function fdxParts(parts: OutboundParts, open: OpenProvider, disturbances: Disturbances): FdxParts {
  const { bank, books, provider } = open;
  const face = flinksFace({ bank, cursors: new PageCursors(), statements: new StatementDesk() });
  const { availability, faults, rateLimit } = disturbances;
  return {
    ...{ profile: bank.profile, books, calls: parts.calls, availability, faults, face },
    baseUrl: `${LINKED_ORIGIN}${face.path}/`,
    withdrawGrant: (grantId) => void parts.connections.end(grantId),
    accessOf: async (token) => accessOf(open, connectionOf(parts, token)),
    gate: (access) => {
      rateLimit.take();
      const clientId = parts.connections.find(access?.grantId ?? "")?.clientId;
      if (clientId === undefined || parts.registrations.isActive(clientId, provider.id)) return;
      throw new FlinksDataError("403");
    },
  };
}

function connectionOf({ accessTokens, connections }: OutboundParts, value: string): Connection | undefined {
  return connections.living(accessTokens.find(value)?.grantId ?? "");
}

function accessOf({ books }: OpenProvider, connection: Connection | undefined): Access | undefined {
  const person = books.person(connection?.personId ?? "");
  if (connection === undefined || person === undefined) return undefined;
  return {
    grantId: connection.grantId,
    person,
    // Outbound's scopes are named like FDX's data clusters.
    clusters: new Set(connection.scope.split(" ") as DataScope[]),
    accounts: books.accountsOf(person).filter(({ id }) => connection.accountIds.includes(id)),
  };
}
