import type { ErrorCode } from "../../core/error-codes.js";
import type { FdxResource } from "../../core/fdx-resource.js";

/** What came wrong or strange, and how often. Made of our own words and names of fields: no value of a record is in it. */
export interface Finding {
  readonly what: string;
  readonly count: number;
}

/** What one question to the provider brought. */
export interface CheckLine {
  readonly resource: FdxResource;
  /** In which way, or of what, where a resource is asked for several times. */
  readonly way: string | undefined;
  /** `NOT_GRANTED` and `NOT_ASKED` (nothing was there to ask for) cost no call. */
  readonly answer: ErrorCode | "OK" | "NOT_GRANTED" | "NOT_ASKED";
  /** What stands behind a failure, in codes. */
  readonly detail: string | undefined;
  /** How many records came; missing where none could. */
  readonly rows: number | undefined;
  /** How the next page is named; `none` where all came at once. */
  readonly paging: Paging | undefined;
  readonly shape: Shape | undefined;
  readonly findings: readonly Finding[];
  /** Fields that stand in no table, as `Type.field`. */
  readonly unknownFields: readonly string[];
}

export type Paging = "pageKey" | "offset" | "link" | "none";
/** Before FDX 6.0 accounts and transactions are wrapped in a key that names their kind. */
export type Shape = "flat" | "wrapped" | "mixed";

/** Which fields of one type of the tables came filled. */
interface CheckedType {
  readonly name: string;
  readonly filled: readonly string[];
  /** How many fields the table has. */
  readonly of: number;
  readonly sampled: number;
}

export interface CheckReport {
  readonly dataProviderId: string;
  readonly fdxVersion: string;
  readonly consentId: string;
  /** Requests to the provider. */
  readonly calls: number;
  /** Whether apps can use the provider: accounts came, and nothing failed but what it does not serve. */
  readonly usable: boolean;
  /** Whether `accountIds` was read; `undefined` where the consent's accounts cannot tell. */
  readonly accountIdsHonoured: boolean | undefined;
  readonly lines: readonly CheckLine[];
  readonly types: readonly CheckedType[];
}
