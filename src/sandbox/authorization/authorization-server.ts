import { randomBytes } from "node:crypto";
import { exportJWK, generateKeyPair } from "jose";
import type { ClientMetadata, Configuration, JWKS } from "oidc-provider";
import type OidcProvider from "oidc-provider";
import type { BankProfile } from "../bank-profile.js";
import type { BankDress } from "../dress/bank-dress.js";
import type { BankBooks } from "../seed/bank-books.js";
import { fullName } from "../seed/person.js";
import { errorPage } from "./interaction-pages.js";
import type { MemoryRecords } from "./memory-records.js";
import { Provider } from "./oidc-provider.js";
import { PAGE_HEADERS } from "./page.js";
import type { BankClient } from "./recipient-client.js";
import type { RotationRule } from "./rotation.js";
import { bindingFeatures } from "./token-binding.js";

/** What an authorization server is built from. */
export interface AuthorizationParts {
  readonly issuer: string;
  readonly profile: BankProfile;
  readonly recipient: BankClient;
  readonly accessTokenSeconds: number;
  readonly books: BankBooks;
  readonly records: MemoryRecords;
  readonly rotation: RotationRule;
  readonly dress: BankDress;
}

const DAY_SECONDS = 86_400;
const YEAR_SECONDS = 365 * DAY_SECONDS;
const INTERACTION_SECONDS = 3_600;

/** Builds the bank's authorization server: PAR, PKCE, `iss`, refresh-token rotation and revocation. */
export async function createAuthorizationServer(parts: AuthorizationParts): Promise<OidcProvider> {
  const server = new Provider(parts.issuer, {
    ...protocol(parts),
    ...people(parts),
    clients: [registration(parts)],
    jwks: await signingKeys(),
    adapter: (model: string) => parts.records.adapter(model),
  });
  server.use(async (ctx, next) => {
    // A bank asks who is there each time. Without this, a second consent in the same browser would be given in
    // the name of whoever logged in for the first.
    if (ctx.path === "/auth") delete ctx.req.headers.cookie;
    await next();
  });
  return server;
}

function protocol({ accessTokenSeconds, rotation, dress }: AuthorizationParts): Configuration {
  return {
    scopes: ["openid", "offline_access", ...dress.scopes.all],
    ...(dress.binding === "mtls" && { clientAuthMethods: ["tls_client_auth"] }),
    pkce: { required: () => true },
    rotateRefreshToken: () => rotation.rotates,
    issueRefreshToken: async () => true,
    expiresWithSession: async () => false,
    // Tokens die on the second: a client that relies on leniency should find out here.
    clockTolerance: 0,
    ttl: {
      AccessToken: accessTokenSeconds,
      AuthorizationCode: 60,
      IdToken: accessTokenSeconds,
      RefreshToken: YEAR_SECONDS,
      Grant: YEAR_SECONDS,
      Interaction: INTERACTION_SECONDS,
      Session: INTERACTION_SECONDS,
    },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      resourceIndicators: { enabled: false },
      pushedAuthorizationRequests: {
        enabled: true,
        requirePushedAuthorizationRequests: dress.requiresPar,
      },
      revocation: { enabled: true, allowedPolicy: async (_ctx, client, token) => isOwn(client, token) },
      ...bindingFeatures(dress.binding),
    },
    clientBasedCORS: () => false,
  };
}

function people({ profile, books }: AuthorizationParts): Configuration {
  return {
    findAccount: (_ctx, personId) => {
      const person = books.person(personId);
      return person && { accountId: personId, claims: () => ({ sub: personId, name: fullName(person) }) };
    },
    // Every authorization is a consent of its own, even where an older one of the same person is still good.
    loadExistingGrant: async (ctx) => {
      const grantId = ctx.oidc.result?.consent?.grantId;
      return grantId === undefined ? undefined : ctx.oidc.provider.Grant.find(grantId);
    },
    interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
    cookies: {
      keys: [randomBytes(32).toString("base64url")],
      // Browsers share cookies between ports of one host: without its own names, each bank would overwrite
      // the other's session.
      names: {
        session: `${profile.key}_session`,
        interaction: `${profile.key}_interaction`,
        resume: `${profile.key}_resume`,
      },
    },
    renderError: (ctx, { error, error_description: description }) => {
      ctx.set(PAGE_HEADERS);
      ctx.body = errorPage(profile, `${error}: ${description ?? "no further description"}`);
    },
  };
}

function isOwn(
  client: { readonly clientId: string },
  token: { readonly clientId?: string | undefined },
): boolean {
  return token.clientId === client.clientId;
}

function registration({ recipient, dress: { binding } }: AuthorizationParts): ClientMetadata {
  return {
    client_id: recipient.clientId,
    client_name: recipient.name,
    redirect_uris: [...recipient.redirectUris],
    grant_types: ["authorization_code", "refresh_token"],
    response_types: ["code"],
    ...credentials(recipient),
    ...(binding === "dpop" && { dpop_bound_access_tokens: true }),
    ...(binding === "mtls" && { tls_client_certificate_bound_access_tokens: true }),
  };
}

function credentials(recipient: BankClient): Partial<ClientMetadata> {
  if ("publicKey" in recipient) {
    return { token_endpoint_auth_method: "private_key_jwt", jwks: { keys: [recipient.publicKey] } };
  }
  if ("certificateSubject" in recipient) {
    const { certificateSubject } = recipient;
    return { token_endpoint_auth_method: "tls_client_auth", tls_client_auth_subject_dn: certificateSubject };
  }
  return { token_endpoint_auth_method: "client_secret_basic", client_secret: recipient.clientSecret };
}

async function signingKeys(): Promise<JWKS> {
  const { privateKey } = await generateKeyPair("RS256", { extractable: true });
  return { keys: [{ ...(await exportJWK(privateKey)), alg: "RS256", use: "sig" }] };
}
