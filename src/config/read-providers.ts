import type { ClientAuthentication } from "../core/client-authentication.js";
import {
  type Environment,
  type Faults,
  providerSecret,
  readJsonFile,
  reportDuplicates,
} from "./checked-input.js";
import type { ProviderConfig } from "./gateway-config.js";
import { readSigningKey, readTlsIdentity } from "./private-files.js";
import { type ProviderEntry, providersFileSchema } from "./provider-schema.js";

const VARIABLE = "PROVIDERS_FILE";

/** @returns the providers file with the secrets that it names. Its faults, and theirs, are told. */
export function readProviders(environment: Environment, faults: Faults): readonly ProviderConfig[] {
  if (environment[VARIABLE] === undefined && environment["FLINKS_FILE"] === undefined)
    faults.push(`environment: ${VARIABLE} is missing, and so is FLINKS_FILE`);
  const providers = readJsonFile(environment[VARIABLE], providersFileSchema, VARIABLE, faults) ?? [];
  reportDuplicates(VARIABLE, providers, faults);
  return providers.map((entry) => withSecrets(entry, environment, faults));
}

function withSecrets(entry: ProviderEntry, environment: Environment, faults: Faults): ProviderConfig {
  const { id, dpopKeyFile, tls } = entry;
  return {
    ...entry,
    clientAuthentication: authenticationOf(entry, environment, faults),
    dpopKey:
      dpopKeyFile === undefined
        ? undefined
        : readSigningKey(dpopKeyFile, `${VARIABLE}: ${id}: dpopKeyFile`, faults),
    tls: tls && readTlsIdentity(tls, `${VARIABLE}: ${id}: tls`, faults),
  };
}

/** The schema has seen to it that what a method needs is named. */
function authenticationOf(
  entry: ProviderEntry,
  environment: Environment,
  faults: Faults,
): ClientAuthentication {
  const { id, clientAuthentication: method, clientSecretEnv = "", clientKeyFile = "", clientKeyId } = entry;
  switch (method) {
    case "client_secret_basic":
    case "client_secret_post":
      return { method, secret: providerSecret(clientSecretEnv, environment, faults) };
    case "private_key_jwt": {
      const key = readSigningKey(clientKeyFile, `${VARIABLE}: ${id}: clientKeyFile`, faults);
      return { method, key: { ...key, keyId: clientKeyId } };
    }
    case "tls_client_auth":
    case "self_signed_tls_client_auth":
      return { method };
  }
}
