import { describe, expect, it } from "@jest/globals";
import {
  providersTable,
  providerText,
  recipientsTable,
  recipientText,
  registrationsTable,
} from "../../../../src/cli/flinks/tables.js";

describe("tables of fdx-gateway flinks", () => {
  it("show providers, with states where they are known", () => {
    const capital = { providerId: 1000, name: "Flinks Capital", country: "CA" };
    expect(providersTable([{ ...capital, state: "ACTIVE" }])).toBe(
      "ID    NAME            COUNTRY  STATE\n1000  Flinks Capital  CA       ACTIVE\n",
    );
    expect(providersTable([capital, { providerId: 20 }])).toBe(
      "ID    NAME            COUNTRY\n1000  Flinks Capital  CA\n20    –               –\n",
    );
    expect(providersTable([])).toBe("There are no such providers.\n");
  });

  it("show a provider's scopes, and its fields by type", () => {
    const details = { providerId: 1, name: "Bank", scopes: ["ACCOUNT_BASIC"], dataInventory: {} };
    const fields = [
      { entity: "DepositAccount", field: "nickname" },
      { entity: "Currency", field: "currencyCode" },
      { entity: "DepositAccount", field: "currentBalance" },
    ];
    expect(providerText(details, fields).split("\n")).toEqual([
      ...["1  Bank  –  –", "Scopes: ACCOUNT_BASIC", ""],
      ...["FDX TYPE        FIELDS THAT FLINKS SAYS ARE FILLED", "Currency        currencyCode"],
      ...["DepositAccount  currentBalance, nickname", ""],
    ]);
    expect(providerText({ ...details, scopes: [] }, [])).toContain("Flinks has no inventory of its data.");
  });

  it("show recipients and registrations", () => {
    expect(recipientsTable([{ clientId: "dc-1", name: "App", country: "CA", contacts: [] }])).toBe(
      "CLIENT ID  NAME  COUNTRY\ndc-1       App   CA\n",
    );
    const text = recipientText({
      clientId: "dc-1",
      scopes: ["A", "B"],
      redirectUris: ["https://a.test/x"],
      contacts: [],
    });
    expect(text).toMatch(/^Client id +dc-1$/m);
    expect(text).toMatch(/^Scopes +A B$/m);
    expect(text).toMatch(/^Redirect URIs\n {2}https:\/\/a\.test\/x\n$/m);
    expect(registrationsTable([{ clientId: "dc-1", providerId: 1000, state: "ACTIVE" }])).toMatch(
      /^dc-1 +1000 +– +– +ACTIVE +–$/m,
    );
    expect(registrationsTable([])).toBe("There are no registrations.\n");
  });

  it("show nothing that a terminal would obey", () => {
    const name = "\u001b[2JBank\u202e\nx";
    expect(providersTable([{ providerId: 1, name }])).toContain("1   ?[2JBank??x  –");
    expect(recipientText({ clientId: "dc-1", name, contacts: [] })).toContain("?[2JBank??x");
  });
});
