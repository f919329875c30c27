import { createHash } from "node:crypto";
import { beforeEach, describe, expect, it } from "@jest/globals";
import { calculateJwkThumbprint, EmbeddedJWK, type JWTPayload, jwtVerify } from "jose";
import { ConsentId } from "../../../../src/core/ids.js";
import { Secret } from "../../../../src/core/secret.js";
import { DpopProofs } from "../../../../src/oauth/dpop-proofs.js";
import type { ProviderCall } from "../../../../src/providers/data-provider.js";
import { DpopAuthorization } from "../../../../src/providers/fdx/dpop-authorization.js";
import type { FdxRequest } from "../../../../src/providers/fdx/fdx-request.js";
import { type FdxAnswer, FdxTransport } from "../../../../src/providers/fdx/fdx-transport.js";
import { holder, MAPLE, upstreamRequest } from "../../../support/builders.js";
import { fakeDispatcher, type FakeRequest } from "../../../support/fake-dispatcher.js";
import { signingKey } from "../../../support/signing-keys.js";

interface BankAnswer {
  readonly statusCode: number;
  readonly headers: Record<string, string>;
  readonly body: string;
}

const OK: BankAnswer = { statusCode: 200, headers: {}, body: '{"accounts":[]}' };
const TOKEN = new Secret("token-1");

const wantsNonce = (nonce?: string): BankAnswer => ({
  ...{ statusCode: 401, body: "" },
  headers: {
    "www-authenticate": 'DPoP error="use_dpop_nonce", error_description="with a nonce"',
    ...(nonce !== undefined && { "dpop-nonce": nonce }),
  },
});

let counted: number;
let sent: FakeRequest[];
let answers: BankAnswer[];
let transport: FdxTransport;

beforeEach(() => {
  counted = 0;
  sent = [];
  answers = [];
  const dispatcher = fakeDispatcher((request) => {
    sent.push(request);
    const { body, ...head } = answers.shift() ?? OK;
    return { ...head, body: [Buffer.from(body)] };
  });
  transport = new FdxTransport({
    baseUrl: new URL("https://maple.test/fdx/v6/"),
    dispatcher,
    authorization: new DpopAuthorization(new DpopProofs(signingKey())),
  });
});

function send(
  request: FdxRequest = { segments: ["accounts"], query: {} },
  token = TOKEN,
): Promise<FdxAnswer> {
  const call: ProviderCall = {
    grantedClusters: [],
    reference: { consentId: ConsentId("consent-1"), dataProviderId: MAPLE, ...holder() },
    request: upstreamRequest({ countCall: () => (counted += 1) }),
  };
  return transport.send(call, request, token);
}

async function proof(index: number): Promise<JWTPayload> {
  const { payload } = await jwtVerify(sent[index]?.headers["dpop"] ?? "", EmbeddedJWK, {
    ...{ typ: "dpop+jwt", algorithms: ["ES256"] },
  });
  return payload;
}

describe("a bound token", () => {
  it("is shown beside a proof for this method, this address without its query, and this token", async () => {
    await send({ segments: ["accounts", "a/1", "transactions"], query: { limit: 5, pageKey: "x" } });
    expect(sent[0]?.path).toBe("/fdx/v6/accounts/a%2F1/transactions?limit=5&pageKey=x");
    expect(sent[0]?.headers["authorization"]).toBe("DPoP token-1");
    expect(await proof(0)).toMatchObject({
      htm: "GET",
      htu: "https://maple.test/fdx/v6/accounts/a%2F1/transactions",
      ath: createHash("sha256").update("token-1").digest("base64url"),
      iat: expect.any(Number),
    });
  });

  it("has another proof for each request, always of the same key", async () => {
    await Promise.all([send(), send(), send(undefined, new Secret("token-2"))]);
    const proofs = await Promise.all([0, 1, 2].map(proof));
    expect(new Set(proofs.map(({ jti }) => jti)).size).toBe(3);
    expect(new Set(proofs.map(({ ath }) => ath)).size).toBe(2);
    const keys = sent.map(async ({ headers }) => {
      const { protectedHeader } = await jwtVerify(headers["dpop"] ?? "", EmbeddedJWK);
      expect(protectedHeader.jwk).not.toHaveProperty("d");
      return calculateJwkThumbprint(protectedHeader.jwk ?? {});
    });
    expect(new Set(await Promise.all(keys)).size).toBe(1);
  });

  it("is shown once more with the nonce that the bank asks for, and both calls are counted", async () => {
    answers = [wantsNonce("n-1")];
    expect(await send()).toHaveProperty("bytes");
    expect([(await proof(0))["nonce"], (await proof(1))["nonce"]]).toEqual([undefined, "n-1"]);
    expect(counted).toBe(2);
    await send();
    expect((await proof(2))["nonce"]).toBe("n-1");
    expect(counted).toBe(3);
  });

  it("goes on with the nonce of any answer", async () => {
    answers = [{ ...OK, headers: { "dpop-nonce": "n-7" } }];
    await send();
    await send();
    expect((await proof(1))["nonce"]).toBe("n-7");
    expect(counted).toBe(2);
  });

  it("is not shown a third time", async () => {
    answers = [wantsNonce("n-1"), wantsNonce("n-2")];
    expect(await send()).toMatchObject({ status: 401, oauthError: "use_dpop_nonce" });
    expect(counted).toBe(2);
  });

  it.each([["with a space"], ["x".repeat(2000)], ['quoted"']])(
    "does not repeat the nonce %j",
    async (nonce) => {
      answers = [{ ...OK, headers: { "dpop-nonce": nonce } }];
      await send();
      await send();
      expect((await proof(1))["nonce"]).toBeUndefined();
    },
  );
});
