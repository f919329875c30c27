import type { Rotation } from "../authorization/rotation.js";
import { FDX_SCOPE_NAMES, ScopeNames } from "../fdx/data-clusters.js";
import { V6_FACE, type Face } from "../fdx/face.js";
import { V5_FACE } from "../fdx/v5/v5-face.js";
import { AKOYA_FACE } from "./akoya-face.js";
import { V4_FACE } from "./v4-face.js";

/** What a bank asks of its clients, and how it shows its books. */
export interface BankDress {
  readonly scopes: ScopeNames;
  /** The first one is what the bank is known for. */
  readonly faces: readonly [Face, ...Face[]];
  /** The member of a token answer that opens the data endpoints. */
  readonly bearer: "access_token" | "id_token";
  /** What an access token is bound to: a key (RFC 9449), a certificate (RFC 8705), or nothing. */
  readonly binding: "none" | "dpop" | "mtls";
  readonly requiresPar: boolean;
  /** What becomes of a refresh token that was used, unless a test says otherwise. */
  readonly rotation: Rotation;
  /** How a refresh token that is not good (any more) is refused. */
  readonly spentTokenError: "invalid_grant" | "invalid_request";
}

const PLAIN: BankDress = {
  ...{ scopes: FDX_SCOPE_NAMES, faces: [V6_FACE, V5_FACE], bearer: "access_token", binding: "none" },
  ...{ requiresPar: false, rotation: "strict", spentTokenError: "invalid_grant" },
};

/** MX's scopes: one for each product. */
const MX_SCOPES = new ScopeNames({
  ...{ ACCOUNT_BASIC: "accounts", ACCOUNT_DETAILED: "accounts", INVESTMENTS: "accounts" },
  ...{ PAYMENT_SUPPORT: "accounts", ACCOUNT_PAYMENTS: "accounts", REWARDS: "accounts" },
  ...{ TRANSACTIONS: "transactions", STATEMENTS: "statements" },
  ...{ CUSTOMER_CONTACT: "customers", CUSTOMER_PERSONAL: "customers" },
});

/** Nothing is asked for by name: the customer chooses accounts at the bank, and all about them is shown. */
const NO_SCOPES = new ScopeNames({});

/** The kinds of bank there are, beside the usual one. docs/provider-profiles.md says what each stands for. */
export const BANK_DRESSES = {
  plain: PLAIN,
  akoya: {
    ...PLAIN,
    ...{ scopes: NO_SCOPES, faces: [AKOYA_FACE], bearer: "id_token", spentTokenError: "invalid_request" },
  },
  mx: { ...PLAIN, scopes: MX_SCOPES, faces: [V4_FACE] },
  "core-exchange": { ...PLAIN, scopes: NO_SCOPES, rotation: "none" },
  fapi: { ...PLAIN, binding: "dpop", requiresPar: true, rotation: "none" },
  mtls: { ...PLAIN, binding: "mtls", rotation: "none" },
} as const satisfies Readonly<Record<string, BankDress>>;

export type DressName = keyof typeof BANK_DRESSES;
