import { putCategory } from "./category.js";
import type { PlainObject } from "./plain-object.js";
import { putRight } from "./shape.js";
import { SHAPES } from "./shapes.js";
import { unwrapped } from "./unwrap.js";

const ACCOUNT = SHAPES.of("Account");

/** @returns the account in FDX 6.4's shape: the same object, or the one that was wrapped in it. */
export function readAccount(row: PlainObject): PlainObject {
  const account = unwrapped(row, "accountId");
  putCategory(account);
  putRight(account, ACCOUNT);
  return account;
}
