import type { ConnectBooks, PersonalBooks } from "./connect-books.js";
import { flinksTime } from "./connect-clock.js";
import { type Institution, institutionOf } from "./institutions.js";
import type { Login, StoredRead } from "./login-register.js";
import {
  type AccountView,
  connectAccountId,
  presentDetail,
  presentSummary,
} from "./present-connect-account.js";
import type { DetailOptions } from "./session-register.js";

/** What an answer with accounts is made from. */
export interface AccountAnswerSource {
  readonly login: Login;
  readonly requestId: string;
  /** The read whose data are shown. */
  readonly read: StoredRead;
}

export type AccountAnswer = Readonly<Record<string, unknown>>;

/** What `GetAccountsDetail` gives unless it is asked for something else; webhooks carry this. */
export const USUAL_DETAIL: DetailOptions = {
  withAccountIdentity: true,
  withTransactions: true,
  daysOfTransactions: 90,
  accountIds: undefined,
};

/** The 200 of `GetAccountsDetail`. */
export function accountsDetail(
  books: ConnectBooks,
  source: AccountAnswerSource,
  options: DetailOptions,
): AccountAnswer {
  return answer(books, source, ({ accounts }, view) =>
    accounts
      .filter((account) => options.accountIds?.has(connectAccountId(account, view.loginId)) ?? true)
      .map((account) => presentDetail(account, view, options)),
  );
}

/** The 200 of `GetAccountsSummary`. */
export function accountsSummary(books: ConnectBooks, source: AccountAnswerSource): AccountAnswer {
  return answer(books, source, ({ accounts }, view) =>
    accounts.map((account) => presentSummary(account, view)),
  );
}

/** `Login`, wherever it stands. @param at milliseconds since 1970 of the data's reading, if there are any. */
export function presentLogin(login: Login, at: number | undefined): Readonly<Record<string, unknown>> {
  return {
    Username: login.username,
    IsScheduledRefresh: false,
    LastRefresh: at === undefined ? null : flinksTime(at),
    Type: "Personal",
    Id: login.id,
  };
}

function answer(
  books: ConnectBooks,
  { login, requestId, read }: AccountAnswerSource,
  accountsOf: (personal: PersonalBooks, view: AccountView) => readonly unknown[],
): AccountAnswer {
  const institution = institutionOf(login.institutionId);
  const personal = books.personal(institution, login.personId, read.day);
  if (personal === undefined) throw new Error(`${login.personId} does not bank at ${institution.name}`);
  const view: AccountView = {
    ...{ loginId: login.id, person: personal.person, profile: institution.profile, today: read.day },
  };
  return {
    HttpStatusCode: 200,
    Accounts: accountsOf(personal, view),
    ...presentInstitution(institution),
    Login: presentLogin(login, read.at),
    RequestId: requestId,
  };
}

function presentInstitution({ id, code, name }: Institution): AccountAnswer {
  return { InstitutionName: name, InstitutionId: id, Institution: code };
}
