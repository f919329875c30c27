import { describe, expect, it } from "@jest/globals";
import { GatewayError } from "../../../../src/core/gateway-error.js";
import { systemClock } from "../../../../src/core/clock.js";
import { Deadline } from "../../../../src/core/deadline.js";
import { ConsentId } from "../../../../src/core/ids.js";
import { Secret } from "../../../../src/core/secret.js";
import type { CallBudget } from "../../../../src/providers/budget/call-budget.js";
import type { ProviderCall } from "../../../../src/providers/data-provider.js";
import type { FdxFailure } from "../../../../src/providers/fdx/fdx-failure.js";
import { BEARER } from "../../../../src/providers/fdx/request-authorization.js";
import { type FdxAnswer, FdxTransport } from "../../../../src/providers/fdx/fdx-transport.js";
import { ProviderGuard } from "../../../../src/providers/guard/provider-guard.js";
import { holder, MAPLE, upstreamRequest } from "../../../support/builders.js";
import { fakeDispatcher } from "../../../support/fake-dispatcher.js";

const call: ProviderCall = {
  grantedClusters: [],
  reference: { consentId: ConsentId("consent-1"), dataProviderId: MAPLE, ...holder() },
  request: upstreamRequest(),
};

/** Answers with a status and a body that comes in pieces. */
function answered(statusCode: number, body: Iterable<Buffer>): Promise<FdxAnswer> {
  const dispatcher = fakeDispatcher(() => ({ statusCode, body }));
  const transport = new FdxTransport({ baseUrl: new URL("https://maple.test/"), dispatcher });
  return transport.send(call, { segments: ["accounts"], query: {} }, new Secret("token-1"));
}

describe("the body of a failure", () => {
  it("is read for its codes", async () => {
    expect(await answered(400, [Buffer.from('{"code":'), Buffer.from('"1300"}')])).toMatchObject({
      ...{ status: 400, fdxCode: "1300" },
    });
  });

  it("is not read on when it does not end", async () => {
    let sent = 0;
    function* endless(): Generator<Buffer> {
      for (; sent < 10_000; sent += 1) yield Buffer.alloc(1024);
    }
    expect(await answered(502, endless())).toMatchObject({ status: 502, fdxCode: undefined });
    expect(sent).toBeLessThan(200);
  });

  it("that breaks off changes nothing about the status", async () => {
    function* broken(): Generator<Buffer> {
      yield Buffer.from('{"code":');
      throw new Error("reset");
    }
    expect(await answered(429, broken())).toMatchObject({ status: 429, fdxCode: undefined });
  });
});

describe("a budget", () => {
  /** Writes down what happens in which order. */
  class Desk {
    readonly told: string[] = [];
    readonly call: ProviderCall = {
      ...call,
      request: upstreamRequest({ countCall: () => this.told.push("counted") }),
    };

    transport(statuses: readonly number[], refusal?: Error, guard?: ProviderGuard): FdxTransport {
      const left = [...statuses];
      const dispatcher = fakeDispatcher(() => {
        this.told.push("sent");
        return { statusCode: left.shift() ?? 0, body: [Buffer.from("{}")] };
      });
      const budget: CallBudget = {
        reserve: async ({ request: { actorType } }, { segments }) => {
          this.told.push(`asked for ${segments.join("/")} by ${actorType}`);
          if (refusal !== undefined) throw refusal;
          return { heard: async ({ status }) => void this.told.push(`heard ${status}`) };
        },
      };
      const authorization = { ...BEARER, isAskedAgain: ({ status }: FdxFailure) => status === 401 };
      return new FdxTransport({
        baseUrl: new URL("https://maple.test/"),
        dispatcher,
        budget,
        authorization,
        guard,
      });
    }
  }

  const send = (desk: Desk, transport: FdxTransport): Promise<FdxAnswer> =>
    transport.send(desk.call, { segments: ["accounts"], query: {} }, new Secret("token-1"));

  it("is asked before every request, repeated ones too, and hears what is no success", async () => {
    const desk = new Desk();
    await send(desk, desk.transport([401, 429]));
    expect(desk.told).toEqual([
      ...["asked for accounts by USER", "counted", "sent", "heard 401"],
      ...["asked for accounts by USER", "counted", "sent", "heard 429"],
    ]);
  });

  it("that refuses keeps the request from being sent, and from being counted", async () => {
    const desk = new Desk();
    const refusal = new GatewayError("PROVIDER_BUDGET_SPENT", "no call is left");
    await expect(send(desk, desk.transport([200], refusal))).rejects.toBe(refusal);
    expect(desk.told).toEqual(["asked for accounts by USER"]);
  });

  const guard = (): ProviderGuard =>
    new ProviderGuard(MAPLE, { maxInFlight: 8, timeoutMs: 5000, clock: systemClock });

  it("is not asked for what the guard turns away", async () => {
    const desk = new Desk();
    const request = upstreamRequest({ deadline: Deadline.after(0) });
    const sent = desk
      .transport([200], undefined, guard())
      .send({ ...call, request }, { segments: ["accounts"], query: {} }, new Secret("token-1"));
    await expect(sent).rejects.toMatchObject({ code: "PROVIDER_TIMEOUT" });
    expect(desk.told).toEqual([]);
  });

  it("that refuses says nothing of the bank's health", async () => {
    const desk = new Desk();
    const refusal = new GatewayError("PROVIDER_BUDGET_SPENT", "no call is left");
    const of = guard();
    const transport = desk.transport([200], refusal, of);
    for (let calls = 0; calls < 50; calls += 1) await expect(send(desk, transport)).rejects.toBe(refusal);
    expect(of.report).toMatchObject({ isOpen: false, retries: 0 });
    expect(desk.told).toHaveLength(50);
  });
});
