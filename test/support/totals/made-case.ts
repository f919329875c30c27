/** A JSON value as text: how a bank writes an amount counts. */
export interface Written {
  readonly json: string;
}

/** Members of a JSON object; one that is `undefined` is left out. */
export type Members = Readonly<Record<string, Written | undefined>>;

export interface MadeHistory {
  readonly pages: readonly (readonly Members[])[];
  /** The code that every reading fails with. */
  readonly failure: string | undefined;
  readonly isBrokenOff: boolean;
}

export interface MadeAccount {
  readonly accountId: string;
  /** FDX `accountCategory`, or what stands in its place; `undefined` where it is left out. */
  readonly category: string | undefined;
  readonly members: Members;
  /** The bank could not give the account's fields. */
  readonly isError: boolean;
  readonly history: MadeHistory;
}

export interface MadeConsent {
  readonly consentId: string;
  readonly dataProviderId: "maple" | "liberty";
  readonly clusters: readonly ("ACCOUNT_BASIC" | "ACCOUNT_DETAILED" | "TRANSACTIONS")[];
  readonly failure: string | undefined;
  /** The bank has ended it, and asks that it be given again. */
  readonly hasEnded: boolean;
  /** The bank counts more accounts than it sends. */
  readonly isShort: boolean;
  /** As before FDX 6: each record in an object that names its kind. */
  readonly isWrapped: boolean;
  /** When a snapshot was read, RFC 3339; `undefined` for a bank that is asked now. */
  readonly asOf: string | undefined;
  readonly accounts: readonly MadeAccount[];
}

/** Both days included. */
export interface Window {
  readonly from: string;
  readonly to: string;
}

/** Everything that one end user's banks say. */
export interface TotalsCase extends Window {
  readonly consents: readonly MadeConsent[];
  readonly by: "DAY" | "WEEK" | "MONTH";
}
