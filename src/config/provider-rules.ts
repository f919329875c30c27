/** The members of a provider's entry that depend on each other. */
interface Dependent {
  readonly clientAuthentication: string;
  readonly senderConstraint: string;
  readonly bearer: string;
  readonly clientSecretEnv?: string | undefined;
  readonly clientKeyFile?: string | undefined;
  readonly clientKeyId?: string | undefined;
  readonly dpopKeyFile?: string | undefined;
  readonly baseScopes: readonly string[];
  readonly authorizationParameters?: Readonly<Record<string, string>> | undefined;
  readonly tls?:
    | {
        readonly caFile?: string | undefined;
        readonly certificateFile?: string | undefined;
        readonly keyFile?: string | undefined;
      }
    | undefined;
}

type Contradiction = readonly [member: string, message: string];

/** What the gateway itself sends in an authorization request. */
const OWN_PARAMETERS = new Set([
  ...["client_id", "redirect_uri", "response_type", "response_mode", "scope", "state", "nonce", "prompt"],
  ...["code_challenge", "code_challenge_method", "request", "request_uri", "client_secret", "dpop_jkt"],
]);

/** @returns what is missing or superfluous beside the rest of an entry; a secret that is not used must not lie about. */
export function contradictionsIn(entry: Dependent): readonly Contradiction[] {
  return [...credentialFaults(entry), ...tlsFaults(entry), ...protocolFaults(entry)];
}

function credentialFaults(entry: Dependent): readonly Contradiction[] {
  const { clientAuthentication: method, senderConstraint } = entry;
  const usesSecret = method.startsWith("client_secret");
  const usesKey = method === "private_key_jwt";
  return [
    ...unless("clientSecretEnv", entry.clientSecretEnv, usesSecret, method),
    ...unless("clientKeyFile", entry.clientKeyFile, usesKey, method),
    ...(usesKey ? [] : superfluous("clientKeyId", entry.clientKeyId, method)),
    ...unless("dpopKeyFile", entry.dpopKeyFile, senderConstraint === "dpop", senderConstraint),
  ];
}

function tlsFaults({ clientAuthentication, senderConstraint, tls }: Dependent): readonly Contradiction[] {
  const why = clientAuthentication.endsWith("tls_client_auth") ? clientAuthentication : senderConstraint;
  const needsCertificate = why !== "none" && why !== "dpop";
  const { certificateFile, keyFile } = tls ?? {};
  if (needsCertificate && certificateFile === undefined) return missing("tls.certificateFile", why);
  if ((certificateFile === undefined) !== (keyFile === undefined)) {
    return [["tls", "needs certificateFile and keyFile together"]];
  }
  return [];
}

function protocolFaults(entry: Dependent): readonly Contradiction[] {
  const { senderConstraint, bearer, baseScopes, authorizationParameters = {} } = entry;
  const own = Object.keys(authorizationParameters).filter((name) => OWN_PARAMETERS.has(name));
  const faults = own.map((name): Contradiction => [
    `authorizationParameters.${name}`,
    "is the gateway's own",
  ]);
  if (!baseScopes.includes("openid")) faults.push(["baseScopes", "must hold openid"]);
  // A proof is bound to an access token (RFC 9449 §4.2, `ath`); no bank can check it for an id_token.
  if (bearer === "id_token" && senderConstraint !== "none") {
    faults.push(["senderConstraint", "cannot be with bearer id_token"]);
  }
  return faults;
}

function unless(
  ...[member, value, isUsed, by]: readonly [string, string | undefined, boolean, string]
): readonly Contradiction[] {
  if (isUsed) return value === undefined ? missing(member, by) : [];
  return superfluous(member, value, by);
}

function missing(member: string, by: string): readonly Contradiction[] {
  return [[member, `is missing, and ${by} needs it`]];
}

function superfluous(member: string, value: string | undefined, by: string): readonly Contradiction[] {
  return value === undefined ? [] : [[member, `is not used with ${by}`]];
}
