import type { ErrorCode } from "../../../src/core/error-codes.js";
import { GatewayError } from "../../../src/core/gateway-error.js";
import type { AccountId } from "../../../src/core/ids.js";
import type { Answer } from "../../../src/providers/answer.js";
import type {
  AccountRecord,
  AccountsQuery,
  FdxRecord,
  HistoryQuery,
  Page,
  ProviderCall,
} from "../../../src/providers/data-provider.js";
import { decodeAccounts, decodeTransactions } from "../../../src/providers/fdx/fdx-decoders.js";
import { keepAsOf } from "../../../src/providers/record-time.js";
import { FakeDataProvider } from "../fake-data-provider.js";
import { madeAnswer } from "../made-answer.js";
import type { MadeAccount, MadeConsent, Members, TotalsCase } from "./made-case.js";

const LIST = (): URL => new URL("https://bank.test/fdx/v6/accounts");

/** Before FDX 6: the object that an account or transaction of a category stands in. */
const WRAPPERS: Readonly<Record<string, string>> = {
  ...{ DEPOSIT_ACCOUNT: "deposit", DIGITAL_WALLET: "digitalWallet", COMMERCIAL_ACCOUNT: "commercial" },
  ...{ INVESTMENT_ACCOUNT: "investment", ANNUITY_ACCOUNT: "annuity", INSURANCE_ACCOUNT: "insurance" },
  ...{ LOC_ACCOUNT: "loc", BNPL_ACCOUNT: "bnpl", LOAN_ACCOUNT: "loan" },
};

/** The banks of a made-up case: what they say is written as JSON, and read as a real answer is. */
export class TotalsBank extends FakeDataProvider {
  readonly #consents: ReadonlyMap<string, MadeConsent>;

  constructor({ consents }: TotalsCase) {
    super();
    this.#consents = new Map(consents.map((consent) => [consent.consentId, consent]));
  }

  override async accounts(
    { reference }: ProviderCall,
    query: AccountsQuery,
  ): Promise<Answer<Page<AccountRecord>>> {
    const consent = this.#consentOf(reference.consentId);
    this.calls.push({ method: "accounts", consentId: consent.consentId, argument: query });
    if (consent.failure !== undefined) throw failing(consent.failure);
    const rows = consent.accounts.map((account) => accountJson(consent, account));
    const page = decodeAccounts(Buffer.from(`{"accounts":[${rows.join()}]}`), LIST);
    const totalElements = rows.length + (consent.isShort ? 1 : 0);
    return madeAnswer({ rows: dated(consent, page.rows), next: undefined, totalElements });
  }

  override async transactions(
    { reference }: ProviderCall,
    accountId: AccountId,
    query: HistoryQuery,
  ): Promise<Answer<Page<FdxRecord>>> {
    const consent = this.#consentOf(reference.consentId);
    this.calls.push({
      method: "transactions",
      consentId: consent.consentId,
      argument: { accountId, ...query },
    });
    const { category, history } = accountOf(consent, accountId);
    if (history.failure !== undefined) throw failing(history.failure);
    const index = Number(query.cursor ?? 0);
    const rows = (history.pages[index] ?? []).map((row) =>
      wrapped(consent, category, "Transaction", json(row)),
    );
    const page = decodeTransactions(Buffer.from(`{"transactions":[${rows.join()}]}`), LIST);
    const isLast = index + 1 >= history.pages.length;
    return madeAnswer({
      ...(consent.asOf === undefined ? {} : { asOf: consent.asOf }),
      rows: page.rows,
      next: isLast ? undefined : String(index + 1),
      totalElements: undefined,
      ...(isLast && history.isBrokenOff ? { cutOff: true as const } : {}),
    });
  }

  #consentOf(consentId: string): MadeConsent {
    const consent = this.#consents.get(consentId);
    if (consent === undefined) throw new Error(`nobody made ${consentId}`);
    return consent;
  }
}

function failing(code: string): GatewayError {
  return new GatewayError(code as ErrorCode, "as the case has it");
}

function accountOf({ accounts }: MadeConsent, accountId: string): MadeAccount {
  const account = accounts.find((made) => made.accountId === accountId);
  if (account === undefined) throw new Error(`nobody made ${accountId}`);
  return account;
}

function dated<Row extends FdxRecord>({ asOf }: MadeConsent, rows: readonly Row[]): readonly Row[] {
  if (asOf !== undefined) for (const row of rows) keepAsOf(row, asOf);
  return rows;
}

function accountJson(consent: MadeConsent, { accountId, category, members, isError }: MadeAccount): string {
  const isBare = consent.isWrapped && WRAPPERS[category ?? ""] !== undefined;
  const account = json({
    accountId: { json: JSON.stringify(accountId) },
    accountCategory: category === undefined || isBare ? undefined : { json: JSON.stringify(category) },
    error: isError ? { json: '{"code":"500","message":"down"}' } : undefined,
    ...members,
  });
  return wrapped(consent, category, "Account", account);
}

function wrapped({ isWrapped }: MadeConsent, category = "", kind: string, record: string): string {
  const wrapper = WRAPPERS[category];
  return isWrapped && wrapper !== undefined ? `{"${wrapper}${kind}":${record}}` : record;
}

function json(members: Members): string {
  const written = Object.entries(members).flatMap(([name, value]) =>
    value === undefined ? [] : [`${JSON.stringify(name)}:${value.json}`],
  );
  return `{${written.join()}}`;
}
