import type { Institution } from "./institutions.js";
import type { WidgetTarget } from "./widget-visit.js";

/** Where a visit that went well sends the browser: the client's address keeps its own query. */
export function successAddress(target: WidgetTarget, loginId: string, institution: Institution): string {
  const address = new URL(target.redirectUrl);
  address.searchParams.set("loginId", loginId);
  if (target.kind === "oauth") address.searchParams.set("state", target.state);
  else address.searchParams.set("institution", institution.code);
  return address.href;
}

/**
 * Where a visit that was called off sends the browser. Both are inferred, nothing is documented: the widget goes to the
 * client's address without a `loginId`, the direct variant answers as OAuth does (RFC 6749 section 4.1.2.1).
 */
export function cancelAddress(target: WidgetTarget): string {
  const address = new URL(target.redirectUrl);
  if (target.kind === "oauth") {
    address.searchParams.set("error", "access_denied");
    address.searchParams.set("error_description", "The user denied the access");
    address.searchParams.set("state", target.state);
  }
  return address.href;
}
