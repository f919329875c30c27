import { describe, expect, it } from "@jest/globals";
import { type RegistrationWatch, watchRegistration } from "../../../src/app/watch-registration.js";
import { systemClock } from "../../../src/core/clock.js";
import { GatewayError } from "../../../src/core/gateway-error.js";

type Watched = Partial<RegistrationWatch> & { readonly answers: readonly (string | GatewayError)[] };

/** Flinks answers the registrations one after the other; the last one stays. */
function watch({ answers, ...parts }: Watched) {
  const seen: string[] = [];
  const failures: string[] = [];
  const left = [...answers];
  const next = (): string => {
    const answer = left.length > 1 ? left.shift() : left[0];
    if (answer instanceof GatewayError) throw answer;
    return answer ?? "";
  };
  const api = {
    registrations: async () => {
      const state = next();
      return state === "" ? [] : [{ clientId: "dc-1", providerId: 1, state }];
    },
    providers: async () => [{ providerId: 1, state: "SUSPENDED" }],
  };
  const result = watchRegistration({
    ...{ api: api as unknown as RegistrationWatch["api"], recipientId: "dc-1", providerId: 1, isOwn: false },
    ...{ clock: systemClock, timeoutMs: 5_000, signal: new AbortController().signal },
    onState: (state) => seen.push(state),
    onFailure: ({ code }) => failures.push(code),
    ...parts,
  });
  return { result, seen, failures };
}

const outage = new GatewayError("PROVIDER_UNAVAILABLE", "down");

describe("watchRegistration", () => {
  it("tells each state once, survives an outage, and ends with ACTIVE", async () => {
    const { result, seen, failures } = watch({
      answers: ["PENDING_APPROVAL", outage, "ACTIVE"],
    });
    expect(await result).toEqual({ state: "ACTIVE", timedOut: false });
    expect(seen).toEqual(["PENDING_APPROVAL", "ACTIVE"]);
    expect(failures).toEqual(["PROVIDER_UNAVAILABLE"]);
  });

  it("asks the provider list too, for the recipient it speaks for", async () => {
    const { result } = watch({ answers: ["PENDING_ACTIVATION"], isOwn: true });
    expect(await result).toEqual({ state: "SUSPENDED", timedOut: false });
  });

  it("ends when the time is up", async () => {
    const { result } = watch({ answers: ["PENDING_APPROVAL"], timeoutMs: 20 });
    expect(await result).toEqual({ state: "PENDING_APPROVAL", timedOut: true });
  });

  it.each([
    ["nobody has asked for it", "", "NOT_FOUND"],
    ["Flinks refuses", new GatewayError("PROVIDER_REFUSED", "no"), "PROVIDER_REFUSED"],
  ])("rejects where %s", async (_what, answer, code) => {
    await expect(watch({ answers: [answer] }).result).rejects.toMatchObject({ code });
  });

  it("stops between two looks when the signal says so", async () => {
    const controller = new AbortController();
    const { result } = watch({ answers: ["PENDING_APPROVAL"], signal: controller.signal });
    setTimeout(() => {
      controller.abort(new Error("Stopped by a signal."));
    }, 20);
    await expect(result).rejects.toThrow("Stopped by a signal.");
  });
});
