import type { ResultType } from "../../loaders/records.js";

/** FDX AccountDescriptor: all that `resultType=lightweight` promises. */
const DESCRIPTOR = [
  "accountCategory",
  "accountId",
  "accountType",
  "accountNumberDisplay",
  "productId",
  "productName",
  "nickname",
  "status",
  "description",
  "accountOpenDate",
  "accountCloseDate",
  "currency",
  "fiAttributes",
];
/** Fields that the gateway answers itself or by calls of their own. */
const ELSEWHERE = ["__typename", "id", "consent", "transactions", "paymentNetworks", "contact", "statements"];

const WITHOUT_DETAILS: ReadonlySet<string> = new Set([...DESCRIPTOR, ...ELSEWHERE]);

/** @returns the lightest answer that still holds every selected field. */
export function resultTypeFor(selected: ReadonlySet<string>): ResultType {
  return [...selected].every((field) => WITHOUT_DETAILS.has(field)) ? "lightweight" : "details";
}
