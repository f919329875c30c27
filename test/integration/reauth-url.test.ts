import { afterAll, beforeAll, expect, it } from "@jest/globals";
import { request } from "undici";
import { visitBank } from "../support/bank-visitor.js";
import { GatewayWorld, RETURN_URL } from "../support/gateway-world.js";

const PROBLEMS = "{ accounts { nodes { id } problems { consentId code reauthUrl } } }";

let world: GatewayWorld;
const log: string[] = [];

beforeAll(async () => {
  world = await GatewayWorld.start({ onLog: (line) => log.push(line) });
});

afterAll(async () => world.close());

it("an end user whose consent ended at the bank gives it again by the address in the problem", async () => {
  const { id } = await world.connect();
  const [grantId] = Object.keys((await world.calls()).byGrant);
  await world.control("DELETE", `${world.banks.maple.controlUrl}/grants/${grantId ?? ""}`);
  const during = await world.query("alex", PROBLEMS);
  expect(during.data.accounts.problems).toMatchObject([{ consentId: id, code: "CONSENT_REAUTH_REQUIRED" }]);
  // From the second request on it is known, and no bank is asked.
  const after = await world.query("alex", PROBLEMS);
  expect(after.data.accounts).toMatchObject({ nodes: [], problems: [{ consentId: id }] });
  expect(after.extensions?.upstream).toEqual({ planned: 0, made: 0, cached: 0 });

  const { reauthUrl } = after.data.accounts.problems[0];
  expect(reauthUrl.startsWith(`${world.url}/consents/renew/`)).toBe(true);
  const { status, headers, text } = await world.get(reauthUrl);
  expect([status, text]).toEqual([303, ""]);
  expect(headers).toMatchObject({ "referrer-policy": "no-referrer", "cache-control": "no-store" });
  const callbackUrl = await visitBank(String(headers["location"]), { personId: "alex" });
  const returned = new URL(String((await world.get(callbackUrl)).headers["location"]));
  expect(returned.origin + returned.pathname).toBe(RETURN_URL);
  expect([...returned.searchParams.keys()]).toEqual(["consentId"]);

  const again = await world.query("alex", `{ consents { id phase } ${PROBLEMS.slice(1)}`);
  expect(again.data.consents).toEqual([
    { id, phase: "REVOKED" },
    { id: returned.searchParams.get("consentId"), phase: "ACTIVE" },
  ]);
  expect(again.data.accounts.problems).toEqual([]);
  expect(again.data.accounts.nodes.length).toBeGreaterThan(0);
  const used = await world.get(reauthUrl);
  expect([used.status, used.headers["location"]]).toEqual([400, undefined]);
  expect(log.join("\n")).not.toContain(new URL(reauthUrl).pathname.split("/").at(-1));
});

it("an address that is no renewal's shows the plain page, and leads nowhere", async () => {
  const { status, headers, text } = await world.get(`${world.url}/consents/renew/nonsense`);
  expect(status).toBe(400);
  expect(headers["content-type"]).toMatch(/^text\/html/);
  expect(headers["content-security-policy"]).toContain("default-src 'none'");
  expect(headers["referrer-policy"]).toBe("no-referrer");
  expect(text).toContain("AUTHORIZATION_SESSION_INVALID");
  for (const method of ["HEAD", "POST"] as const) {
    const answer = await request(`${world.url}/consents/renew/nonsense`, { method });
    await answer.body.dump();
    expect([method, answer.statusCode]).toEqual([method, 404]);
  }
});
