import type { CallKind } from "../control/call-log.js";
import * as delivery from "./delivery-faults.js";
import * as errors from "./error-faults.js";
import type { Fault, NamedFault } from "./fault.js";
import * as paging from "./paging-faults.js";
import * as rows from "./row-faults.js";
import * as values from "./value-faults.js";

const LISTS: readonly CallKind[] = [
  ...(["accounts", "transactions", "statements", "customers", "paymentNetworks"] as const),
  ...(["rewardPrograms", "rewardCategories"] as const),
];

/** A fault that has a meaning for lists only. */
const onLists = (meaning: string, fault: Fault): NamedFault => ({ meaning, only: LISTS, fault });

/** Every way in which a sandbox bank can be made to misbehave on data calls. docs/sandbox.md holds the same names. */
export const FAULTS = {
  "next-to-itself": onLists("The link to the next page leads to the page itself", paging.nextToItself),
  "next-to-another-host": onLists(
    "The link to the next page leads to another host",
    paging.nextToAnotherHost,
  ),
  "next-to-null": onLists("The link to the next page begins with the word null", paging.nextToNull),
  "next-relative": onLists("The link to the next page has no host", paging.linkRelative),
  "next-only-link": onLists("The next page is named by a link alone", paging.linkOnly),
  "next-only-key": onLists("The next page is named by its key alone", paging.keyOnly),
  "next-missing": onLists("A page that is not the last names no next one", paging.keyMissing),
  "next-null-text": onLists("The key after the last page is the text null", paging.keyNullText),
  "next-empty-text": onLists("The key after the last page is an empty text", paging.keyEmptyText),
  "next-repeated": onLists("The second page gives its own key as the next", paging.keyRepeated),
  "next-number": onLists("Keys are numbers: the rows before the page", paging.keyNumber),
  "page-larger": onLists("A page has twice the rows that were asked for", paging.pageLarger),
  "page-smaller": onLists("A page has half the rows that were asked for", paging.pageSmaller),
  "page-of-everything": onLists(
    "The first page is the whole list, whatever the limit",
    paging.pageOfEverything,
  ),
  "page-overlaps": onLists("Each later page begins with the last row of the one before", paging.rowsTwice),
  "row-added-while-paging": onLists(
    "After the first page was read, a row is added in front of it",
    paging.rowAdded,
  ),
  "row-removed-while-paging": onLists(
    "After the first page was read, a row of it goes away",
    paging.rowRemoved,
  ),
  "list-without-end": onLists("There is always a next page, with rows of new ids", paging.listWithoutEnd),
  "empty-page-first": onLists("The first page is empty and has a next one", paging.emptyPageFirst),
  "empty-pages-without-end": onLists(
    "Every page is empty and has a next one with a new key",
    paging.emptyPagesWithoutEnd,
  ),
  "total-wrong": onLists("totalElements is 1, whatever the list holds", paging.totalWrong),
  "total-misnamed": onLists("totalElements is called total", paging.totalMisnamed),

  "602-always": { meaning: "Every call is refused with 401 and 602", fault: errors.notAuthorised },
  "602-as-403": { meaning: "Every call is refused with 403 and 602", fault: errors.notAuthorisedAs403 },
  "602-for-transactions": {
    meaning: "Only transactions are refused with 401 and 602",
    only: ["transactions"],
    fault: errors.notAuthorised,
  },
  "602-for-all-causes": {
    meaning: "A bad token or a dead grant gives 602 too, not 603",
    fault: errors.notAuthorisedForAllCauses,
  },
  "602-stale-token": {
    meaning: "The first access token used is refused with 602; the next one is good",
    fault: errors.tokenStale,
  },
  "consent-revoked": {
    meaning: "The grant ends at the bank with no event: this call and all others get 401",
    fault: errors.consentRevoked,
  },
  "1207-as-429": { meaning: "429 with 1207 and Retry-After in seconds", fault: errors.tooMany },
  "1207-as-422": { meaning: "422 with 1207 and no Retry-After", fault: errors.tooManyAs422 },
  "1207-until-date": { meaning: "429 with 1207 and Retry-After as a date", fault: errors.tooManyUntilDate },
  "429-other-body": {
    meaning: "429 without Retry-After, and a body that is not FDX's",
    fault: errors.tooManyOtherBody,
  },
  "501-as-500": { meaning: "500 with 501: a part of the bank is down", fault: errors.subsystemDown },
  "501-as-405": { meaning: "405 with 501: a part of the bank is down", fault: errors.subsystemDownAs405 },
  "503-maintenance": { meaning: "503 with 503: planned maintenance", fault: errors.maintenance },
  "408-provider-slow": { meaning: "408 from a network in front of the bank", fault: errors.providerSlow },
  "500-code-number": { meaning: "500 whose code is a number, not a text", fault: errors.codeAsNumber },
  "500-problem-json": { meaning: "500 with a body of RFC 9457", fault: errors.problemJson },
  "401-oauth-body": { meaning: "401 with an OAuth body instead of FDX's", fault: errors.oauthError },
  "502-html": { meaning: "502 with a page of HTML", fault: errors.htmlBadGateway },
  "200-empty": { meaning: "200 without a body", fault: errors.emptyOk },
  "204-no-content": { meaning: "204", fault: errors.noContent },
  "200-null": { meaning: "200 whose body is null", fault: errors.nullOk },
  "200-bare-list": onLists("200 whose body is the list itself, without page and links", errors.listOk),
  "200-html": { meaning: "200 with a page of HTML", fault: errors.htmlOk },
  "200-error-body": { meaning: "200 whose body is an FDX error", fault: errors.errorAsOk },
  "content-type-wrong": { meaning: "Good JSON that calls itself HTML", fault: errors.contentTypeWrong },
  "404-for-empty-list": { meaning: "404 with 1107 where a list has no rows", fault: errors.notFoundForEmpty },
  "200-for-not-found": {
    meaning: "An empty list where the bank would refuse with 400 or 404",
    fault: errors.emptyForNotFound,
  },
  "206-account-error": {
    meaning: "206 with the first account replaced by its error",
    only: ["accounts"],
    fault: errors.accountError,
  },
  "statement-redirect": {
    meaning: "A statement is a 302 to signed storage at another host",
    only: ["statementDocument"],
    fault: errors.statementRedirect,
  },
  "statement-in-work": {
    meaning: "A statement is 400 with 1300: still being made",
    only: ["statementDocument"],
    fault: errors.statementInWork,
  },

  "body-cut-off": { meaning: "The connection ends in the middle of the body", fault: delivery.bodyCutOff },
  "json-cut-off": { meaning: "The body is whole, but its JSON ends half-way", fault: delivery.jsonCutOff },
  "slow-drip": { meaning: "The body comes in 64 bytes each quarter of a second", fault: delivery.slowDrip },
  "answer-late": { meaning: "The answer comes after twelve seconds", fault: delivery.answerLate },
  "connection-reset": { meaning: "The connection ends without an answer", fault: delivery.connectionReset },

  "account-ids-ignored": {
    meaning: "accountIds is ignored: all accounts are served",
    only: ["accounts"],
    fault: rows.accountIdsIgnored,
  },
  "account-of-another": {
    meaning: "An account is served under another id than was asked for",
    only: ["account"],
    fault: rows.otherAccount,
  },
  "fields-missing": {
    meaning: "Records hold accountCategory and ids, and nothing else",
    fault: rows.fieldsMissing,
  },
  "fields-unknown": { meaning: "Records hold fields that FDX does not know", fault: rows.fieldsUnknown },
  "fields-null": { meaning: "Every field is null but categories, ids and paging", fault: values.valuesNull },
  "nickname-twice": { meaning: "nickname comes as nickName too", fault: rows.nicknameTwice },
  "row-null": { meaning: "The first row of a list is null", fault: rows.rowNull },
  "row-twice": { meaning: "The first row of a page comes twice", fault: rows.rowTwice },
  "wrappers-mixed": {
    meaning: "Every second row is wrapped where the others are flat, or the reverse",
    only: ["accounts", "transactions"],
    fault: rows.wrappersMixed,
  },
  "wrapper-unknown": {
    meaning: "The first row is in a wrapper that no version knows",
    only: ["accounts", "transactions"],
    fault: rows.wrapperUnknown,
  },
  "category-unknown": {
    meaning: "accountCategory is one that no version knows",
    fault: rows.categoryUnknown,
  },
  "category-missing": { meaning: "There is no accountCategory", fault: rows.categoryMissing },
  "enum-unknown": { meaning: "Values of lists are ones that no version knows", fault: values.enumsUnknown },
  "enum-lower-case": { meaning: "Values of lists are in lower case", fault: values.enumsLowerCase },
  "enum-free-text": { meaning: "Values of lists are free text", fault: values.enumsFreeText },
  "numbers-as-text": { meaning: "Numbers come as texts", fault: values.numbersAsText },
  "text-as-numbers": {
    meaning: "Texts of digits come as numbers, without leading zeros",
    fault: values.textAsNumbers,
  },
  "ids-as-numbers": { meaning: "Ids of transactions and customers are numbers", fault: rows.idsAsNumbers },
  "amounts-signed": {
    meaning: "Debits are negative, and debitCreditMemo is missing",
    fault: rows.amountsSigned,
  },
  "fraction-seven-digits": {
    meaning: "Timestamps have seven fraction digits",
    fault: values.fractionSevenDigits,
  },
  "time-without-zone": { meaning: "Timestamps have no zone", fault: values.timeWithoutZone },
  "time-as-date": { meaning: "Timestamps are dates", fault: values.timeAsDate },
  "date-as-time": { meaning: "Dates are timestamps", fault: values.dateAsTime },
  "pending-reposted": {
    meaning: "From the second reading on, pending items are gone and posted ones have come, with new ids",
    only: ["transactions"],
    fault: rows.pendingReposted,
  },
  "history-rewritten": {
    meaning: "From the second reading on, what was posted in the last 15 days reads otherwise",
    only: ["transactions"],
    fault: rows.historyRewritten,
  },
} as const satisfies Record<string, NamedFault>;

export type FaultName = keyof typeof FAULTS;

export function isFaultName(name: unknown): name is FaultName {
  return typeof name === "string" && Object.hasOwn(FAULTS, name);
}
