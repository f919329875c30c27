import type { ActiveConsent, Consent } from "../../src/consents/consent.js";
import type { Caller } from "../../src/core/caller.js";
import { DATA_CLUSTERS, FDX_SCOPE_NAMES } from "../../src/core/data-cluster.js";
import { Deadline } from "../../src/core/deadline.js";
import { AppId, ConsentId, DataProviderId, EndUserId } from "../../src/core/ids.js";
import type { IdHolder } from "../../src/core/node-id.js";
import type { UpstreamRequest } from "../../src/providers/data-provider.js";
import type { FdxProfile } from "../../src/providers/provider-profile.js";
import { TokenVault } from "../../src/tokens/token-vault.js";
import { KeyRing } from "../../src/tokens/key-ring.js";
import type { RecordStore } from "../../src/stores/record-store.js";

export const MAPLE = DataProviderId("maple");
export const LIBERTY = DataProviderId("liberty");

export const RETURN_URL = "https://app.test/return";

export function holder(appId = "app-1", endUserId = "alex"): IdHolder {
  return { appId: AppId(appId), endUserId: EndUserId(endUserId) };
}

export function caller(owner: IdHolder = holder()): Caller {
  const { appId, endUserId } = owner;
  return { appId, endUserId, app: { id: appId, name: "Budget", returnUrls: [RETURN_URL] } };
}

/** Where a FakeClock begins. */
const CREATED_AT = Date.UTC(2026, 2, 1, 12);

export function consent(changes: Partial<Consent> = {}): Consent {
  return {
    ...{ id: ConsentId("consent-1"), ...holder(), dataProviderId: MAPLE },
    ...{ requestedClusters: DATA_CLUSTERS as Consent["requestedClusters"], createdAt: CREATED_AT },
    ...{ state: { phase: "PENDING" }, version: 0 },
    ...changes,
  };
}

export function activeConsent(
  id: string,
  changes: Partial<Consent> & { readonly grantedClusters?: ActiveConsent["state"]["grantedClusters"] } = {},
): ActiveConsent {
  const { grantedClusters = [...DATA_CLUSTERS], ...rest } = changes;
  return {
    ...consent({ ...rest, id: ConsentId(id) }),
    state: { phase: "ACTIVE", grantedClusters, since: CREATED_AT },
  };
}

export function providerProfile(id: DataProviderId, changes: Partial<FdxProfile> = {}): FdxProfile {
  return {
    ...{ id, source: "FDX", fdxVersion: "6.4", dataClusters: DATA_CLUSTERS, scopes: FDX_SCOPE_NAMES },
    unsupported: new Set(),
    baseScopes: ["openid", "offline_access"],
    consentDays: undefined,
    fdx: { baseUrl: new URL(`https://${id}.test/fdx/v6/`), fdxVersion: "6.4", pageSize: 100 },
    ...changes,
  };
}

export function keyRing(current = "k1"): KeyRing {
  const keys = new Map([
    ["k1", Buffer.alloc(32, 1)],
    ["k2", Buffer.alloc(32, 2)],
  ]);
  return new KeyRing({ current, keys });
}

export function tokenVault(store: RecordStore): TokenVault {
  return new TokenVault(store, keyRing());
}

/** One request's side of its upstream calls, with all the time there is. */
export function upstreamRequest(changes: Partial<UpstreamRequest> = {}): UpstreamRequest {
  return {
    interactionId: "5f0e1e5c-0000-4000-8000-000000000001",
    signal: new AbortController().signal,
    deadline: Deadline.after(60_000),
    actorType: "USER",
    countCall: () => undefined,
    countCached: () => undefined,
    countMissed: () => undefined,
    ...changes,
  };
}
