/** The kinds of call the bank counts. */
const CALL_KINDS = [
  "accounts",
  "account",
  "transactions",
  "paymentNetworks",
  "assetTransferNetworks",
  "contact",
  "rewardPrograms",
  "rewardProgram",
  "rewardCategories",
  "statements",
  "statementDocument",
  "customer",
  "customers",
  "token.client_credentials",
  "token.authorization_code",
  "token.refresh_token",
  "par",
  "revocation",
  /** A spent refresh token that ended its grant. */
  "refreshTokenReuse",
  /** A spent refresh token within the bank's grace. */
  "refreshTokenRetry",
] as const;

export type CallKind = (typeof CALL_KINDS)[number];

/** Whose consent a call was made under. */
export interface Caller {
  readonly grantId: string;
  readonly personId: string;
}

type Counts = Record<CallKind, number>;

interface GrantCalls {
  readonly personId: string;
  readonly calls: Counts;
  /** Method and path of the data calls, oldest first; the newest thousand. */
  readonly requests: string[];
}

const REQUESTS_KEPT = 1_000;

/** Counts every call that reached the bank, refused ones too: the judge in tests of the client. */
export class CallLog {
  #total: Counts = noCalls();
  #byGrant = new Map<string, GrantCalls>();

  /** @param caller unknown when the call carried no token, or none that is good. */
  count(kind: CallKind, caller?: Caller, request?: string): void {
    this.#total[kind] += 1;
    if (caller === undefined) return;
    const grant = this.#grant(caller);
    grant.calls[kind] += 1;
    if (request === undefined) return;
    grant.requests.push(request);
    if (grant.requests.length > REQUESTS_KEPT) grant.requests.shift();
  }

  /** What was counted under one grant. */
  of(grantId: string): Readonly<Record<CallKind, number>> {
    return this.#byGrant.get(grantId)?.calls ?? noCalls();
  }

  reset(): void {
    this.#total = noCalls();
    this.#byGrant = new Map();
  }

  snapshot(): { readonly total: Readonly<Counts>; readonly byGrant: Readonly<Record<string, GrantCalls>> } {
    return { total: { ...this.#total }, byGrant: structuredClone(Object.fromEntries(this.#byGrant)) };
  }

  #grant({ grantId, personId }: Caller): GrantCalls {
    const known = this.#byGrant.get(grantId);
    if (known !== undefined) return known;
    const fresh = { personId, calls: noCalls(), requests: [] };
    this.#byGrant.set(grantId, fresh);
    return fresh;
  }
}

function noCalls(): Counts {
  return Object.fromEntries(CALL_KINDS.map((kind) => [kind, 0])) as Counts;
}
