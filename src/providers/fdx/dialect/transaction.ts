import { categoryOfValue } from "./category.js";
import { collected } from "./collect.js";
import { ADDRESS, TELEPHONE } from "./contact.js";
import { isMissing, type PlainObject } from "./plain-object.js";
import { putSecurityId } from "./security.js";
import { putRight, type Shape, shapeOf } from "./shape.js";
import { unwrapped } from "./unwrap.js";

const LINE_ITEM = shapeOf({ lists: ["imageIds", "links"] });

const PAYEE = shapeOf({
  parts: [
    ["address", ADDRESS],
    ["phone", TELEPHONE],
  ],
});

const TRANSACTION = shapeOf({
  lists: ["fiAttributes", "imageIds", "lineItem", "links"],
  parts: [
    ["lineItem", LINE_ITEM],
    ["transactionPayee", PAYEE],
  ],
});

const INVESTMENT = shapeOf({ booleans: ["priorYearContrib", "taxExempt"], further: putSecurityId });
const INSTALMENT = shapeOf({ further: putPaymentDetails });

/** What only some categories have; one that is not named may be any of them. */
const BY_CATEGORY: ReadonlyMap<unknown, Shape> = new Map<unknown, Shape>([
  [undefined, { ...INVESTMENT, further: putAny }],
  ["INVESTMENT_ACCOUNT", INVESTMENT],
  ["LOAN_ACCOUNT", INSTALMENT],
  ["LOC_ACCOUNT", INSTALMENT],
]);

/** FDX `PaymentDetails`, which some write flat on the transaction. */
const PAYMENT_DETAILS = [
  ...["principalAmount", "interestAmount", "insuranceAmount", "escrowAmount", "pmiAmount", "feesAmount"],
].map((name) => [name, name] as const);

/**
 * @returns the transaction in FDX 6.4's shape: the same object, or the one that was wrapped in it. One that does not
 * name its category gets it where the account is known.
 */
export function readTransaction(row: PlainObject): PlainObject {
  const transaction = unwrapped(row, "transactionId");
  const category = categoryOfValue(transaction["accountCategory"]);
  if (category !== transaction["accountCategory"]) transaction["accountCategory"] = category;
  putRight(transaction, TRANSACTION);
  const own = BY_CATEGORY.get(category);
  if (own !== undefined) putRight(transaction, own);
  return transaction;
}

function putAny(transaction: PlainObject): void {
  putSecurityId(transaction);
  putPaymentDetails(transaction);
}

function putPaymentDetails(transaction: PlainObject): void {
  if (!isMissing(transaction["paymentDetails"])) return;
  const details = collected(transaction, PAYMENT_DETAILS);
  if (details !== undefined) transaction["paymentDetails"] = details;
}
