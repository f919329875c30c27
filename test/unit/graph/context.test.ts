import { describe, expect, it } from "@jest/globals";
import { Consents, type ConsentsParts } from "../../../src/consents/consents.js";
import type { Consent } from "../../../src/consents/consent.js";
import { Deadline } from "../../../src/core/deadline.js";
import { ConsentId } from "../../../src/core/ids.js";
import { NodeIdCodec } from "../../../src/core/node-id.js";
import { createGraphContext, type GraphContext } from "../../../src/graph/context.js";
import { directoryOf } from "../../support/bank-directory.js";
import { activeConsent, caller, consent, MAPLE, providerProfile } from "../../support/builders.js";
import { FakeClock } from "../../support/fake-clock.js";
import { FakeDataProvider } from "../../support/fake-data-provider.js";
import { loadersOver, unknownCapability } from "../../support/loader-world.js";

let lists = 0;

function context(): GraphContext {
  lists = 0;
  const list = async (): Promise<Consent[]> => {
    lists += 1;
    return [activeConsent("c-1"), consent({ id: ConsentId("c-2"), state: { phase: "EXPIRED", since: 0 } })];
  };
  return createGraphContext({
    capabilityOf: () => unknownCapability().report(),
    ...{
      caller: caller(),
      consents: Object.assign(new Consents({} as ConsentsParts), { list }),
      clock: new FakeClock(),
    },
    ...{ loaders: loadersOver(new FakeDataProvider()), ids: new NodeIdCodec(Buffer.alloc(32, 4)) },
    ...{
      dataProviders: directoryOf([providerProfile(MAPLE)]),
      audit: () => undefined,
      report: () => undefined,
      upstream: { made: 0, cached: 0, kept: undefined },
      renewalUrlOf: () => "",
      signal: new AbortController().signal,
      deadline: Deadline.after(60_000),
    },
  });
}

describe("a request's context", () => {
  it("shows the consents that can be used now, and no others", async () => {
    const request = context();
    expect((await request.activeConsents()).map(({ id }) => id)).toEqual(["c-1"]);
    expect(await request.activeConsent(ConsentId("c-2"))).toBeUndefined();
    expect((await request.activeConsent(ConsentId("c-1")))?.id).toBe("c-1");
  });

  it("reads the consents once, however many fields ask", async () => {
    const request = context();
    await Promise.all([
      request.activeConsents(),
      request.activeConsents(),
      request.activeConsent(ConsentId("c-1")),
    ]);
    expect(lists).toBe(1);
  });

  it.each<[string, (request: GraphContext) => unknown]>([
    ["the consents, one by one or to change them", (request) => request.consents()],
    ["the time", (request) => request.startedAt()],
    ["what a bank was seen to serve", (request) => request.capabilityOf(MAPLE)],
    ["a link for one person", (request) => request.renewalUrlOf(activeConsent("c-1"))],
    [
      "an audit record",
      (request) => {
        request.audit("raw-payload.read", {});
      },
    ],
    [
      "one of those that are left once",
      (request) => {
        request.auditOnce("raw-payload.read", {});
      },
    ],
    [
      "a word to the operator",
      (request) => {
        request.report(new Error("x"));
      },
    ],
  ])("cannot be answered the same again after %s", (_, use) => {
    const request = context();
    expect(request.isRepeatable()).toBe(true);
    use(request);
    expect(request.isRepeatable()).toBe(false);
  });

  it("has no other members: one that is another thing with the next request must lose repeatability", () => {
    const losing = ["audit", "auditOnce", "capabilityOf", "consents", "renewalUrlOf", "report", "startedAt"];
    // What one request is and has, what stays as it is as long as the process runs, and what is in `WholeQuestion`.
    const harmless = [
      ...[
        "deadline",
        "signal",
        "inTime",
        "loaders",
        "upstream",
        "shown",
        "rawLists",
        "nulls",
        "isRepeatable",
      ],
      ...["ids", "rowProjections"],
      ...["caller", "maxAgeSeconds", "today", "dataProviders"],
      ...["listedConsents", "activeConsents", "activeConsent"],
    ];
    expect(Object.keys(context()).sort()).toEqual([...losing, ...harmless].sort());
  });

  it("can be after all that hangs on the day and on what the consents are", async () => {
    const request = context();
    expect(request.today).toBe(request.startedAt().slice(0, 10));
    const another = context();
    await another.activeConsents();
    expect([another.today, another.isRepeatable()]).toEqual([request.today, true]);
  });

  it("still works as the copy that Apollo Server hands to plugins", async () => {
    const copy = { ...context() };
    expect(await copy.activeConsents()).toHaveLength(1);
    expect(copy.upstream.made).toBe(0);
  });
});
