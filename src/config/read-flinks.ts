import { type Environment, type Faults, providerSecret, readJsonFile } from "./checked-input.js";
import type { FlinksConfig } from "./flinks-config.js";
import { flinksFileSchema } from "./flinks-schema.js";

const VARIABLE = "FLINKS_FILE";

/** @returns `undefined` where nothing is reached through Flinks. */
export function readFlinks(environment: Environment, faults: Faults): FlinksConfig | undefined {
  const file = readJsonFile(environment[VARIABLE], flinksFileSchema, VARIABLE, faults);
  if (file === undefined) return undefined;
  const secret = (variable: string): ReturnType<typeof providerSecret> =>
    providerSecret(variable, environment, faults);
  reportRepeatedBanks(file.banks, faults);
  const { outbound, connect, ...rest } = file;
  return {
    ...rest,
    outbound: outbound && {
      ...outbound,
      clientSecret: secret(outbound.clientSecretEnv),
      partner: outbound.partner && {
        clientId: outbound.partner.clientId,
        clientSecret: secret(outbound.partner.clientSecretEnv),
      },
    },
    connect: connect && {
      ...connect,
      secretKey: secret(connect.secretKeyEnv),
      apiKey: secret(connect.apiKeyEnv),
      webhook: connect.webhook && {
        headers: connect.webhook.headers,
        secret: secret(connect.webhook.secretEnv),
      },
    },
  };
}

/** Each bank of Flinks' is one bank here. */
function reportRepeatedBanks(banks: FlinksConfig["banks"], faults: Faults): void {
  for (const name of ["id", "providerId", "institutionId"] as const) {
    const values = banks.flatMap((bank) => bank[name] ?? []);
    const repeated = new Set(values.filter((value, index) => values.indexOf(value) !== index));
    for (const value of repeated) faults.push(`${VARIABLE}: banks: ${name} ${value} stands there twice`);
  }
}
