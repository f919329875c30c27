import { join, resolve } from "node:path";
import { type Gateway, startGateway } from "../app.js";
import type { FlinksConfig } from "../config/flinks-config.js";
import type { GatewayConfig } from "../config/gateway-config.js";
import { Closers } from "../core/closers.js";
import { DATA_CLUSTERS } from "../core/data-cluster.js";
import { AppId } from "../core/ids.js";
import { Secret } from "../core/secret.js";
import { auditLog } from "../telemetry/audit-log.js";
import { createLogger } from "../telemetry/logger.js";
import { type DevSecrets, devSecrets } from "./dev-secrets.js";
import { playgroundFolders } from "./playground-folders.js";
import { type SandboxWorld, startSandboxWorld } from "./start-sandbox.js";
import { closeOnSignal } from "./until-signal.js";

type Environment = Readonly<Record<string, string>>;

const HOST = "127.0.0.1";
const CLIENT_ID = "fdx-gateway-dev";
const APP_ID = "dev-app";
const AUDIENCE = "fdx-gateway";
const STOP_LIMIT_MS = 10_000;

/** `fdx-gateway dev`: everything on loopback. PORT, DATA_FOLDER, SANDBOX_BANKS, CACHE and LOG_LEVEL may be set; nothing has to be. */
export async function runDev(environment: Environment): Promise<void> {
  const port = portOf(environment);
  const folder = resolve(environment["DATA_FOLDER"] ?? ".data");
  const secrets = devSecrets(folder);
  const closers = new Closers();
  const url = `http://${HOST}:${port}`;
  try {
    const { clientSecret } = secrets;
    const stateFolder = join(folder, "sandbox");
    const world = await startSandboxWorld({
      ...{ gatewayUrl: url, clientId: CLIENT_ID, clientSecret, firstPort: port + 1, stateFolder },
      banks: environment["SANDBOX_BANKS"],
    });
    closers.add(() => world.close());
    const gateway = await startDevGateway(devConfig({ port, folder, secrets, world, environment }), world);
    closers.add(() => gateway.close());
    closeOnSignal(closers, STOP_LIMIT_MS);
    process.stdout.write(welcome(gateway, world));
  } catch (failure) {
    await closers.close();
    throw failure;
  }
}

function startDevGateway(config: GatewayConfig, { identity }: SandboxWorld): Promise<Gateway> {
  const accessToken = (personId: string): Promise<string> =>
    identity.accessToken({ personId, appId: APP_ID, audience: AUDIENCE });
  return startGateway(config, {
    logger: createLogger(config.logLevel),
    // Audit records are for operators; a developer sees them with LOG_LEVEL=debug.
    audit: auditLog(createLogger(config.logLevel === "debug" ? "info" : "silent")),
    playground: { ...playgroundFolders(), devSignIn: { people: identity.people, accessToken } },
    onlyHosts: ["127.0.0.1", "localhost"],
  });
}

interface DevConfigParts {
  readonly port: number;
  readonly folder: string;
  readonly secrets: DevSecrets;
  readonly world: SandboxWorld;
  readonly environment: Environment;
}

function devConfig({ port, folder, secrets, world, environment }: DevConfigParts): GatewayConfig {
  const { issuer, jwksUri } = world.identity;
  const returnUrls = [HOST, "localhost"].map((host) => `http://${host}:${port}/playground/`);
  return {
    http: { host: HOST, port, publicUrl: new URL(`http://${HOST}:${port}`), drainDelayMs: 0 },
    // A developer's machine does other things besides.
    overload: { maxInFlight: 1000, loopDelayMs: 1000 },
    dataFolder: folder,
    store: { kind: "lmdb", folder: join(folder, "store") },
    secrets: {
      idSecret: new Secret(secrets.idSecret),
      keyRing: { file: secrets.keyRingFile },
    },
    auth: { issuer, jwksUri: new URL(jwksUri), audience: AUDIENCE, tokenType: "at+jwt" },
    apps: [{ id: AppId(APP_ID), name: "Playground", returnUrls }],
    providers: world.banks.map(({ id, country, bank }) => ({
      ...{ id, country, name: bank.name, dataClusters: DATA_CLUSTERS, pageSize: 100 },
      fdxVersion: "6.4",
      ...{ fdxBaseUrl: new URL(bank.fdxBaseUrl), issuer: new URL(bank.issuer) },
      clientId: CLIENT_ID,
      clientAuthentication: { method: "client_secret_basic", secret: new Secret(secrets.clientSecret) },
      ...{ pushedAuthorizationRequests: "auto", rotation: { kind: "strict" } },
    })),
    flinks: flinksConfig(world.flinks),
    upstream: {
      ...{ timeoutMs: 8_000, tokenTimeoutMs: 10_000, deadlineMs: 10_000, connections: 96, guard: true },
    },
    courier: {},
    metrics: { host: HOST },
    // A developer who changes something at a bank wants to see it.
    cache: {
      ...{ mode: environment["CACHE"] === "on" ? "on" : "off", maxAgeSeconds: {} },
      ...{ keepSeconds: 3600, memoryMb: 64, diskMb: 64 },
    },
    logLevel: environment["LOG_LEVEL"] === "debug" ? "debug" : "warn",
    playground: true,
    introspection: true,
  };
}

/** As an operator would write it in the Flinks file, with Flinks' documented defaults. */
function flinksConfig({ outbound, connect, client }: SandboxWorld["flinks"]): FlinksConfig {
  const secret = new Secret(client.secret);
  return {
    outbound: {
      ...{ authBaseUrl: new URL(`${outbound.origin}/`), clientId: client.recipientId, clientSecret: secret },
      dataBaseUrl: new URL(`${outbound.dataOrigin}/api/fdx/5/`),
      ...{ clientAuthentication: "client_secret_json", tokenContentType: "application/json" },
      ...{ pkce: false, fdxHeaders: false, idleDays: 30, pageSize: 100 },
      dataClusters: DATA_CLUSTERS.filter((cluster) => cluster !== "REWARDS"),
      partner: { clientId: client.partnerId, clientSecret: secret },
    },
    connect: {
      ...{ apiBaseUrl: new URL(`${connect.apiOrigin}/`), widgetUrl: new URL(`${connect.widgetOrigin}/v2/`) },
      ...{ customerId: client.customerId, secretKey: secret, apiKey: secret, linking: "widget" },
      webhook: { secret, headers: ["x-flinks-signature"] },
      ...{ historyDays: 365, maxAgeMinutes: 5, retentionDays: 90, pollSeconds: 1, giveUpMinutes: 30 },
    },
    ...{ outboundPolicy: "prefer", banks: [] },
  };
}

function portOf(environment: Environment): number {
  const port = Number(environment["PORT"] ?? 4000);
  if (Number.isInteger(port) && port > 0 && port < 65_000) return port;
  throw new Error("PORT must be a whole number from 1 to 64999.");
}

function welcome(gateway: Gateway, { banks, identity, flinks }: SandboxWorld): string {
  return [
    "FDX GraphQL gateway, development mode: reachable from this machine only, with invented banks and people.",
    "",
    `  Playground    ${gateway.url}/playground/`,
    `  GraphQL       ${gateway.url}/graphql`,
    ...banks.map(({ bank }) => `  ${bank.name.padEnd(13)} ${bank.issuer}`),
    `  Flinks        ${flinks.outbound.origin} (Outbound), ${flinks.connect.widgetOrigin} (Connect)`,
    `  App identity  ${identity.issuer}`,
    "",
    "Stop with Ctrl-C.",
    "",
  ].join("\n");
}
