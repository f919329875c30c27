import type { PlainObject } from "./plain-object.js";

/** FDX has an object; some write the code alone. */
export function putCurrency(record: PlainObject): void {
  const { currency } = record;
  if (typeof currency === "string" && currency !== "") record["currency"] = { currencyCode: currency };
}
