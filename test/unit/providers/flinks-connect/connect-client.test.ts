import { beforeEach, describe, expect, it } from "@jest/globals";
import { MockAgent } from "undici";
import { Secret } from "../../../../src/core/secret.js";
import { ConnectClient } from "../../../../src/providers/flinks-connect/connect-client.js";
import { CONNECT_OUTCOMES, outcomeOf } from "../../../../src/providers/flinks-connect/connect-outcomes.js";
import { FakeClock } from "../../../support/fake-clock.js";
import { SETTINGS } from "../../../support/connect-world.js";
import { CONNECT_ORIGIN, CUSTOMER_ID } from "../../../support/fake-connect.js";

let network: MockAgent;
let client: ConnectClient;
let calls: number;
const context = { countCall: () => (calls += 1) };

beforeEach(() => {
  calls = 0;
  network = new MockAgent();
  network.disableNetConnect();
  client = new ConnectClient({
    ...{ settings: SETTINGS, dispatcher: network, clock: new FakeClock(), timeoutMs: 200 },
  });
});

const SERVICES = `/v3/${CUSTOMER_ID}/BankingServices`;
const intercept = (method: string, path: string): ReturnType<ReturnType<MockAgent["get"]>["intercept"]> =>
  network.get(CONNECT_ORIGIN).intercept({ method, path: `${SERVICES}/${path}` });

function institutions(skip: number, Data: unknown): void {
  intercept("GET", `Institutions?skip=${skip}&take=1000`).reply(200, { HttpStatusCode: 200, Data });
}

const institution = (Id: unknown, Name = `Bank ${String(Id)}`): object => ({
  ...{ Id, Status: "Enabled", Country: "CA" },
  Localizations: [
    { Language: "fr", Name: `${Name} (fr)`, Urls: [] },
    { Language: "en", Name, Urls: [] },
  ],
});

describe("the list of institutions", () => {
  it("is read to its end, by their English names, each once", async () => {
    institutions(0, [...Array.from({ length: 999 }, (_, index) => institution(index + 1)), institution(999)]);
    institutions(1000, [institution(1000, "The last")]);
    const list = await client.institutions(context);
    expect(list).toHaveLength(1000);
    expect(list[0]).toEqual({ id: 1, name: "Bank 1", country: "CA" });
    expect(list.at(-1)).toEqual({ id: 1000, name: "The last", country: "CA" });
    expect(calls).toBe(2);
    network.assertNoPendingInterceptors();
  });

  it("leaves out what has no number or name, and takes another language for want of one", async () => {
    const french = { Id: 3, Country: "CA", Localizations: [{ Language: "fr", Name: "Caisse" }] };
    institutions(0, [null, 7, institution("x"), { Id: 2 }, { Id: 4, Localizations: [{}] }, french]);
    expect(await client.institutions(context)).toEqual([{ id: 3, name: "Caisse", country: "CA" }]);
  });

  it.each([[undefined], ["text"], [{}]])("of the form %p cannot be read", async (data) => {
    institutions(0, data);
    await expect(client.institutions(context)).rejects.toMatchObject({ code: "PROVIDER_ANSWER_INVALID" });
  });
});

describe("an answer", () => {
  const ask = (): Promise<unknown> => client.accountsDetail(new Secret("r-1"), context);
  const reply = (status: number, body: string | object): void => {
    intercept("POST", "GetAccountsDetail").reply(status, body);
  };

  it.each([
    [202, { FlinksCode: "OPERATION_PENDING" }],
    [202, { FlinksCode: "OPERATION_DISPATCHED" }],
    [200, { FlinksCode: "OPERATION_PENDING" }],
    [202, {}],
  ])("%i with %j says that it is being read", async (status, body) => {
    reply(status, body);
    expect(await ask()).toEqual({ detail: "pending" });
  });

  it("is decided by its code, and not by its status", async () => {
    reply(200, { FlinksCode: "SESSION_NONEXISTENT" });
    await expect(ask()).rejects.toMatchObject({ code: "PROVIDER_NOT_READY", remedy: "new-session" });
  });

  it.each([
    [200, "<html>"],
    [200, {}],
    [200, { Accounts: null }],
    [200, "[]"],
    [301, ""],
  ])("%i of another form is not understood: %j", async (status, body) => {
    reply(status, body);
    await expect(ask()).rejects.toMatchObject({ code: "PROVIDER_ANSWER_INVALID" });
  });

  it("of a proxy never speaks of the end user", async () => {
    reply(401, "<html>login</html>");
    await expect(ask()).rejects.toMatchObject({ code: "PROVIDER_REFUSED", remedy: "later" });
  });

  it("that does not come in time is waited for no longer, and one that cannot come is told", async () => {
    intercept("POST", "GetAccountsDetail").reply(200, { Accounts: [] }).delay(2000);
    await expect(ask()).rejects.toMatchObject({ code: "PROVIDER_TIMEOUT" });
    intercept("POST", "GetAccountsDetail").replyWithError(new Error("refused"));
    await expect(ask()).rejects.toMatchObject({ code: "PROVIDER_UNAVAILABLE" });
    await network.close();
  });

  it("keeps an id in its place in the path", async () => {
    intercept("DELETE", "DeleteCard/..%2Fx%3Fy").reply(200, {});
    await client.deleteCard(new Secret("../x?y"), context);
    network.assertNoPendingInterceptors();
  });
});

describe("the table of Flinks' codes", () => {
  it("has each once, and means the same whatever the status", () => {
    expect(new Set(CONNECT_OUTCOMES.map(([code]) => code)).size).toBe(CONNECT_OUTCOMES.length);
    for (const [flinksCode, code, remedy] of CONNECT_OUTCOMES) {
      for (const status of [200, 400, 401, 500])
        expect(outcomeOf(flinksCode, status)).toEqual({ code, remedy });
    }
  });

  it("ends a consent only where Flinks speaks of the person's login", () => {
    const ends = CONNECT_OUTCOMES.filter(([, , remedy]) => remedy === "end-user").map(([code]) => code);
    expect(ends.sort()).toEqual([
      "DISABLED_LOGIN",
      "INVALID_LOGIN",
      "INVALID_PASSWORD",
      "INVALID_USERNAME",
      "NEW_ACCOUNT",
    ]);
  });
});
