import type { Day } from "../seed/calendar.js";
import type { ConnectBooks } from "./connect-books.js";
import { FlinksRefusal, type FlinksCode } from "./flinks-answer.js";
import type { Institution } from "./institutions.js";

/** Somebody whose username and password the bank accepted. */
export interface SignedIn {
  /** As the bank knows it, whatever case was typed. */
  readonly username: string;
  readonly personId: string;
  /** Whether the bank asks a security question too, at every live read. */
  readonly asksMfa: boolean;
}

interface TestUser {
  readonly username: string;
  readonly asksMfa: boolean;
  readonly refusal?: FlinksCode;
}

/** Password of the documented test users: docs.flinks.com/guides/connect/flinks-connect/test-users. */
export const TEST_PASSWORD = "Everyday";

/** Password of the people of the sandbox, who sign in by their id as at the other sandbox banks. */
export const PERSON_PASSWORD = "sandbox";

/** Whose books the test users have: nobody at these banks has accounts of more kinds. */
const TEST_PERSON = "noor";

const TEST_USERS: readonly TestUser[] = [
  { username: "Greatday", asksMfa: true },
  { username: "greatday_nomfa", asksMfa: false },
  { username: "test_disabled_account", asksMfa: false, refusal: "DISABLED_LOGIN" },
  { username: "test_service_unavailable", asksMfa: false, refusal: "RETRY_LATER" },
];

/**
 * Asks the bank about a username and a password.
 * @throws FlinksRefusal with the code that belongs to what is wrong.
 */
export function signIn(
  { books, today }: { readonly books: ConnectBooks; readonly today: Day },
  institution: Institution,
  typed: { readonly username: string; readonly password: string },
): SignedIn {
  const username = typed.username.trim().toLowerCase();
  const testUser = institution.hasTestUsers
    ? TEST_USERS.find((user) => user.username.toLowerCase() === username)
    : undefined;
  if (testUser !== undefined) {
    if (typed.password !== TEST_PASSWORD) throw new FlinksRefusal("INVALID_PASSWORD");
    if (testUser.refusal !== undefined) throw new FlinksRefusal(testUser.refusal);
    return { username: testUser.username, personId: TEST_PERSON, asksMfa: testUser.asksMfa };
  }
  if (books.personal(institution, username, today) === undefined) throw new FlinksRefusal("INVALID_USERNAME");
  if (typed.password !== PERSON_PASSWORD) throw new FlinksRefusal("INVALID_PASSWORD");
  return { username, personId: username, asksMfa: false };
}
