import type OidcProvider from "oidc-provider";
import type { Access } from "../fdx/access.js";
import type { IdTokenBearers } from "../dress/id-token-bearers.js";
import type { ScopeNames } from "../fdx/data-clusters.js";
import type { BankBooks } from "../seed/bank-books.js";
import type { ConsentRegister } from "./consent-register.js";

/** What it takes to turn a token into what its bearer may see. */
export interface AccessParts {
  readonly server: OidcProvider;
  readonly books: BankBooks;
  readonly consents: ConsentRegister;
  readonly scopes: ScopeNames;
  /** Where they open the data endpoints, and access tokens do not. */
  readonly idTokens: IdTokenBearers | undefined;
}

/** Looks a token up; undefined when it, or the grant behind it, is not good (any more). */
export async function readAccess(parts: AccessParts, value: string): Promise<Access | undefined> {
  const live = await liveGrant(parts, value);
  const consent = live && parts.consents.find(live.grantId);
  if (live === undefined || consent === undefined) return undefined;
  const person = parts.books.person(consent.personId);
  if (person === undefined) return undefined;
  return {
    grantId: live.grantId,
    person,
    clusters: parts.scopes.clustersOf(live.scope),
    accounts: parts.books.accountsOf(person).filter(({ id }) => consent.accountIds.includes(id)),
  };
}

interface LiveGrant {
  readonly grantId: string;
  readonly scope: string;
}

async function liveGrant({ server, idTokens }: AccessParts, value: string): Promise<LiveGrant | undefined> {
  const token = idTokens === undefined ? await accessToken(server, value) : idTokens.find(value);
  if (token === undefined) return undefined;
  // Withdrawing a grant must end its tokens at once, even one that some path forgot to destroy.
  const grant = await server.Grant.find(token.grantId);
  return grant && token;
}

async function accessToken(server: OidcProvider, value: string): Promise<LiveGrant | undefined> {
  const token = await server.AccessToken.find(value);
  if (token?.grantId === undefined || token.isExpired) return undefined;
  return { grantId: token.grantId, scope: token.scope ?? "" };
}
