const ACCOUNT = [
  "accountCategory",
  "accountId",
  "accountNumberDisplay",
  "accountType",
  "bankInstitutionId",
  "bankTransitId",
  "currency",
  "fiAttributes",
  "productName",
];

const TRANSACTION = [
  "accountCategory",
  "accountId",
  "amount",
  "debitCreditMemo",
  "description",
  "fiAttributes",
  "postedTimestamp",
  "status",
  "transactionId",
];

const PERSON = ["addresses", "customerId", "emails", "name", "telephones", "type"];

/**
 * What Flinks Connect can tell at all, by FDX entity: whatever else is null was never to be had, which is not the same as
 * empty. `connect-fields.test.ts` keeps it equal to what the mapping makes of a full answer.
 */
const CONNECT_FIELDS: Readonly<Record<string, readonly string[]>> = {
  DepositAccount: [...ACCOUNT, "availableBalance", "balanceAsOf", "currentBalance"],
  LineOfCreditAccount: [...ACCOUNT, "availableCredit", "balanceAsOf", "creditLine", "currentBalance"],
  LoanAccount: [...ACCOUNT, "balanceAsOf", "principalBalance"],
  InvestmentAccount: [...ACCOUNT, "balanceAsOf", "currentValue"],
  UnrecognizedAccount: ACCOUNT,
  DepositTransaction: TRANSACTION,
  LineOfCreditTransaction: TRANSACTION,
  LoanTransaction: TRANSACTION,
  InvestmentTransaction: [...TRANSACTION.filter((name) => name !== "fiAttributes"), "runningBalance"],
  UnrecognizedTransaction: TRANSACTION,
  Currency: ["currencyCode"],
  FiAttribute: ["name", "value"],
  Customer: [...PERSON, "accounts"],
  CustomerName: ["company", "full"],
  CustomerToAccountRelationship: ["accountId"],
  AccountContact: ["addresses", "emails", "holders", "telephones"],
  AccountHolder: PERSON,
  DeliveryAddress: ["city", "country", "line1", "line2", "postalCode", "region"],
  TelephoneNumber: ["number"],
  PaymentNetwork: [
    "bankId",
    "bankInstitutionId",
    "bankTransitId",
    "identifier",
    "identifierDisplay",
    "identifierType",
    "type",
  ],
};

const known: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries(CONNECT_FIELDS).map(([entity, fields]) => [entity, new Set(fields)]),
);

/** @returns whether Flinks Connect can fill a field. @param entity the name of its FDX table, of one kind and not of a base. */
export function connectKnows(entity: string, field: string): boolean {
  return known.get(entity)?.has(field) ?? false;
}
