import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { createRemoteJWKSet, jwtVerify } from "jose";
import { request } from "undici";
import { startDevIdentity, type DevIdentity } from "../../src/sandbox/dev-identity.js";

let identity: DevIdentity;

beforeEach(async () => {
  identity = await startDevIdentity();
});

afterEach(() => identity.close());

describe("the dev identity", () => {
  test("publishes where its key is", async () => {
    const answer = await request(`${identity.issuer}/.well-known/openid-configuration`);
    expect(await answer.body.json()).toMatchObject({ issuer: identity.issuer, jwks_uri: identity.jwksUri });
  });

  test("signs access tokens that verify against that key", async () => {
    const token = await identity.accessToken({ personId: "dana", appId: "budget", audience: "gateway" });
    const { payload, protectedHeader } = await jwtVerify(
      token,
      createRemoteJWKSet(new URL(identity.jwksUri)),
      {
        issuer: identity.issuer,
        audience: "gateway",
        typ: "at+jwt",
      },
    );
    expect(protectedHeader.alg).toBe("ES256");
    expect(payload).toMatchObject({ sub: "dana", client_id: "budget", jti: expect.any(String) });
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(3_600);
  });

  test("signs tokens that are already over, for those who test that", async () => {
    const token = await identity.accessToken({
      personId: "dana",
      appId: "budget",
      audience: "gateway",
      expiresInSeconds: -60,
    });
    const verified = jwtVerify(token, createRemoteJWKSet(new URL(identity.jwksUri)));
    await expect(verified).rejects.toMatchObject({ code: "ERR_JWT_EXPIRED" });
  });

  test("gives nobody a token over the network, and never its private key", async () => {
    for (const path of ["/token", "/"]) {
      const answer = await request(identity.issuer + path);
      expect(answer.statusCode).toBe(404);
      await answer.body.dump();
    }
    const { keys } = (await (await request(identity.jwksUri)).body.json()) as { keys: object[] };
    expect(keys).toHaveLength(1);
    expect(keys[0]).not.toHaveProperty("d");
  });

  test("knows the people of the sandbox", () => {
    expect(identity.people).toHaveLength(8);
    expect(identity.people).toContainEqual({ id: "alex", name: "Alex Tremblay", country: "CA" });
  });
});
