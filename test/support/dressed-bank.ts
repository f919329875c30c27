import "./own-realm-clone.js";
import { createPublicKey, X509Certificate } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { JWK } from "jose";
import { Agent } from "undici";
import type { DressName } from "../../src/sandbox/dress/bank-dress.js";
import { type SandboxBank, startSandboxBank } from "../../src/sandbox/sandbox-bank.js";
import { CertificateAuthority, type CertificateFiles } from "./certificates.js";
import { privateKeyPem } from "./signing-keys.js";

export const CLIENT_ID = "your-client-id";
export const CLIENT_SECRET = "kJ8vQ2mN5xR7tW9yB4cF6hL3pS1dG0zA";

export interface DressedBankOptions {
  readonly dress: DressName;
  /** Where the files of keys and certificates are written. */
  readonly folder: string;
  readonly redirectUri: string;
  readonly accessTokenSeconds?: number;
}

/** The files that a client of this bank needs. */
export interface ClientFiles {
  readonly clientKeyFile: string;
  readonly dpopKeyFile: string;
  readonly tls: CertificateFiles & { readonly caFile: string };
}

/** A sandbox bank that knows its client by whatever its dress asks for, and that client's files. */
export class DressedBank {
  private constructor(
    readonly bank: SandboxBank,
    readonly files: ClientFiles,
    /** Trusts the bank, and shows no certificate: as a browser does. */
    readonly browser: Agent,
  ) {}

  static async start(options: DressedBankOptions): Promise<DressedBank> {
    const { dress, folder, redirectUri, accessTokenSeconds = 300 } = options;
    const files = clientFiles(folder);
    const recipient = {
      ...{ clientId: CLIENT_ID, name: "Budget App", redirectUris: [redirectUri] },
      ...credentials(dress, files),
    };
    const tls = dress === "mtls" ? { tls: serverTls(files.authority) } : {};
    const bank = await startSandboxBank({ bank: "maple", dress, recipient, accessTokenSeconds, ...tls });
    const ca = readFileSync(files.tls.caFile, "utf8");
    return new DressedBank(bank, files, new Agent({ connect: { ca } }));
  }

  async close(): Promise<void> {
    await this.browser.destroy();
    await this.bank.close();
  }
}

function clientFiles(folder: string): ClientFiles & { readonly authority: CertificateAuthority } {
  const key = (name: string): string => {
    const path = join(folder, name);
    writeFileSync(path, privateKeyPem(), { mode: 0o600 });
    return path;
  };
  const authority = CertificateAuthority.create(folder, "authority");
  const certificate = authority.issue("client", { commonName: "gateway" });
  return {
    ...{ clientKeyFile: key("client-key.pem"), dpopKeyFile: key("dpop-key.pem"), authority },
    tls: { ...certificate, caFile: authority.certificateFile },
  };
}

type Credentials =
  { readonly clientSecret: string } | { readonly publicKey: JWK } | { readonly certificateSubject: string };

function credentials(dress: DressName, { clientKeyFile, tls }: ClientFiles): Credentials {
  if (dress === "fapi") {
    const jwk = createPublicKey(readFileSync(clientKeyFile)).export({ format: "jwk" });
    return { publicKey: { ...jwk, use: "sig", kid: "gateway-2026-11" } };
  }
  if (dress === "mtls") {
    return { certificateSubject: new X509Certificate(readFileSync(tls.certificateFile)).subject };
  }
  return { clientSecret: CLIENT_SECRET };
}

function serverTls(authority: CertificateAuthority): {
  readonly certificate: string;
  readonly key: string;
  readonly clientAuthority: string;
} {
  const { certificateFile, keyFile } = authority.issue("server", { commonName: "bank", forLoopback: true });
  return {
    certificate: readFileSync(certificateFile, "utf8"),
    key: readFileSync(keyFile, "utf8"),
    clientAuthority: readFileSync(authority.certificateFile, "utf8"),
  };
}
