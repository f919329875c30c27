import { execFileSync } from "node:child_process";
import { chmodSync } from "node:fs";
import { join } from "node:path";

/** A certificate and its key, as files. */
export interface CertificateFiles {
  readonly certificateFile: string;
  readonly keyFile: string;
}

export interface CertificateWish {
  readonly commonName: string;
  /** Makes it one for a server on loopback. */
  readonly forLoopback?: boolean;
}

const KEY = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"];
const DAYS = ["-days", "2"];

/** A private certificate authority that lives as long as a test; `openssl` makes its certificates. */
export class CertificateAuthority implements CertificateFiles {
  private constructor(
    readonly certificateFile: string,
    readonly keyFile: string,
    readonly folder: string,
  ) {}

  static create(folder: string, name: string): CertificateAuthority {
    const { certificateFile, keyFile } = filesIn(folder, name);
    const subject = ["-subj", `/CN=${name}`, "-addext", "basicConstraints=critical,CA:TRUE"];
    openssl(["req", "-x509", ...KEY, ...DAYS, ...subject, "-keyout", keyFile, "-out", certificateFile]);
    chmodSync(keyFile, 0o600);
    return new CertificateAuthority(certificateFile, keyFile, folder);
  }

  /** @returns the one that `create` has made there. */
  static open(folder: string, name: string): CertificateAuthority {
    const { certificateFile, keyFile } = filesIn(folder, name);
    return new CertificateAuthority(certificateFile, keyFile, folder);
  }

  issue(name: string, { commonName, forLoopback = false }: CertificateWish): CertificateFiles {
    const files = filesIn(this.folder, name);
    const names = forLoopback ? ["-addext", "subjectAltName=IP:127.0.0.1"] : [];
    openssl([
      ...["req", "-x509", ...KEY, ...DAYS, "-CA", this.certificateFile, "-CAkey", this.keyFile],
      ...["-subj", `/CN=${commonName}`, ...names, "-addext", "basicConstraints=critical,CA:FALSE"],
      ...["-keyout", files.keyFile, "-out", files.certificateFile],
    ]);
    chmodSync(files.keyFile, 0o600);
    return files;
  }
}

function filesIn(folder: string, name: string): CertificateFiles {
  return { certificateFile: join(folder, `${name}.crt`), keyFile: join(folder, `${name}.key`) };
}

function openssl(args: readonly string[]): void {
  execFileSync("openssl", args, { stdio: ["ignore", "ignore", "pipe"] });
}
