import { createPrivateKey, type KeyObject, X509Certificate } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import type { SigningKey, TlsIdentity } from "../core/client-authentication.js";
import { Secret } from "../core/secret.js";
import type { Faults } from "./checked-input.js";

const MIN_RSA_BITS = 2048;

/** @returns what a file holds that nobody but its owner may read; `undefined` with its faults told. */
export function readPrivateFile(path: string, source: string, faults: Faults): string | undefined {
  const text = readTextFile(path, source, faults);
  if (text !== undefined && (statSync(path).mode & 0o077) !== 0) {
    faults.push(`${source}: ${path} is open to others; its mode must be 0400 or 0600`);
  }
  return text;
}

/** @returns the key, and the algorithm that goes with its kind; one that signs nothing where there are faults. */
export function readSigningKey(path: string, source: string, faults: Faults): SigningKey {
  const key = readPrivateKey(path, source, faults);
  const algorithm = key && algorithmOf(key);
  if (key !== undefined && algorithm === undefined) {
    faults.push(`${source}: ${path} must be a key on P-256, or of RSA with ${MIN_RSA_BITS} bits or more`);
  }
  return { pem: key === undefined ? new Secret("") : pemOf(key), algorithm: algorithm ?? "ES256" };
}

/** The files of one provider's `tls`. */
export interface TlsFiles {
  readonly caFile?: string | undefined;
  readonly certificateFile?: string | undefined;
  readonly keyFile?: string | undefined;
}

/** Dates are not looked at: one bank's certificate that ran out must not keep the gateway from starting for the others. */
export function readTlsIdentity(files: TlsFiles, source: string, faults: Faults): TlsIdentity {
  const { caFile, certificateFile, keyFile } = files;
  const ca = caFile === undefined ? undefined : readCertificates(caFile, `${source}.caFile`, faults);
  if (certificateFile === undefined || keyFile === undefined) return { ca };
  const chain = readCertificates(certificateFile, `${source}.certificateFile`, faults);
  const key = readPrivateKey(keyFile, `${source}.keyFile`, faults);
  if (chain === undefined || key === undefined) return { ca };
  if (!new X509Certificate(chain).checkPrivateKey(key)) {
    faults.push(`${source}: keyFile is not the key of certificateFile`);
  }
  return { ca, certificate: { chain, key: pemOf(key) } };
}

function readPrivateKey(path: string, source: string, faults: Faults): KeyObject | undefined {
  const text = readPrivateFile(path, source, faults);
  if (text === undefined) return undefined;
  try {
    return createPrivateKey(text);
  } catch {
    faults.push(`${source}: ${path} is no private key in PEM without a passphrase`);
    return undefined;
  }
}

function readCertificates(path: string, source: string, faults: Faults): string | undefined {
  const text = readTextFile(path, source, faults);
  if (text === undefined) return undefined;
  try {
    new X509Certificate(text);
    return text;
  } catch {
    faults.push(`${source}: ${path} is no certificate in PEM`);
    return undefined;
  }
}

function readTextFile(path: string, source: string, faults: Faults): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    faults.push(`${source}: ${path} cannot be read`);
    return undefined;
  }
}

function pemOf(key: KeyObject): Secret {
  return new Secret(key.export({ type: "pkcs8", format: "pem" }).toString());
}

function algorithmOf({
  asymmetricKeyType,
  asymmetricKeyDetails,
}: KeyObject): SigningKey["algorithm"] | undefined {
  if (asymmetricKeyType === "ec" && asymmetricKeyDetails?.namedCurve === "prime256v1") return "ES256";
  const isLarge = (asymmetricKeyDetails?.modulusLength ?? 0) >= MIN_RSA_BITS;
  return asymmetricKeyType === "rsa" && isLarge ? "PS256" : undefined;
}
