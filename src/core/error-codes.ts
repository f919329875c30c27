import { entry, type ErrorCodeEntry } from "./error-code-entry.js";
import { PROVIDER_ERROR_CODES } from "./provider-error-codes.js";

export type { ErrorCodeEntry };

/** `docs/errors.md` is kept equal to this table by a test. */
export const ERROR_CODES = {
  // The caller and the request
  UNAUTHENTICATED: entry(
    401,
    false,
    "A valid access token is required.",
    "Send a fresh access token of a registered app.",
    "Please sign in again.",
  ),
  BAD_REQUEST: entry(400, false, "The request could not be read.", "Send JSON with a `query` member."),
  PAYLOAD_TOO_LARGE: entry(
    413,
    false,
    "The request body is too large.",
    "Send a smaller document or fewer variables.",
  ),
  HEADERS_TOO_LARGE: entry(
    431,
    false,
    "The request headers are too large or too many.",
    "Send at most 16 KiB of headers and a hundred of them.",
  ),
  REQUEST_TIMEOUT: entry(
    408,
    false,
    "The request took too long to arrive.",
    "Send headers and body without pauses.",
  ),
  UNSUPPORTED_MEDIA_TYPE: entry(
    415,
    false,
    "The content type is not supported.",
    "Send `Content-Type: application/json`.",
  ),
  // Codes that Apollo Server gives to faults of a document
  GRAPHQL_PARSE_FAILED: entry(
    400,
    false,
    "The document is not GraphQL.",
    "Correct the syntax at `locations`.",
  ),
  GRAPHQL_VALIDATION_FAILED: entry(
    400,
    false,
    "The document does not fit the schema.",
    "Correct the field or argument that the message names.",
  ),
  BAD_USER_INPUT: entry(
    400,
    false,
    "A variable does not fit its type.",
    "Correct the variable that the message names.",
  ),
  OPERATION_RESOLUTION_FAILURE: entry(
    400,
    false,
    "The operation to run is not clear.",
    "Send `operationName` with a document of several operations.",
  ),
  PERSISTED_QUERY_NOT_SUPPORTED: entry(
    400,
    false,
    "Persisted queries are not kept here.",
    "Send the whole document as `query`.",
  ),
  OPERATION_TOO_COMPLEX: entry(
    400,
    false,
    "The operation is too deep, too wide, or asks too much of the banks.",
    "Ask for less in one operation.",
  ),
  ARGUMENT_INVALID: entry(
    400,
    false,
    "An argument is not valid.",
    "Correct the argument named in `extensions.argument`.",
  ),
  CURSOR_INVALID: entry(
    400,
    false,
    "The cursor does not belong to this list.",
    "Start again from the first page.",
  ),
  METHOD_NOT_ALLOWED: entry(
    405,
    false,
    "The method is not allowed here.",
    "Send GraphQL operations by POST.",
  ),
  FORBIDDEN: entry(
    403,
    false,
    "This request is not allowed.",
    "Playground sign-in works only from the playground's own page.",
  ),
  NOT_FOUND: entry(
    404,
    false,
    "There is no such thing for this caller.",
    "Check the id; ids of other apps or people look the same as missing ones.",
    "This could not be found. It may have been removed.",
  ),

  // Consents
  RETURN_URL_NOT_REGISTERED: entry(
    400,
    false,
    "The return URL is not registered for this app.",
    "Register the exact URL with the operator.",
  ),
  DATA_CLUSTER_UNSUPPORTED: entry(
    400,
    false,
    "The data provider does not offer a requested data cluster.",
    "Ask only for clusters that `dataProviders` lists.",
    "Your bank does not share this kind of data.",
  ),
  PROVIDER_NOT_REGISTERED: entry(
    409,
    false,
    "The bank cannot be connected yet: it has not registered this gateway.",
    "Offer only data providers that have a `preferredRoute`.",
    "Your bank cannot be connected yet.",
  ),
  AUTHORIZATION_SESSION_INVALID: entry(
    400,
    false,
    "This link is no longer valid.",
    "Start the consent again from the app.",
    "This link is no longer valid. Please connect your bank again.",
  ),
  AUTHORIZATION_FAILED: entry(
    502,
    false,
    "The bank did not complete the authorization.",
    "Start the consent again from the app.",
    "Your bank could not complete the connection. Please try again.",
  ),
  CONSENT_NOT_ACTIVE: entry(
    409,
    false,
    "The consent is not active.",
    "Look at the consent's `phase`.",
    "Your bank is not connected at the moment. Please connect it again.",
  ),
  CONSENT_REAUTH_REQUIRED: entry(
    403,
    false,
    "The bank asks the customer to give consent again.",
    "Send the end user through `startConsent` again.",
    "Your bank asks you to confirm that you want to share your data. Please connect it again.",
  ),
  DATA_CLUSTER_NOT_GRANTED: entry(
    403,
    false,
    "The consent does not cover this data.",
    "Ask the end user for the data cluster named in `extensions.dataCluster`.",
    "You have not shared this kind of data. You can change that by connecting your bank again.",
  ),
  RAW_PAYLOAD_NOT_ALLOWED: entry(
    403,
    false,
    "This app may not read payloads of data providers.",
    "Leave out `raw`, or ask the operator to allow it for the app.",
  ),

  ...PROVIDER_ERROR_CODES,

  // The gateway itself
  OVERLOADED: entry(
    503,
    true,
    "The gateway has too much to do.",
    "Send the request again after the seconds in `Retry-After`, and fewer at once.",
    "This service is very busy. Please try again in a moment.",
  ),
  IDENTITY_UNAVAILABLE: entry(
    503,
    true,
    "The access token cannot be checked at the moment.",
    "Try again later.",
    "This service cannot be reached at the moment. Please try again later.",
  ),
  STORE_UNAVAILABLE: entry(
    503,
    true,
    "The gateway cannot reach its store.",
    "Try again later.",
    "This service cannot be reached at the moment. Please try again later.",
  ),
  RECORD_UNREADABLE: entry(
    500,
    false,
    "A stored record could not be read.",
    "Report it to the operator; other consents are unaffected.",
  ),
  INTERNAL: entry(
    500,
    false,
    "Something went wrong in the gateway.",
    "Report it to the operator with the request id.",
  ),
} as const satisfies Readonly<Record<string, ErrorCodeEntry>>;

export type ErrorCode = keyof typeof ERROR_CODES;
