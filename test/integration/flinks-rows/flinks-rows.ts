import { describe } from "@jest/globals";

/**
 * What a gateway must cope with at Flinks Outbound: the rows of flinks.md §12, and those of its table of differences from
 * plain FDX 6.x by their topics. Each family has one file in this folder.
 */
export const FLINKS_ROWS = {
  requests: {
    "row 1": "three statements of the token host, so each URL is a setting",
    "row 2": "token requests in JSON, the client's authentication unspecified, invalid_client as 400",
    "row 18": "state is the only documented protection; PKCE is left off until confirmed",
    "Request headers": "only Authorization and Accept are documented",
    Scopes: "the eight names of Flinks",
  },
  tokens: {
    "row 3": "access tokens of five minutes are cached, refreshed early and once",
    "row 4": "the refresh answer has no refresh token; it dies after thirty idle days",
    "row 5": "a refused refresh is a lost consent or our own fault, by its error",
    "row 16": "no consent id: the gateway mints its own, keeps tokens sealed, finds revocations by trying",
    "row 17": "the revocation is told by the consent's fresh token alone",
    "Consent API": "none documented",
  },
  refusals: {
    "row 6": "602 is one scope or the whole consent",
    "row 7": "the FDX code is not the status; 405 means that the bank lacks it",
    "row 8": "support references are kept; none of our own is sent",
    Errors: "the same envelope and family of codes",
  },
  data: {
    "row 9": "resultType is lightweight unless the selection needs details",
    "row 10": "transactions come embedded and not wrapped, or wrapped",
    "row 11": "cursors are opaque; links are not followed blindly",
    "row 12": "which fields are filled differs by bank; without debitCreditMemo no direction is invented",
    "row 13": "seven digits of a second; money as JSON numbers",
    "row 14": "startTime and endTime are plain days, both or neither",
    "Entity shape": "a wrapper and a category inside of it",
    Paging: "offset and nextOffset only",
    "Date filter": "startTime and endTime hold days",
    "Contact data": "only /customers/current",
    "Result level": "resultType is lightweight or details",
    "Asset transfer networks": "none documented",
    "Payment network types": "an open enum",
    "DebitCreditMemo, TransactionStatus, AccountStatus": "open enums",
  },
  registrations: {
    "row 15": "registration is slow and has two vocabularies; an unregistered bank cannot be authorized",
  },
} as const;

type Family = keyof typeof FLINKS_ROWS;

/** One describe for each row of a family, by the row's name. */
export function describeRows<Of extends Family>(
  family: Of,
  tests: Readonly<Record<keyof (typeof FLINKS_ROWS)[Of] & string, () => void>>,
): void {
  for (const [row, meaning] of Object.entries<string>(FLINKS_ROWS[family])) {
    describe(`flinks.md §12 ${row}: ${meaning}`, tests[row as keyof typeof tests]);
  }
}
