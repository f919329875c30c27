import type OidcProvider from "oidc-provider";
import type { ScopeNames } from "../fdx/data-clusters.js";
import type { BankBooks } from "../seed/bank-books.js";
import type { ConsentRegister } from "./consent-register.js";

export interface MintParts {
  readonly server: OidcProvider;
  readonly books: BankBooks;
  readonly consents: ConsentRegister;
  readonly scopes: ScopeNames;
  readonly clientId: string;
  readonly accessTokenSeconds: number;
}

/** A grant with its first tokens, as the recipient would have got them at the end of the consent flow. */
export interface MintedGrant {
  readonly grantId: string;
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly expiresIn: number;
  readonly scope: string;
}

/** Gives consents without a browser, to all of a person's accounts. @returns `undefined` for an unknown person. */
export async function mintGrants(
  parts: MintParts,
  personId: string,
  count: number,
): Promise<readonly MintedGrant[] | undefined> {
  const person = parts.books.person(personId);
  const client = await parts.server.Client.find(parts.clientId);
  if (person === undefined || client === undefined) return undefined;
  const accountIds = parts.books.accountsOf(person).map(({ id }) => id);
  const scope = ["openid", "offline_access", ...parts.scopes.all].join(" ");
  const minted: MintedGrant[] = [];
  for (let index = 0; index < count; index += 1) {
    const grant = new parts.server.Grant({ accountId: personId, clientId: parts.clientId });
    grant.addOIDCScope(scope);
    const grantId = await grant.save();
    parts.consents.remember(grantId, { personId, accountIds });
    const about = { accountId: personId, client, grantId, gty: "authorization_code", scope };
    const iiat = Math.floor(Date.now() / 1_000);
    const refreshToken = await new parts.server.RefreshToken({ ...about, iiat }).save();
    const accessToken = await new parts.server.AccessToken(about).save();
    minted.push({ grantId, accessToken, refreshToken, expiresIn: parts.accessTokenSeconds, scope });
  }
  return minted;
}
