import { entityNamed } from "../../../fdx/model.js";
import { collected } from "./collect.js";
import { isMissing, type PlainObject } from "./plain-object.js";

const FLAT = Object.keys(entityNamed("PaymentDetails").fields).map((name) => [name, name] as const);

/** Fills `paymentDetails`, which some write flat on the transaction. */
export function putPaymentDetails(transaction: PlainObject): void {
  if (!isMissing(transaction["paymentDetails"])) return;
  const details = collected(transaction, FLAT);
  if (details !== undefined) transaction["paymentDetails"] = details;
}
