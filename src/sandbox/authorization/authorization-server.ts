import { randomBytes } from "node:crypto";
import { exportJWK, generateKeyPair } from "jose";
import type { ClientMetadata, Configuration, JWKS } from "oidc-provider";
import type OidcProvider from "oidc-provider";
import type { BankProfile } from "../bank-profile.js";
import { FDX_SCOPES } from "../fdx/data-clusters.js";
import type { BankBooks } from "../seed/bank-books.js";
import { fullName } from "../seed/person.js";
import { errorPage } from "./interaction-pages.js";
import type { MemoryRecords } from "./memory-records.js";
import { Provider } from "./oidc-provider.js";
import { PAGE_HEADERS } from "./page.js";
import type { RecipientClient } from "./recipient-client.js";
import type { RotationRule } from "./rotation.js";

/** What an authorization server is built from. */
export interface AuthorizationParts {
  readonly issuer: string;
  readonly profile: BankProfile;
  readonly recipient: RecipientClient;
  readonly accessTokenSeconds: number;
  readonly books: BankBooks;
  readonly records: MemoryRecords;
  readonly rotation: RotationRule;
}

const DAY_SECONDS = 86_400;
const YEAR_SECONDS = 365 * DAY_SECONDS;
const INTERACTION_SECONDS = 3_600;

/** Builds the bank's authorization server: PAR, PKCE, `iss`, refresh-token rotation and revocation. */
export async function createAuthorizationServer(parts: AuthorizationParts): Promise<OidcProvider> {
  const server = new Provider(parts.issuer, {
    ...protocol(parts),
    ...people(parts),
    clients: [registration(parts.recipient)],
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

function protocol({ accessTokenSeconds, rotation }: AuthorizationParts): Configuration {
  return {
    scopes: ["openid", "offline_access", ...FDX_SCOPES],
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
      pushedAuthorizationRequests: { enabled: true },
      revocation: { enabled: true, allowedPolicy: async (_ctx, client, token) => isOwn(client, token) },
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

function registration({ clientId, clientSecret, name, redirectUris }: RecipientClient): ClientMetadata {
  return {
    client_id: clientId,
    client_secret: clientSecret,
    client_name: name,
    redirect_uris: [...redirectUris],
    grant_types: ["authorization_code", "refresh_token"],
    response_types: ["code"],
    token_endpoint_auth_method: "client_secret_basic",
  };
}

async function signingKeys(): Promise<JWKS> {
  const { privateKey } = await generateKeyPair("RS256", { extractable: true });
  return { keys: [{ ...(await exportJWK(privateKey)), alg: "RS256", use: "sig" }] };
}
