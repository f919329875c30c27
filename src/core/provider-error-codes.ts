import { entry, type ErrorCodeEntry } from "./error-code-entry.js";

/** How the data providers' part of the registry reads: error-codes.ts has the others. */
export const PROVIDER_ERROR_CODES = {
  // Data providers
  PROVIDER_UNAVAILABLE: entry(
    502,
    true,
    "The data provider could not be reached.",
    "Try again later; other providers are unaffected.",
    "Your bank cannot be reached at the moment. Please try again later.",
  ),
  PROVIDER_TIMEOUT: entry(
    504,
    true,
    "The data provider did not answer in time.",
    "Try again later.",
    "Your bank takes longer than usual to answer. Please try again later.",
  ),
  PROVIDER_RATE_LIMITED: entry(
    429,
    true,
    "The data provider limits the number of requests.",
    "Wait for `extensions.retryAfter`.",
    "Your bank has been asked too often. Please wait a little and try again.",
  ),
  PROVIDER_BUDGET_SPENT: entry(
    429,
    true,
    "The calls that the data provider allows are used up for now.",
    "Wait for `extensions.retryAfter`. Ask less often; background jobs leave a share to waiting end users.",
    "Your bank may not be asked again so soon. Please try again later.",
  ),
  PROVIDER_ANSWER_INVALID: entry(
    502,
    false,
    "The data provider's answer could not be understood.",
    "Report it to the operator with the request id.",
    "Your bank's answer could not be read. If it goes on, please contact our support.",
  ),
  PROVIDER_REFUSED: entry(
    502,
    false,
    "The data provider refused the request.",
    "Report it to the operator with the request id.",
    "Your bank did not give this data. If it goes on, please contact our support.",
  ),
  PROVIDER_UNSUPPORTED: entry(
    501,
    false,
    "The data provider does not offer this data.",
    "Do without it; other data of the same consent is unaffected.",
    "Your bank does not share this kind of data.",
  ),
  VALUE_NOT_TOLD: entry(
    422,
    false,
    "The data provider leaves out a value that is needed here.",
    "Do without it: the entry's `field` names what is missing. Only the bank can add it.",
    "Your bank does not tell all that is needed here.",
  ),
  VALUE_UNCLEAR: entry(
    422,
    false,
    "What the data provider says can be read in more than one way.",
    "Do without it: the entry's `field` names what is unclear. Only the bank can make it clear.",
    "What your bank tells about this is not clear enough to count with.",
  ),
  HISTORY_INCOMPLETE: entry(
    422,
    false,
    "The data provider's list does not hold all of the time that was asked for.",
    "Ask for a shorter time: the bank may keep fewer days.",
    "Your bank does not keep all of this time.",
  ),
  PROVIDER_NOT_READY: entry(
    503,
    true,
    "The data provider is still preparing this data.",
    "Try again later, after `extensions.retryAfter` if it is there.",
    "Your bank is still preparing this. Please try again later.",
  ),

  // Security questions of a bank, and what Flinks Connect tells by itself
  CHALLENGE_REQUIRED: entry(
    409,
    false,
    "The bank asks the end user a security question before it gives data.",
    "Read `Consent.challenge`, show its prompts to the end user, and send the answers with `answerChallenge`.",
    "Your bank asks you a security question. Please answer it to go on.",
  ),
  CHALLENGE_ANSWER_WRONG: entry(
    400,
    false,
    "The bank did not accept the answer.",
    "Read `Consent.challenge` again: it is still open, perhaps with another question. A third wrong answer ends it.",
    "Your bank did not accept this answer. Please try again.",
  ),
  CHALLENGE_ENDED: entry(
    409,
    false,
    "There is no security question open, or somebody else is answering it.",
    "Read `Consent.challenge`. Data that was read before can still be read; a new question comes with a later reading.",
    "Your bank's question can no longer be answered. Please try again in a few minutes.",
  ),
  WEBHOOK_SIGNATURE_INVALID: entry(
    401,
    false,
    "The signature does not fit the body.",
    "Compare the secret and the header's name in the Flinks file with what Flinks has been told.",
  ),
  WEBHOOK_UNKNOWN: entry(
    404,
    false,
    "No reading waits for this webhook.",
    "Do nothing: it was delivered before, came too late, or is not ours.",
  ),
} as const satisfies Readonly<Record<string, ErrorCodeEntry>>;
