/** The providers' records, for the layers above that may not know providers. */
export type {
  AccountRecord,
  FdxRecord,
  Page,
  ResultType,
  StatementRecord,
  TransactionRecord,
} from "../providers/data-provider.js";
