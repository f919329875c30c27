import { afterEach, beforeEach, expect, it } from "@jest/globals";
import { OutboundNetwork } from "../../src/app/outbound-network.js";
import { Closers } from "../../src/core/closers.js";
import { systemClock } from "../../src/core/clock.js";
import { DATA_CLUSTERS } from "../../src/core/data-cluster.js";
import { ConsentId } from "../../src/core/ids.js";
import { Secret } from "../../src/core/secret.js";
import { ProviderGuards } from "../../src/providers/guard/provider-guards.js";
import type { ProviderEntry } from "../../src/providers/provider-directory.js";
import type { TokenManager } from "../../src/tokens/token-manager.js";
import { holder, upstreamRequest } from "../support/builders.js";
import { eventually } from "../support/eventually.js";
import { SickBank } from "../support/sick-bank.js";

const CONNECTIONS = 2;

let host: SickBank;
let closers: Closers;
/** Two banks behind the same host. */
let one: ProviderEntry;
let other: ProviderEntry;

beforeEach(async () => {
  host = await SickBank.start();
  closers = new Closers();
  const upstream = { timeoutMs: 5000, tokenTimeoutMs: 5000, deadlineMs: 5000, connections: CONNECTIONS };
  const settings = { maxInFlight: CONNECTIONS, timeoutMs: upstream.timeoutMs, clock: systemClock };
  const network = new OutboundNetwork(
    {
      http: { host: "127.0.0.1", port: 0, publicUrl: new URL("http://127.0.0.1/"), drainDelayMs: 0 },
      upstream,
    },
    {
      ...{ clock: systemClock, guards: new ProviderGuards(settings) },
      outbound: {
        ...{ authBaseUrl: host.baseUrl, dataBaseUrl: host.baseUrl, clientId: "recipient" },
        ...{ clientSecret: new Secret("recipient's own"), clientAuthentication: "client_secret_json" },
        ...{ tokenContentType: "application/json", pkce: false, fdxHeaders: false, idleDays: 30 },
        ...{ dataClusters: DATA_CLUSTERS, pageSize: 100 },
      },
    },
    closers,
  );
  const tokens = { accessToken: async () => new Secret("token") } as unknown as TokenManager;
  const family = network.family(tokens);
  [one, other] = [family.open(1), family.open(2)];
});

afterEach(async () => {
  await closers.close();
  await host.close();
});

/** @returns how many accounts the bank shows to a new request. */
async function accounts({ profile, dataProvider }: ProviderEntry): Promise<number> {
  const reference = { consentId: ConsentId("consent-1"), dataProviderId: profile.id, ...holder() };
  const call = { reference, grantedClusters: DATA_CLUSTERS, request: upstreamRequest() };
  return (await dataProvider.accounts(call, { resultType: "details" })).value.rows.length;
}

it("a bank that does not answer holds no connection of another behind the same host", async () => {
  host.health = "silent";
  const held = Array.from({ length: CONNECTIONS }, () => accounts(one).catch(() => "given up"));
  await eventually(() => host.calls === CONNECTIONS);
  host.health = "well";
  expect(await accounts(other)).toBe(1);
  expect(host.givenUp).toBe(0);
  await closers.close();
  expect(await Promise.all(held)).toEqual(["given up", "given up"]);
});

it("a bank that is down is not called, and another behind the same host is", async () => {
  host.health = "down";
  for (let i = 0; i < 8; i += 1) await accounts(one).catch(() => undefined);
  expect(host.calls).toBe(5);
  host.health = "well";
  await expect(accounts(one)).rejects.toMatchObject({
    code: "PROVIDER_UNAVAILABLE",
    facts: { retryAfter: 1 },
  });
  expect(await accounts(other)).toBe(1);
  expect(host.calls).toBe(6);
});
