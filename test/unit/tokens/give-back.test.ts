import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { GatewayError } from "../../../src/core/gateway-error.js";
import { GiveBack } from "../../../src/tokens/give-back.js";
import type { Letter } from "../../../src/tokens/letter.js";
import type { TokenSet } from "../../../src/tokens/token-set.js";
import type { TokenVault } from "../../../src/tokens/token-vault.js";
import { tokenVault } from "../../support/builders.js";
import { freshLetter } from "../../support/letters.js";
import { REFERENCE as reference, TokenWorld } from "../../support/token-world.js";

let world: TokenWorld;
let vault: TokenVault;
let giveBack: GiveBack;
let letter: Letter;
let tokens: TokenSet;

beforeEach(async () => {
  world = await TokenWorld.open();
  await world.grant();
  vault = tokenVault(world.place.store);
  giveBack = new GiveBack({
    ...{ vault, audit: world.audit.audit },
    authorizationServerOf: () => world.server,
  });
  ({ letter, tokens } = await freshLetter(world));
});

afterEach(() => world.close());

describe("giving tokens back", () => {
  it("tells the bank the refresh token, which ends the grant", async () => {
    expect(await giveBack.attempt(letter, tokens)).toBe(true);
    expect(world.server.revoked).toEqual([tokens.refreshToken?.reveal()]);
    expect(world.server.isGood(tokens.refreshToken)).toBe(false);
    expect(world.audit.records).toEqual([{ event: "token.given-back", facts: reference }]);
  });

  it("tells it the access token where there is no other", async () => {
    expect(await giveBack.attempt(letter, { ...tokens, refreshToken: undefined })).toBe(true);
    expect(world.server.revoked).toEqual([tokens.accessToken.reveal()]);
  });

  it("opens the letter of an earlier process", async () => {
    expect(await giveBack.attempt(letter, undefined)).toBe(true);
    expect(world.server.revoked).toEqual([tokens.refreshToken?.reveal()]);
  });

  it("has nothing to tell of a letter whose key is destroyed", async () => {
    await vault.destroy(reference.consentId);
    expect(await giveBack.attempt(letter, undefined)).toBe(true);
    expect(world.server.calls.revoke).toBe(0);
    expect(world.audit.events()).toEqual([]);
  });

  it("tells the bank even then, while the tokens are in memory", async () => {
    await vault.destroy(reference.consentId);
    expect(await giveBack.attempt(letter, tokens)).toBe(true);
    expect(world.server.isGood(tokens.refreshToken)).toBe(false);
  });

  it.each<[string, () => void | Promise<void>]>([
    [
      "a bank that cannot be told",
      () => {
        world.server.fail("revoke", new GatewayError("PROVIDER_UNAVAILABLE", "down"));
      },
    ],
    [
      "a letter that does not open",
      () => {
        letter = { ...letter, sealed: Buffer.from("garbage") };
      },
    ],
  ])("never rejects: %s", async (_name, breakIt) => {
    await breakIt();
    expect(await giveBack.attempt(letter, undefined)).toBe(false);
    expect(world.audit.events()).toEqual(["token.give-back-failed"]);
    expect(world.audit.records[0]?.facts).toMatchObject(reference);
    expect(world.server.isGood(tokens.refreshToken)).toBe(true);
  });

  it("leaves no token in what it records", async () => {
    world.server.fail("revoke", new Error(`no ${tokens.refreshToken?.reveal() ?? ""}`));
    await giveBack.attempt(letter, tokens);
    expect(JSON.stringify(world.audit.records)).not.toContain(tokens.refreshToken?.reveal());
  });
});
