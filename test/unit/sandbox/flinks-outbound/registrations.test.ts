import { afterEach, beforeEach, expect, jest, test } from "@jest/globals";
import { Registrations } from "../../../../src/sandbox/flinks-outbound/registrations.js";

const ignore = (): void => undefined;

beforeEach(() => {
  jest.useFakeTimers({ now: 1_000 });
});

afterEach(() => {
  jest.useRealTimers();
});

test("a request goes from approval to activation to active, each after its time", () => {
  const registrations = new Registrations([], 100, ignore);
  registrations.request("dc-1", 1000);
  const seen = [1_000, 1_099, 1_100, 1_199, 1_200, 9_999].map((now) => {
    jest.setSystemTime(now);
    return registrations.find("dc-1", 1000)?.state;
  });
  expect(seen).toEqual([
    ...["PENDING_APPROVAL", "PENDING_APPROVAL", "PENDING_ACTIVATION", "PENDING_ACTIVATION"],
    ...["ACTIVE", "ACTIVE"],
  ]);
});

test("nothing is approved by itself where there is no time for it", () => {
  const registrations = new Registrations([], Number.POSITIVE_INFINITY, ignore);
  registrations.request("dc-1", 1000);
  jest.setSystemTime(1e12);
  expect(registrations.find("dc-1", 1000)?.state).toBe("PENDING_APPROVAL");
  expect(registrations.isActive("dc-1", 1000)).toBe(false);
});

test("what was decided stands, and asking again neither changes it nor the day it was asked for", () => {
  const registrations = new Registrations([], 100, ignore);
  registrations.request("dc-1", 1000);
  registrations.decide("dc-1", 1000, "SUSPENDED");
  jest.setSystemTime(5_000);
  registrations.request("dc-1", 1000);
  expect(registrations.all()).toEqual([
    { clientId: "dc-1", providerId: 1000, requestedAt: 1_000, decided: "SUSPENDED", state: "SUSPENDED" },
  ]);
  expect(registrations.isActive("dc-1", 4101)).toBe(false);
});

test("time goes on over a restart", () => {
  const before = new Registrations([], 100, ignore);
  before.request("dc-1", 1000);
  jest.setSystemTime(1_150);
  const after = new Registrations(before.kept(), 100, ignore);
  expect(after.find("dc-1", 1000)?.state).toBe("PENDING_ACTIVATION");
});
