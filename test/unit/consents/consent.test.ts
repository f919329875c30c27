import { expect, it } from "@jest/globals";
import { type Consent, type ConsentState, mayLive } from "../../../src/consents/consent.js";
import { holder, MAPLE } from "../../support/builders.js";
import { ConsentId } from "../../../src/core/ids.js";

const since = 1;
const grantedClusters = ["ACCOUNT_BASIC" as const];

it.each<[boolean, ConsentState]>([
  [true, { phase: "PENDING" }],
  [true, { phase: "ACTIVE", grantedClusters, since }],
  [true, { phase: "CHALLENGED", grantedClusters, since }],
  [false, { phase: "REJECTED", reason: "WITHDRAWN" }],
  [false, { phase: "EXPIRED", since }],
  [false, { phase: "REAUTH_REQUIRED", reason: "invalid_login", since }],
  [false, { phase: "REVOKED", since, upstream: "PENDING" }],
])("says %s to whether a consent may live that is %j", (expected, state) => {
  const { appId, endUserId } = holder();
  const about = { id: ConsentId("c"), appId, endUserId, dataProviderId: MAPLE, createdAt: 0 };
  const consent: Consent = { ...about, requestedClusters: grantedClusters, state, version: 1 };
  expect(mayLive(consent)).toBe(expected);
});
