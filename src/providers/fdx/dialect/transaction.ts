import { putCategory } from "./category.js";
import type { PlainObject } from "./plain-object.js";
import { putRight } from "./shape.js";
import { SHAPES } from "./shapes.js";
import { unwrapped } from "./unwrap.js";

const TRANSACTION = SHAPES.of("Transaction");

/** @returns the transaction in FDX 6.4's shape: the same object, or the one that was wrapped in it. */
export function readTransaction(row: PlainObject): PlainObject {
  const transaction = unwrapped(row, "transactionId");
  putCategory(transaction);
  putRight(transaction, TRANSACTION);
  return transaction;
}
