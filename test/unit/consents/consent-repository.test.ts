import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import type { Consent } from "../../../src/consents/consent.js";
import { ConsentId } from "../../../src/core/ids.js";
import { consent, holder } from "../../support/builders.js";
import {
  callbackOf,
  type ConsentWorld,
  givenConsent,
  openConsentWorld,
  startRequest,
} from "../../support/consent-world.js";
import { MAPLE } from "../../support/builders.js";

const HOUR = 3_600_000;

let world: ConsentWorld;

beforeEach(async () => {
  world = await openConsentWorld();
});

afterEach(() => world.place.remove());

describe("a consent", () => {
  it.each([
    ["another person of the same app", holder("app-1", "sam")],
    ["the same person at another app", holder("app-2", "alex")],
    ["names that run together alike", holder('app-1","alex', "")],
  ])("is not there for %s, neither in the list nor by its id", async (_who, other) => {
    const given = await givenConsent(world);
    expect(await world.consents.find(other, given.id)).toBeUndefined();
    expect(await world.consents.list(other)).toEqual([]);
    expect(await world.consents.revoke(other, given.id)).toBeUndefined();
    expect((await world.consents.find(holder(), given.id))?.state.phase).toBe("ACTIVE");
  });

  it("is not shown by a list it got into without belonging to its owner", async () => {
    const given = await givenConsent(world);
    await world.store.addMember('consents-of/["app-1","sam"]', given.id);
    expect(await world.consents.list(holder("app-1", "sam"))).toEqual([]);
  });

  it("is listed after older ones, whatever its id", async () => {
    const given: Consent[] = [];
    for (let index = 0; index < 5; index += 1) {
      given.push(await givenConsent(world));
      world.clock.advance(1000);
    }
    expect(await world.consents.list(holder())).toEqual(given);
  });

  it("is listed by its id where two are of the same instant", async () => {
    const given = [await givenConsent(world), await givenConsent(world), await givenConsent(world)];
    const ids = given.map(({ id }) => id).sort();
    expect((await world.consents.list(holder())).map(({ id }) => id)).toEqual(ids);
  });

  it("is not listed while it is pending, nor when it was never given", async () => {
    await world.consents.start(startRequest());
    const denied = await world.consents.start(startRequest());
    await world.consents.complete(MAPLE, callbackOf(denied, { error: "access_denied" }));
    expect(await world.consents.list(holder())).toEqual([]);
  });

  it("is listed after it was revoked", async () => {
    const given = await givenConsent(world);
    await world.consents.revoke(holder(), given.id);
    expect(await world.consents.list(holder())).toMatchObject([
      { id: given.id, state: { phase: "REVOKED" } },
    ]);
  });

  it.each(["PENDING", "REJECTED"])("that is %s vanishes an hour after it was started", async (phase) => {
    const started = await world.consents.start(startRequest());
    world.clock.advance(1000);
    if (phase === "REJECTED")
      await world.consents.complete(MAPLE, callbackOf(started, { error: "access_denied" }));
    world.clock.advance(HOUR - 1001);
    expect((await world.consents.find(holder(), started.consent.id))?.state.phase).toBe(phase);
    world.clock.advance(1);
    expect(await world.consents.find(holder(), started.consent.id)).toBeUndefined();
  });

  it("that was given does not vanish", async () => {
    const given = await givenConsent(world);
    world.clock.advance(1000 * HOUR);
    expect(await world.consents.find(holder(), given.id)).toEqual(given);
  });

  it("is expired from its instant on, without anything having run", async () => {
    const given = await givenConsent(world);
    const expiresAt = world.clock.now() + HOUR;
    await world.repository.transition(given.id, ({ state }) =>
      state.phase === "ACTIVE" ? { ...state, expiresAt } : undefined,
    );
    world.clock.advance(HOUR - 1);
    expect((await world.consents.find(holder(), given.id))?.state.phase).toBe("ACTIVE");
    world.clock.advance(1);
    expect((await world.consents.list(holder()))[0]?.state).toEqual({ phase: "EXPIRED", since: expiresAt });
  });

  it("cannot be made under an id that is taken", async () => {
    await world.repository.create(consent());
    await expect(world.repository.create(consent())).rejects.toMatchObject({ code: "INTERNAL" });
  });

  it.each([
    ["no JSON", "{"],
    ["a phase it does not know", JSON.stringify({ ...consent(), state: { phase: "PAUSED" } })],
    ["a cluster it does not know", JSON.stringify({ ...consent(), requestedClusters: ["EVERYTHING"] })],
  ])("that is stored as %s is RECORD_UNREADABLE, not half a consent", async (_what, text) => {
    await world.store.commit("broken", [{ kind: "consent", value: Buffer.from(text), ifVersion: 0 }]);
    await expect(world.repository.find(ConsentId("broken"))).rejects.toMatchObject({
      code: "RECORD_UNREADABLE",
    });
  });
});

describe("a change of state", () => {
  const rejected = { phase: "REJECTED", reason: "WITHDRAWN" } as const;

  it("is decided again on what somebody else wrote meanwhile", async () => {
    await world.repository.create(consent());
    const { id } = consent();
    const seen: string[] = [];
    world.store.beforeCommit = async () => {
      world.store.beforeCommit = async () => undefined;
      await world.repository.transition(id, () => rejected);
    };
    const outcome = await world.repository.transition(id, ({ state }) => {
      seen.push(state.phase);
      return state.phase === "PENDING" ? { phase: "EXPIRED", since: 0 } : undefined;
    });
    expect(seen).toEqual(["PENDING", "REJECTED"]);
    expect(outcome?.state).toEqual(rejected);
  });

  it("gives up when others change the consent all the time", async () => {
    await world.repository.create(consent());
    const { id } = consent();
    let nested = false;
    world.store.beforeCommit = async () => {
      if (nested) return;
      nested = true;
      await world.repository.transition(id, () => ({ phase: "PENDING" }));
      nested = false;
    };
    await expect(world.repository.transition(id, () => rejected)).rejects.toMatchObject({
      code: "STORE_UNAVAILABLE",
    });
  });

  it("of a consent that is not there changes nothing", async () => {
    expect(await world.repository.transition(ConsentId("none"), () => rejected)).toBeUndefined();
    expect(await world.repository.find(ConsentId("none"))).toBeUndefined();
  });
});
