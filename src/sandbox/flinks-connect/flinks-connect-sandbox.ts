import { randomUUID } from "node:crypto";
import { fastify, type FastifyInstance } from "fastify";
import { Availability } from "../control/availability.js";
import { type LoopbackListener, listenOnLoopback } from "../loopback-listener.js";
import { StateFile } from "../state-file.js";
import { apiRoutes } from "./api-routes.js";
import { AuthorizeTokens } from "./authorize-tokens.js";
import { ConnectBooks } from "./connect-books.js";
import { ConnectCalls } from "./connect-calls.js";
import { ConnectClock } from "./connect-clock.js";
import { connectControlRoutes } from "./connect-control-routes.js";
import type { ConnectParts } from "./connect-parts.js";
import { directRoute } from "./direct-route.js";
import { type LiveRead, LiveReads } from "./live-reads.js";
import { LoginRegister, type LoginState } from "./login-register.js";
import { SessionRegister } from "./session-register.js";
import { webhookContent } from "./webhook-control-routes.js";
import { WebhookSender, type WebhookTarget } from "./webhook-sender.js";
import { widgetRoutes } from "./widget-routes.js";
import { WidgetVisits } from "./widget-visit.js";

/** How the Connect face is set up. */
export interface FlinksConnectOptions {
  /** Of the API; the widget takes a free one. 0, the default, takes a free port. */
  readonly port?: number;
  /** A UUID; stands in every path: `/v3/{customerId}/BankingServices`. */
  readonly customerId: string;
  /** `flinks-auth-key` at `GenerateAuthorizeToken`. */
  readonly secretKey: string;
  /** `x-api-key` at the data endpoints. */
  readonly apiKey: string;
  /** Told of every live read that has finished. */
  readonly webhook?: WebhookTarget;
  /** Where the widget may send the browser; default anywhere. */
  readonly redirectOrigins?: readonly string[];
  /** How long a live or first read takes, with polls answered 202 meanwhile; default 0. */
  readonly processingMs?: number;
  /** Keeps the logins over a restart. Sessions and authorize tokens are lost. */
  readonly stateFile?: string;
  /** The day the data ends on; default now. For a given day the data is always the same. */
  readonly today?: Date;
}

/** A Connect face that is open for calls. */
export interface FlinksConnectSandbox {
  /** Without a slash at the end. */
  readonly apiOrigin: string;
  /** Without a slash at the end; the widget is at `/v2/` of it. */
  readonly widgetOrigin: string;
  readonly controlUrl: string;
  close(): Promise<void>;
}

/** Opens Flinks Connect on loopback: API and control endpoint on one listener, the widget on another, as at Flinks. */
export async function startFlinksConnectSandbox(
  options: FlinksConnectOptions,
): Promise<FlinksConnectSandbox> {
  // Before the listeners: a state file that cannot be read leaves none of them open.
  const parts = connectParts(options);
  const api = await listenOnLoopback(options.port ?? 0);
  const widget = await listenOnLoopback(0);
  resumeReads(parts);
  const apps = [
    await serve(api, (app) => apiApp(app, parts, widget.origin)),
    await serve(widget, async (app) => {
      widgetRoutes(app, parts);
    }),
  ];
  return {
    apiOrigin: api.origin,
    widgetOrigin: widget.origin,
    controlUrl: `${api.origin}/control`,
    close: async () => {
      parts.reads.close();
      parts.webhooks?.close();
      await Promise.all([api.close(), widget.close()]);
      await Promise.all(apps.map((app) => app.close()));
    },
  };
}

async function serve(
  { server }: LoopbackListener,
  addRoutes: (app: FastifyInstance) => Promise<void>,
): Promise<FastifyInstance> {
  const app = fastify();
  await addRoutes(app);
  await app.ready();
  server.on("request", (request, response) => {
    app.routing(request, response);
  });
  return app;
}

async function apiApp(app: FastifyInstance, parts: ConnectParts, widgetOrigin: string): Promise<void> {
  await app.register((scope) => apiRoutes(scope, parts), { prefix: "/v3/:customerId/BankingServices" });
  await app.register(async (scope) => {
    directRoute(scope, parts, widgetOrigin);
  });
  await app.register(
    async (scope) => {
      connectControlRoutes(scope, parts);
    },
    { prefix: "/control" },
  );
}

function connectParts(options: FlinksConnectOptions): ConnectParts {
  const { customerId, secretKey, apiKey, redirectOrigins, webhook, stateFile } = options;
  const clock = new ConnectClock(options.today);
  const books = new ConnectBooks();
  const webhooks = webhook === undefined ? undefined : new WebhookSender(webhook);
  const file = stateFile === undefined ? undefined : new StateFile<LoginState>(stateFile);
  const logins = new LoginRegister(file?.read(), (state) => file?.write(state));
  const finished = ({ login, requestId, ...read }: LiveRead): void => {
    webhooks?.send(webhookContent({ books }, login, { requestId, read }));
  };
  const reads = new LiveReads({ clock, logins, finished }, options.processingMs ?? 0);
  return {
    ...{ customerId, secretKey, apiKey, redirectOrigins },
    ...{ clock, books, logins, reads, webhooks },
    ...{ tokens: new AuthorizeTokens(clock), sessions: new SessionRegister(clock) },
    ...{ visits: new WidgetVisits(clock), calls: new ConnectCalls(), availability: new Availability() },
  };
}

/** A first read that a restart broke off is made again. */
function resumeReads({ logins, reads }: ConnectParts): void {
  for (const login of logins.all()) {
    if (login.stored === undefined) reads.start(login, randomUUID(), true);
  }
}
