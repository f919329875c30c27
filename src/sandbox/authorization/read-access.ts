import type OidcProvider from "oidc-provider";
import type { Access } from "../fdx/access.js";
import { clustersOf } from "../fdx/data-clusters.js";
import type { BankBooks } from "../seed/bank-books.js";
import type { ConsentRegister } from "./consent-register.js";

/** What it takes to turn a token into what its bearer may see. */
export interface AccessParts {
  readonly server: OidcProvider;
  readonly books: BankBooks;
  readonly consents: ConsentRegister;
}

/** Looks a token up; undefined when it, or the grant behind it, is not good (any more). */
export async function readAccess(parts: AccessParts, value: string): Promise<Access | undefined> {
  const live = await liveGrant(parts.server, value);
  const consent = live && parts.consents.find(live.grantId);
  if (live === undefined || consent === undefined) return undefined;
  const person = parts.books.person(consent.personId);
  if (person === undefined) return undefined;
  return {
    grantId: live.grantId,
    person,
    clusters: clustersOf(live.scope),
    accounts: parts.books.accountsOf(person).filter(({ id }) => consent.accountIds.includes(id)),
  };
}

async function liveGrant(
  server: OidcProvider,
  value: string,
): Promise<{ readonly grantId: string; readonly scope: string } | undefined> {
  const token = await server.AccessToken.find(value);
  if (token?.grantId === undefined || token.isExpired) return undefined;
  // Withdrawing a grant must end its tokens at once, even one that some path forgot to destroy.
  const grant = await server.Grant.find(token.grantId);
  return grant && { grantId: token.grantId, scope: token.scope ?? "" };
}
