import { describe, expect, it } from "@jest/globals";
import {
  joinedState,
  registrationState,
} from "../../../../src/providers/flinks-outbound/registration-state.js";

describe("registrationState", () => {
  it.each([
    ["Available", "AVAILABLE"],
    ["PendingActivation", "PENDING_ACTIVATION"],
    ["Activated", "ACTIVE"],
    ["Suspended", "SUSPENDED"],
    ["PENDING_APPROVAL", "PENDING_APPROVAL"],
    ["PENDING_ACTIVATION", "PENDING_ACTIVATION"],
    ["ACTIVE", "ACTIVE"],
    ["activated", "ACTIVE"],
    ["pending_activation", "PENDING_ACTIVATION"],
    ["Pending Approval", "PENDING_APPROVAL"],
    ["Rejected", "UNKNOWN"],
    ["", "UNKNOWN"],
    [undefined, "UNKNOWN"],
  ])("reads %s as %s", (text, state) => {
    expect(registrationState(text)).toBe(state);
  });
});

describe("joinedState", () => {
  it.each([
    ["ACTIVE", "PENDING_ACTIVATION", "ACTIVE"],
    ["SUSPENDED", "ACTIVE", "SUSPENDED"],
    ["PENDING_ACTIVATION", "PENDING_APPROVAL", "PENDING_ACTIVATION"],
    ["AVAILABLE", "PENDING_APPROVAL", "PENDING_APPROVAL"],
    ["AVAILABLE", "UNKNOWN", "AVAILABLE"],
    ["UNKNOWN", "ACTIVE", "ACTIVE"],
    ["UNKNOWN", "UNKNOWN", "UNKNOWN"],
  ] as const)("of provider list %s and registration %s is %s", (provider, registration, state) => {
    expect(joinedState(provider, registration)).toBe(state);
  });
});
