import { randomUUID } from "node:crypto";
import type { GatewayConfig } from "../config/gateway-config.js";
import { type ActiveConsent, auditFacts, isActive, referenceOf } from "../consents/consent.js";
import { Closers } from "../core/closers.js";
import { failureFields } from "../core/failure-fields.js";
import { Deadline } from "../core/deadline.js";
import { GatewayError } from "../core/gateway-error.js";
import { ConsentId, DataProviderId } from "../core/ids.js";
import { checkProvider, type FdxEntry } from "../providers/check/check-provider.js";
import type { CheckReport } from "../providers/check/check-report.js";
import type { UpstreamRequest } from "../providers/data-provider.js";
import type { ProviderEntry } from "../providers/provider-directory.js";
import { isFdx } from "../providers/provider-profile.js";
import { type DataAccess, openDataAccess } from "./data-access.js";
import { type FoundationOptions, openFoundations } from "./foundations.js";

export type { CheckReport };

export interface CheckWish {
  readonly providerId: string;
  /** The gateway's id of the consent to ask under; the newest active one if left out. */
  readonly consentId?: string | undefined;
}

/** Some forty are needed; the rest is for tokens that a provider refuses. */
const MAX_CALLS = 100;

/** Far longer than a provider that answers needs. One that sends byte after byte would hold up a check for ever. */
const LIMIT_MS = 10 * 60_000;

export interface CheckOutside extends FoundationOptions {
  /** Stops the check when it aborts. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Asks a provider for everything a consent covers, beside gateways that run, and leaves an audit record: a person's data are
 * read. Rejects with NOT_FOUND or CONSENT_NOT_ACTIVE if there is no such provider or consent, with STORE_UNAVAILABLE or
 * another fault of ours, with the reason of `outside.signal`; never for what the provider answers. Ends after ten minutes,
 * and reports what is left as PROVIDER_TIMEOUT. A token call that is under way is written down in any case.
 */
export async function runCheck(
  config: GatewayConfig,
  wish: CheckWish,
  outside: CheckOutside,
): Promise<CheckReport> {
  const closers = new Closers();
  try {
    const ground = await openFoundations(config, outside, closers);
    // A look at what a bank serves must see every answer, however many failures stand before it.
    const unguarded = { ...config, upstream: { ...config.upstream, guard: false } };
    const access = await openDataAccess(unguarded, ground, closers);
    const entry = requireFdx(access.providers.require(DataProviderId(wish.providerId)));
    const consent = await chosenConsent(access, wish);
    ground.audit("provider.checked", auditFacts(consent));
    outside.signal?.throwIfAborted();
    const { request, calls } = countedRequest(outside.signal);
    const { grantedClusters } = consent.state;
    const call = { reference: referenceOf(consent), grantedClusters, request };
    const report = await checkProvider({ entry, call, now: ground.clock.now() });
    outside.signal?.throwIfAborted();
    return { ...report, calls: calls() };
  } finally {
    // It must replace neither the report nor the failure.
    await closers.close().catch((failure: unknown) => {
      outside.logger.warn(failureFields(failure), "some parts did not close");
    });
  }
}

function requireFdx(entry: ProviderEntry): FdxEntry {
  const { profile } = entry;
  if (isFdx(profile)) return { ...entry, profile };
  throw new GatewayError("PROVIDER_UNSUPPORTED", `${profile.id} does not speak FDX`);
}

function countedRequest(stop?: AbortSignal): {
  readonly request: UpstreamRequest;
  readonly calls: () => number;
} {
  let calls = 0;
  const countCall = (): void => {
    if (calls >= MAX_CALLS) throw new GatewayError("OPERATION_TOO_COMPLEX", `more than ${MAX_CALLS} calls`);
    calls += 1;
  };
  // UPSTREAM_TIMEOUT_MS bounds the silence in a call, not the call.
  const limit = AbortSignal.timeout(LIMIT_MS);
  const signal = stop === undefined ? limit : AbortSignal.any([stop, limit]);
  const deadline = Deadline.after(LIMIT_MS);
  const request: UpstreamRequest = {
    ...{ interactionId: randomUUID(), signal, deadline, actorType: "USER", countCall },
    // Nothing is kept for a check, and nothing that was kept is checked.
    countCached: () => undefined,
    countMissed: () => undefined,
  };
  return { request, calls: () => calls };
}

async function chosenConsent(
  access: DataAccess,
  { providerId, consentId }: CheckWish,
): Promise<ActiveConsent> {
  if (consentId === undefined) return newestConsent(access, providerId);
  const consent = await access.repository.find(ConsentId(consentId));
  if (consent?.dataProviderId !== providerId) {
    throw new GatewayError("NOT_FOUND", `no consent ${consentId} at ${providerId}`);
  }
  if (isActive(consent)) return consent;
  throw new GatewayError("CONSENT_NOT_ACTIVE", `consent ${consentId} is ${consent.state.phase}`);
}

/** Reads every consent; one that cannot be read is passed over. */
async function newestConsent({ ground, repository }: DataAccess, providerId: string): Promise<ActiveConsent> {
  let newest: ActiveConsent | undefined;
  for await (const id of ground.store.ids("consent")) {
    const consent = await repository.find(ConsentId(id)).catch((failure: unknown) => {
      if (failure instanceof GatewayError && failure.code === "RECORD_UNREADABLE") return undefined;
      throw failure;
    });
    if (consent?.dataProviderId !== providerId || !isActive(consent)) continue;
    if (newest === undefined || consent.createdAt > newest.createdAt) newest = consent;
  }
  if (newest !== undefined) return newest;
  throw new GatewayError("NOT_FOUND", `no consent at ${providerId} is active`);
}
