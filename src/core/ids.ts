import { randomBytes } from "node:crypto";

declare const brand: unique symbol;
/** A string that cannot be passed where another kind of id belongs. */
type Branded<Name extends string> = string & { readonly [brand]: Name };

/** A registered client of the gateway (OAuth `client_id` in the app's own token). */
export type AppId = Branded<"AppId">;
export const AppId = (raw: string): AppId => raw as AppId;

/** The person, as the app's issuer names them (`sub`). Unique only together with the app. */
export type EndUserId = Branded<"EndUserId">;
export const EndUserId = (raw: string): EndUserId => raw as EndUserId;

/** One end user's grant at one provider. Ours: some providers give no consent id of their own. */
export type ConsentId = Branded<"ConsentId">;
export const ConsentId = (raw: string): ConsentId => raw as ConsentId;

/** A Data Provider of the providers file. */
export type DataProviderId = Branded<"DataProviderId">;
export const DataProviderId = (raw: string): DataProviderId => raw as DataProviderId;

/** The provider's long-lived account id (FDX `accountId`), never the account number. Unique at one provider only. */
export type AccountId = Branded<"AccountId">;
export const AccountId = (raw: string): AccountId => raw as AccountId;

/** @returns 128 random bits as base64url, for consents, sessions and owners of leases. */
export function randomId(): string {
  return randomBytes(16).toString("base64url");
}
