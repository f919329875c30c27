import type { PlainObject } from "./plain-object.js";

/** Before 6.3 a mobile phone is a use (`CELL`), since then a network; both can be read. */
export function putNetwork(telephone: PlainObject): void {
  if (telephone["type"] === "CELL") telephone["network"] ??= "CELLULAR";
}
