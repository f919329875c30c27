/** The providers' answers and records, and what is wrong with them, for the layers above that may not know providers. */
export type { ListRead } from "../providers/all-pages.js";
export type { Answer } from "../providers/answer.js";
export type { AccountRecord, FdxRecord, Page, ResultType } from "../providers/data-provider.js";
export { partialFailure } from "../providers/partial-failure.js";
export { accountNumbers } from "../providers/account-numbers.js";
export { asOfRecord } from "../providers/record-time.js";
export { sentRecord } from "../providers/sent-record.js";
export { usualForm } from "../providers/fdx/dialect/usual-form.js";
