import { describe, expect, it } from "@jest/globals";
import { parseFlinksCommand } from "../../../../src/cli/flinks/arguments.js";
import { UsageError } from "../../../../src/cli/usage-error.js";

const parse = (words: string): unknown => parseFlinksCommand(words.split(" "));

describe("parseFlinksCommand", () => {
  it.each([
    ["providers list", { action: "providers list", json: false, registered: false }],
    [
      "providers list --country CA,US --registered --json",
      { action: "providers list", json: true, registered: true, country: "CA,US" },
    ],
    ["providers show 1000", { action: "providers show", providerId: 1000 }],
    ["recipients list --json", { action: "recipients list", json: true }],
    ["recipients show dc-1", { action: "recipients show", clientId: "dc-1" }],
    [
      "recipients create --name App --redirect-uri https://a.test/x --redirect-uri http://127.0.0.1:4000/x " +
        "--scope ACCOUNT_BASIC --country CA --contact ops@a.test --logo-uri https://a.test/l --secret-file s",
      {
        ...{ action: "recipients create", name: "App", scopes: ["ACCOUNT_BASIC"], country: "CA" },
        ...{ redirectUris: ["https://a.test/x", "http://127.0.0.1:4000/x"], contacts: ["ops@a.test"] },
        ...{ logoUri: "https://a.test/l", secretFile: "s", replace: false },
      },
    ],
    [
      "recipients set-redirect-uris dc-1 https://a.test/x https://a.test/y https://a.test/x --yes",
      {
        ...{ action: "recipients set-redirect-uris", clientId: "dc-1", yes: true },
        redirectUris: ["https://a.test/x", "https://a.test/y"],
      },
    ],
    [
      "secrets rotate dc-1 --secret-file s --replace",
      { action: "secrets rotate", clientId: "dc-1", secretFile: "s", replace: true, yes: false },
    ],
    ["registrations list --recipient dc-1", { action: "registrations list", recipientId: "dc-1" }],
    [
      "registrations request --recipient dc-1 --provider 1000 --provider 2000 --provider 1000",
      { action: "registrations request", recipientId: "dc-1", providerIds: [1000, 2000] },
    ],
    [
      "registrations watch --recipient dc-1 --provider 1000 --timeout 60",
      { action: "registrations watch", recipientId: "dc-1", providerId: 1000, timeoutMs: 60_000 },
    ],
  ])("reads %s", (words, command) => {
    expect(parse(words)).toMatchObject(command);
  });

  it.each([
    ["", "providers", "providers drop", "toString", "recipients list more", "recipients show"],
    ["recipients show dc-1 dc-2", "recipients list --registered", "secrets rotate dc-1"],
    ["secrets rotate --secret-file s", "recipients create --name x --secret-file s"],
    ["recipients create --redirect-uri https://a.test/x --secret-file s"],
    ["recipients create --name x --redirect-uri https://a.test/x"],
    ["recipients set-redirect-uris", "registrations watch --recipient dc-1"],
    ["registrations request --recipient dc-1", "registrations request --provider 1", "providers show"],
  ])("answers what no command has with the usage: %#", (...all) => {
    for (const words of all) expect(() => parse(words)).toThrow(UsageError);
  });

  it.each([
    ["providers show x", "x is no provider id"],
    ["providers show 0", "0 is no provider id"],
    ["providers list --country FR", "--country FR"],
    ["registrations watch --recipient dc-1 --provider 1 --timeout soon", "--timeout soon"],
    [
      `recipients create --name ${"x".repeat(257)} --redirect-uri https://a.test/x --secret-file s`,
      "256 letters",
    ],
    ["recipients set-redirect-uris dc-1 http://a.test/x", "http://a.test/x is no redirect URI"],
    ["recipients set-redirect-uris dc-1 https://a.test/x#y", "is no redirect URI"],
    ["recipients set-redirect-uris dc-1 /x", "/x is no redirect URI"],
  ])("names a value that cannot be right: %s", (words, fault) => {
    expect(() => parse(words)).toThrow(fault);
    expect(() => parse(words)).toThrow("BAD_USER_INPUT");
  });
});
