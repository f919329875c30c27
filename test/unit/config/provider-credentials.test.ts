import { execFileSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import type { ProviderConfig } from "../../../src/config/gateway-config.js";
import { readProviders } from "../../../src/config/read-providers.js";
import { CertificateAuthority } from "../../support/certificates.js";
import { privateKeyPem } from "../../support/signing-keys.js";

const SECRET = "Yt4Rw9Qp2Lk7Jh5Gf3Ds8Az6Xc1VbNmE";
const bank = {
  ...{ id: "maple", name: "Maple", country: "CA", dataClusters: ["ACCOUNT_BASIC"] },
  ...{ fdxBaseUrl: "https://maple.test/fdx/v6/", issuer: "https://maple.test", clientId: "gateway" },
};

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "fdxgw-credentials-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

function file(name: string, content: string, mode = 0o600): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  chmodSync(path, mode);
  return path;
}

/** Reads one provider. @returns it, with the faults that were found. */
function read(entry: object): { readonly provider: ProviderConfig | undefined; readonly faults: string[] } {
  const faults: string[] = [];
  const path = file("providers.json", JSON.stringify([{ ...bank, ...entry }]));
  const [provider] = readProviders({ PROVIDERS_FILE: path, MAPLE_SECRET: SECRET }, faults);
  return { provider, faults };
}

const faultsOf = (entry: object): string[] =>
  read(entry).faults.map((fault) =>
    fault.replaceAll(`${folder}/`, "").replace("PROVIDERS_FILE providers.json: ", ""),
  );

const keyFile = (name = "key.pem", mode?: number): string => file(name, privateKeyPem(), mode);

describe("client authentication", () => {
  it("with a key has the algorithm that goes with it, and a name if the bank gave it one", () => {
    const clientAuthentication = "private_key_jwt";
    const onCurve = read({ clientAuthentication, clientKeyFile: keyFile(), clientKeyId: "k-1" });
    expect(onCurve.faults).toEqual([]);
    expect(onCurve.provider?.clientAuthentication).toMatchObject({
      key: { algorithm: "ES256", keyId: "k-1" },
    });
    const rsa = read({ clientAuthentication, clientKeyFile: file("rsa.pem", privateKeyPem("rsa")) });
    expect(rsa.faults).toEqual([]);
    expect(rsa.provider?.clientAuthentication).toMatchObject({ key: { algorithm: "PS256" } });
  });

  it("reads a key that its owner may only read, and prints none", () => {
    const pem = privateKeyPem();
    const clientKeyFile = file("key.pem", pem, 0o400);
    const { provider, faults } = read({ clientAuthentication: "private_key_jwt", clientKeyFile });
    expect(faults).toEqual([]);
    const body = pem.split("\n")[1] ?? "";
    expect(body.length).toBeGreaterThan(30);
    expect(inspect(provider, { depth: 9 }) + JSON.stringify(provider)).not.toContain(body);
  });

  it.each([
    ["no secret", {}, "0.clientSecretEnv is missing, and client_secret_basic needs it"],
    [
      "no key",
      { clientAuthentication: "private_key_jwt" },
      "0.clientKeyFile is missing, and private_key_jwt needs it",
    ],
    [
      "no certificate",
      { clientAuthentication: "tls_client_auth" },
      "0.tls.certificateFile is missing, and tls_client_auth needs it",
    ],
    [
      "a name for a key that there is not",
      { clientSecretEnv: "MAPLE_SECRET", clientKeyId: "k-1" },
      "0.clientKeyId is not used with client_secret_basic",
    ],
    [
      "a bound token and no key for it",
      { clientSecretEnv: "MAPLE_SECRET", senderConstraint: "dpop" },
      "0.dpopKeyFile is missing, and dpop needs it",
    ],
    [
      "a token bound to a certificate that there is not",
      { clientSecretEnv: "MAPLE_SECRET", senderConstraint: "mtls" },
      "0.tls.certificateFile is missing, and mtls needs it",
    ],
    [
      "an id_token that no proof can be bound to",
      { clientSecretEnv: "MAPLE_SECRET", senderConstraint: "dpop", dpopKeyFile: "k", bearer: "id_token" },
      "0.senderConstraint cannot be with bearer id_token",
    ],
    [
      "a parameter of the gateway's own",
      { clientSecretEnv: "MAPLE_SECRET", authorizationParameters: { state: "mine", connector: "bank" } },
      "0.authorizationParameters.state is the gateway's own",
    ],
    [
      "scopes without openid",
      { clientSecretEnv: "MAPLE_SECRET", baseScopes: ["offline_access"] },
      "0.baseScopes must hold openid",
    ],
    [
      "two scopes in the place of one",
      { clientSecretEnv: "MAPLE_SECRET", clusterScopes: { TRANSACTIONS: "a b" } },
      "0.clusterScopes.TRANSACTIONS must be one scope",
    ],
  ])("with %s is refused", (_what, entry, fault) => {
    expect(faultsOf(entry)).toEqual([fault]);
  });

  it("does not leave a secret about that is not used", () => {
    const entry = { clientAuthentication: "private_key_jwt", clientKeyFile: keyFile() };
    expect(faultsOf({ ...entry, clientSecretEnv: "MAPLE_SECRET" })).toEqual([
      "0.clientSecretEnv is not used with private_key_jwt",
    ]);
  });
});

