import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import {
  type Findings,
  nextStep,
  type ProbeResult,
  type Refusal,
  refusalOf,
} from "../../../../src/providers/fdx/unauthorized.js";

describe("refusalOf", () => {
  it.each([
    [401, undefined, undefined, "token"],
    [401, "603", undefined, "token"],
    [401, undefined, "invalid_token", "token"],
    [403, undefined, "invalid_token", "token"],
    [401, "602", undefined, "customer"],
    [403, "602", undefined, "customer"],
    [401, "602", "invalid_token", "customer"],
    [403, undefined, undefined, undefined],
    [404, "602", undefined, undefined],
    [500, "602", undefined, undefined],
    // Nothing is wrong with the token: another one would change nothing.
    [401, "903", undefined, undefined],
    [401, "1207", undefined, undefined],
    [401, "602", "insufficient_scope", undefined],
    [403, undefined, "insufficient_scope", undefined],
    // The proof beside the token: another token would not change it.
    [401, undefined, "invalid_dpop_proof", undefined],
    [401, undefined, "insufficient_user_authentication", undefined],
  ])("takes HTTP %i with FDX %p and OAuth %p for %p", (status, fdxCode, oauthError, refusal) => {
    expect(refusalOf({ status, fdxCode, oauthError })).toBe(refusal);
  });
});

describe("nextStep", () => {
  const tell = (code: string): object => ({ step: "tell", code });

  it.each<[Refusal, ProbeResult | undefined, boolean, object]>([
    ["token", undefined, false, { step: "another-token" }],
    ["token", undefined, true, tell("CONSENT_REAUTH_REQUIRED")],
    ["customer", undefined, false, { step: "probe" }],
    ["customer", undefined, true, { step: "probe" }],
    ["customer", "works", false, tell("DATA_CLUSTER_NOT_GRANTED")],
    ["customer", "works", true, tell("DATA_CLUSTER_NOT_GRANTED")],
    ["customer", "unclear", false, tell("DATA_CLUSTER_NOT_GRANTED")],
    ["customer", "refused", false, { step: "another-token" }],
    ["customer", "refused", true, tell("CONSENT_REAUTH_REQUIRED")],
    ["customer", "impossible", false, { step: "another-token" }],
    ["customer", "impossible", true, tell("CONSENT_REAUTH_REQUIRED")],
    ["token", "refused", true, tell("CONSENT_REAUTH_REQUIRED")],
  ])("%s refused, probe %p, another token asked for: %p", (refusal, probe, askedForAnother, next) => {
    expect(nextStep({ refusal, probe, askedForAnother })).toEqual(next);
  });

  const refusal = fc.constantFrom<Refusal>("token", "customer");

  it("ends after two more calls to the provider, and asks once for another token, whatever is answered", () => {
    const probe = fc.constantFrom<ProbeResult>("works", "refused", "unclear", "impossible");
    fc.assert(
      fc.property(fc.tuple(refusal, refusal), probe, fc.boolean(), ([first, second], result, same) => {
        let findings: Findings = { refusal: first, askedForAnother: false };
        let [calls, tokens] = [0, 0];
        for (let next = nextStep(findings); next.step !== "tell"; next = nextStep(findings)) {
          if (next.step === "probe") {
            calls += 1;
            findings = { ...findings, probe: result };
          } else {
            tokens += 1;
            calls += same ? 0 : 1;
            findings = { ...findings, refusal: same ? first : second, askedForAnother: true };
          }
          expect(calls).toBeLessThanOrEqual(2);
          expect(tokens).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  it("never gives a consent up, nor a token, that another call has shown to be alive", () => {
    fc.assert(
      fc.property(refusal, fc.boolean(), (kind, askedForAnother) => {
        const next = nextStep({ refusal: kind, probe: "works", askedForAnother });
        expect(next).toEqual(tell("DATA_CLUSTER_NOT_GRANTED"));
      }),
    );
  });
});
