import { kindsOf } from "../../../fdx/model.js";
import { isMissing, isPlainObject, type PlainObject } from "./plain-object.js";

/** FDX before 6.0 has one number and its scheme; a holding of 6.x has a list, orders and transactions keep the pair. */
export function putSecurityIds(holding: PlainObject): void {
  const { securityId: id, securityIdType: idType } = holding;
  if (isMissing(id) || !isMissing(holding["securityIds"])) return;
  holding["securityIds"] = [isMissing(idType) ? { id } : { id, idType }];
}

/** The other way, for what keeps the pair. */
export function putSecurityId(record: PlainObject): void {
  const { securityIds } = record;
  if (isMissing(securityIds) || !isMissing(record["securityId"])) return;
  const first: unknown = Array.isArray(securityIds) ? securityIds[0] : securityIds;
  if (!isPlainObject(first)) return;
  record["securityId"] = first["id"];
  if (isMissing(record["securityIdType"])) record["securityIdType"] = first["idType"];
}

/** FDX before 6.0: the kind of a security is the key it stands under (`debtSecurity`). */
const WRAPPERS: readonly (readonly [key: string, category: string])[] = kindsOf("Security").map(
  ({ name, when = "" }) => [name.charAt(0).toLowerCase() + name.slice(1), when],
);

/** Finds the security on the holding itself or in a wrapper of its own. */
export function putSecurity(holding: PlainObject): void {
  const { security } = holding;
  if (isPlainObject(security) && !isMissing(security["securityCategory"])) return;
  const found = wrappedSecurity(isPlainObject(security) ? security : holding);
  if (found !== undefined) holding["security"] = found;
}

function wrappedSecurity(place: PlainObject): PlainObject | undefined {
  for (const [key, category] of WRAPPERS) {
    const security = place[key];
    if (!isPlainObject(security)) continue;
    security["securityCategory"] ??= category;
    return security;
  }
  return undefined;
}