describe("a key file", () => {
  const entry = (clientKeyFile: string): object => ({
    clientAuthentication: "private_key_jwt",
    clientKeyFile,
  });

  it.each([0o644, 0o640, 0o604, 0o620])("that others may open (mode %i) is refused", (mode) => {
    expect(faultsOf(entry(keyFile("key.pem", mode)))).toEqual([
      "PROVIDERS_FILE: maple: clientKeyFile: key.pem is open to others; its mode must be 0400 or 0600",
    ]);
  });

  it("of another kind is refused", () => {
    const ed25519 = execFileSync("openssl", ["genpkey", "-algorithm", "ed25519"]).toString();
    expect(faultsOf(entry(file("ed.pem", ed25519)))).toEqual([
      "PROVIDERS_FILE: maple: clientKeyFile: ed.pem must be a key on P-256, or of RSA with 2048 bits or more",
    ]);
  });

  it("that is missing, or holds something else, is told without what it holds", () => {
    expect(faultsOf(entry(join(folder, "none.pem")))).toEqual([
      "PROVIDERS_FILE: maple: clientKeyFile: none.pem cannot be read",
    ]);
    expect(faultsOf(entry(file("text.pem", "canary")))).toEqual([
      "PROVIDERS_FILE: maple: clientKeyFile: text.pem is no private key in PEM without a passphrase",
    ]);
  });

  it("written into the providers file instead of its path is not printed", () => {
    const found = faultsOf(entry(privateKeyPem()));
    expect(found).toEqual(["0.clientKeyFile must be the path of a file"]);
  });
});

describe("a provider's TLS", () => {
  const identity = (): { caFile: string; certificateFile: string; keyFile: string } => {
    const authority = CertificateAuthority.create(folder, "ca");
    const { certificateFile, keyFile } = authority.issue("gateway", { commonName: "gateway" });
    return { caFile: authority.certificateFile, certificateFile, keyFile };
  };

  it("is read from its three files", () => {
    const { provider, faults } = read({
      ...{ clientAuthentication: "tls_client_auth", senderConstraint: "mtls", tls: identity() },
    });
    expect(faults).toEqual([]);
    const { ca, certificate } = provider?.tls ?? {};
    expect(ca).toContain("BEGIN CERTIFICATE");
    expect(certificate?.chain).toContain("BEGIN CERTIFICATE");
    expect(certificate?.key.reveal()).toContain("BEGIN PRIVATE KEY");
    expect(JSON.stringify(provider)).not.toContain("PRIVATE KEY");
  });

  it("may be a private authority alone", () => {
    const { provider, faults } = read({
      ...{ clientSecretEnv: "MAPLE_SECRET", tls: { caFile: identity().caFile } },
    });
    expect(faults).toEqual([]);
    expect(provider?.tls?.certificate).toBeUndefined();
  });

  it("needs the certificate's own key, readable by its owner alone", () => {
    const tls = identity();
    const other = keyFile("other.pem", 0o644);
    expect(faultsOf({ clientAuthentication: "tls_client_auth", tls: { ...tls, keyFile: other } })).toEqual([
      "PROVIDERS_FILE: maple: tls.keyFile: other.pem is open to others; its mode must be 0400 or 0600",
      "PROVIDERS_FILE: maple: tls: keyFile is not the key of certificateFile",
    ]);
    const { keyFile: own } = tls;
    expect(faultsOf({ clientSecretEnv: "MAPLE_SECRET", tls: { keyFile: own } })).toEqual([
      "0.tls needs certificateFile and keyFile together",
    ]);
  });

  it("says which file holds no certificate", () => {
    const caFile = file("ca.txt", "canary");
    expect(faultsOf({ clientSecretEnv: "MAPLE_SECRET", tls: { caFile } })).toEqual([
      "PROVIDERS_FILE: maple: tls.caFile: ca.txt is no certificate in PEM",
    ]);
  });
});
