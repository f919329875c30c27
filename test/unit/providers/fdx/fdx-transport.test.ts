import { Readable } from "node:stream";
import { describe, expect, it } from "@jest/globals";
import type { Dispatcher } from "undici";
import { ConsentId } from "../../../../src/core/ids.js";
import { Secret } from "../../../../src/core/secret.js";
import type { ProviderCall } from "../../../../src/providers/data-provider.js";
import { type FdxAnswer, FdxTransport } from "../../../../src/providers/fdx/fdx-transport.js";
import { holder, MAPLE, upstreamRequest } from "../../../support/builders.js";

const call: ProviderCall = {
  grantedClusters: [],
  reference: { consentId: ConsentId("consent-1"), dataProviderId: MAPLE, ...holder() },
  request: upstreamRequest(),
};

/** Answers with a status and a body that comes in pieces. */
function answered(statusCode: number, body: Iterable<Buffer>): Promise<FdxAnswer> {
  const request = async () => ({ statusCode, headers: {}, body: Readable.from(body) });
  const dispatcher = { request } as unknown as Dispatcher;
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
