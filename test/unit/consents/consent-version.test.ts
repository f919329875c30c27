import { afterEach, beforeEach, expect, it } from "@jest/globals";
import { holder } from "../../support/builders.js";
import { type ConsentWorld, givenConsent, openConsentWorld } from "../../support/consent-world.js";

let world: ConsentWorld;

beforeEach(async () => {
  world = await openConsentWorld();
});

afterEach(() => world.place.remove());

it("grows with every change of the consent, and is the record's own wherever the consent is read", async () => {
  const given = await givenConsent(world);
  const record = await world.store.get({ kind: "consent", id: given.id });
  expect(given.version).toBe(record?.version);
  expect((await world.consents.list(holder()))[0]).toEqual(given);
  const ended = await world.repository.transition(given.id, () => ({
    ...{ phase: "REAUTH_REQUIRED", reason: "invalid_grant", since: 1 },
  }));
  expect(ended?.version).toBe(given.version + 1);
  expect(await world.repository.find(given.id)).toEqual(ended);
});

it("is no part of what is written", async () => {
  const given = await givenConsent(world);
  const record = await world.store.get({ kind: "consent", id: given.id });
  expect(JSON.parse(Buffer.from(record?.value ?? []).toString())).not.toHaveProperty("version");
});
