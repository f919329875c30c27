import { AuthorizationSessions } from "../../src/consents/authorization-session.js";
import type { Consent } from "../../src/consents/consent.js";
import { ConsentChallenges } from "../../src/consents/consent-challenges.js";
import { ConsentFlow, type StartConsent, type StartedConsent } from "../../src/consents/consent-flow.js";
import { ConsentRepository } from "../../src/consents/consent-repository.js";
import { ConsentRenewal } from "../../src/consents/consent-renewal.js";
import { ConsentRevocation } from "../../src/consents/consent-revocation.js";
import { Consents } from "../../src/consents/consents.js";
import type { DataProviderId } from "../../src/core/ids.js";
import type { DataProvider } from "../../src/providers/data-provider.js";
import { BankDirectory } from "../../src/providers/directory/bank-directory.js";
import { ProviderDirectory } from "../../src/providers/provider-directory.js";
import type { TokenVault } from "../../src/tokens/token-vault.js";
import { AuditRecorder } from "./audit-recorder.js";
import { bankOf } from "./bank-directory.js";
import { BreakableStore } from "./breakable-store.js";
import { caller, holder, LIBERTY, MAPLE, providerProfile, RETURN_URL, tokenVault } from "./builders.js";
import { FakeAuthorizationServer } from "./fake-authorization-server.js";
import { FakeClock } from "./fake-clock.js";
import { unknownCapability } from "./loader-world.js";
import { openTempStore, type TempStore } from "./temp-store.js";

/** Everything of `consents/`, over a real store and two banks that are fakes. */
export interface ConsentWorld {
  readonly clock: FakeClock;
  readonly place: TempStore;
  readonly store: BreakableStore;
  readonly vault: TokenVault;
  readonly audit: AuditRecorder;
  readonly maple: FakeAuthorizationServer;
  readonly liberty: FakeAuthorizationServer;
  readonly repository: ConsentRepository;
  readonly revocation: ConsentRevocation;
  readonly renewal: ConsentRenewal;
  readonly consents: Consents;
}

export async function openConsentWorld(): Promise<ConsentWorld> {
  const clock = new FakeClock();
  const place = await openTempStore(clock);
  const store = new BreakableStore(place.store);
  const vault = tokenVault(store);
  const audit = new AuditRecorder();
  const maple = new FakeAuthorizationServer();
  const liberty = new FakeAuthorizationServer();
  const providers = new ProviderDirectory([entry(MAPLE, maple), entry(LIBERTY, liberty)]);
  const repository = new ConsentRepository(store, clock);
  const parts = { repository, providers, vault, store, clock, audit: audit.audit };
  const revocation = new ConsentRevocation(parts);
  const banks = new BankDirectory({
    configured: [MAPLE, LIBERTY].map((id) => bankOf(providers.require(id).profile)),
    providers,
  });
  const flow = new ConsentFlow({ ...parts, banks, sessions: new AuthorizationSessions(store, clock) });
  const renewal = new ConsentRenewal({ ...parts, flow, revocation });
  const challenges = new ConsentChallenges({ repository, providers });
  const consents = new Consents({ repository, flow, revocation, renewal, challenges });
  return { renewal, clock, place, store, vault, audit, maple, liberty, repository, revocation, consents };
}

/** Consents never read data: a bank that is asked for some fails the test. */
const noData = new Proxy({} as DataProvider, {
  get: () => {
    throw new Error("a consent read data");
  },
});

function entry(
  id: DataProviderId,
  authorizationServer: FakeAuthorizationServer,
): ConstructorParameters<typeof ProviderDirectory>[0][number] {
  const dataClusters = ["ACCOUNT_BASIC", "ACCOUNT_DETAILED", "TRANSACTIONS"] as const;
  const profile = providerProfile(id, { dataClusters });
  return {
    profile,
    callbackId: id,
    authorizationServer,
    dataProvider: noData,
    capability: unknownCapability(),
  };
}

export function startRequest(changes: Partial<StartConsent> = {}): StartConsent {
  return {
    ...{ app: caller().app, holder: holder(), dataProviderId: MAPLE, returnUrl: RETURN_URL },
    dataClusters: ["ACCOUNT_BASIC", "TRANSACTIONS"],
    ...changes,
  };
}

/** What the bank's redirect carries when the end user said yes. */
export function callbackOf(started: StartedConsent, changes: Record<string, string> = {}): URLSearchParams {
  const state = new URL(started.authorizationUrl).searchParams.get("state") ?? "";
  return new URLSearchParams({ state, code: "code-1", ...changes });
}

/** Takes a consent all the way to ACTIVE. */
export async function givenConsent(
  world: ConsentWorld,
  changes: Partial<StartConsent> = {},
): Promise<Consent> {
  const request = startRequest(changes);
  const started = await world.consents.start(request);
  return (await world.consents.complete(request.dataProviderId, callbackOf(started))).consent;
}
