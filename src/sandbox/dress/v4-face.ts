import { isObject, type JsonObject } from "../faults/body.js";
import type { Face } from "../fdx/face.js";
import { V5_FACE } from "../fdx/v5/v5-face.js";

/** FDX 4.6: as 5.2, but addresses have a `state` where they have a `region` since. */
export const V4_FACE: Face = {
  ...V5_FACE,
  path: "/fdx/v4",
  present: (kind, answer, call) => {
    const newer = V5_FACE.present(kind, answer, call);
    return isObject(newer.body) ? { ...newer, body: withState(newer.body) } : newer;
  },
};

function withState(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withState);
  if (!isObject(value)) return value;
  const entries = Object.entries(value).map(([name, inner]) => [nameOf(name, value), withState(inner)]);
  return Object.fromEntries(entries) as JsonObject;
}

/** Only an address has a postal code beside its region. */
function nameOf(name: string, record: JsonObject): string {
  return name === "region" && "postalCode" in record ? "state" : name;
}
