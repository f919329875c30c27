import { afterAll, beforeAll, expect, it } from "@jest/globals";
import { Secret } from "../../../src/core/secret.js";
import { Agent } from "undici";
import { systemClock } from "../../../src/core/clock.js";
import { FlinksApi } from "../../../src/providers/flinks-outbound/flinks-api.js";
import { joinedState, registrationState } from "../../../src/providers/flinks-outbound/registration-state.js";
import { FlinksWorld } from "../../support/flinks-world.js";
import { describeRows } from "./flinks-rows.js";

const RECIPIENT = "dc-7tf8aijpjqofl3uxppi136ldc";
/** Aurora Credit Union, with which nobody is registered in the beginning; Ravine Savings, which is suspended. */
const AURORA = "flinks-outbound-2001";
const RAVINE = "flinks-outbound-3001";
const BASIC = { dataClusters: ["ACCOUNT_BASIC"] };

let world: FlinksWorld;

beforeAll(async () => {
  world = await FlinksWorld.start({ recorded: true });
});

afterAll(() => world.close());

async function bankNamed(search: string): Promise<any> {
  const query = `query ($search: String) {
    dataProviders(connectable: false, search: $search) { nodes { name registration preferredRoute } }
  }`;
  return (await world.gateway.query("alex", query, { search })).data.dataProviders.nodes[0];
}

/** Flinks decides, and the gateway reads the lists anew. */
async function decide(state: string): Promise<void> {
  await world.control("PUT", `/registrations/${RECIPIENT}/2001`, { state });
  world.clock.advance(16 * 60_000);
  await world.restart();
}

describeRows("registrations", {
  "row 15": () => {
    it.each([AURORA, RAVINE])("sends nobody to %s, which is not registered", async (provider) => {
      await expect(world.gateway.startConsent({ provider, ...BASIC })).rejects.toThrow(
        "PROVIDER_NOT_REGISTERED",
      );
      expect((await world.gateway.query("alex", "{ consents { id } }")).data.consents).toEqual([]);
    });

    it("shows each step of a registration, and opens the bank at the last one", async () => {
      expect(await bankNamed("aurora")).toMatchObject({ registration: "AVAILABLE", preferredRoute: null });
      for (const state of ["PENDING_APPROVAL", "PENDING_ACTIVATION"]) {
        await decide(state);
        // The list of providers has one word for both, and is what an authorization will meet.
        const shown = { registration: "PENDING_ACTIVATION", preferredRoute: null };
        expect(await bankNamed("aurora")).toMatchObject(shown);
        await expect(world.gateway.startConsent({ provider: AURORA, ...BASIC })).rejects.toThrow(
          "PROVIDER_NOT_REGISTERED",
        );
      }
      await decide("ACTIVE");
      expect(await bankNamed("aurora")).toMatchObject({ registration: "ACTIVE", preferredRoute: "OUTBOUND" });
      const id = await world.connect(AURORA, { personId: "alex", ...BASIC });
      expect(await world.phaseOf(id)).toMatchObject({ phase: "ACTIVE" });
    });

    it.each([
      ["PENDING_APPROVAL", "Available", "PENDING_APPROVAL"],
      ["PENDING_ACTIVATION", "PendingActivation", "PENDING_ACTIVATION"],
      ["ACTIVE", "Activated", "ACTIVE"],
      ["ACTIVE", "Suspended", "SUSPENDED"],
    ])("reads %s of the registrations and %s of the providers as %s", (registration, provider, state) => {
      expect(joinedState(registrationState(provider), registrationState(registration))).toBe(state);
    });

    it("sends the whole list of redirect URIs, which takes the place of the old one", async () => {
      const { origin } = world.fronts.auth;
      const partner = { clientId: "partner", clientSecret: new Secret("partner's own secret") };
      const dispatcher = new Agent();
      const api = new FlinksApi({
        settings: {
          ...{ authBaseUrl: new URL(`${origin}/`), clientId: RECIPIENT, clientSecret: new Secret("unused") },
          ...{ clientAuthentication: "client_secret_json", tokenContentType: "application/json", partner },
        },
        ...{ dispatcher, clock: systemClock, timeoutMs: 5_000 },
      });
      const { redirectUris = [] } = await api.recipient(RECIPIENT);
      const wished = [...redirectUris, "https://gateway.example/oauth/callback/flinks-outbound"];
      await api.replaceRedirectUris(RECIPIENT, wished);
      expect((await api.recipient(RECIPIENT)).redirectUris).toEqual(wished);
      await api.replaceRedirectUris(RECIPIENT, redirectUris);
      expect((await api.recipient(RECIPIENT)).redirectUris).toEqual(redirectUris);
      await dispatcher.close();
    });
  },
});
