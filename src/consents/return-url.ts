import { GatewayError } from "../core/gateway-error.js";
import type { RegisteredApp } from "../core/registered-app.js";

/** @throws GatewayError RETURN_URL_NOT_REGISTERED */
export function requireRegisteredReturnUrl(app: RegisteredApp, returnUrl: string): void {
  if (app.returnUrls.includes(returnUrl)) return;
  throw new GatewayError("RETURN_URL_NOT_REGISTERED", `app ${app.id} asked for another return URL`, {
    facts: { argument: "returnUrl" },
  });
}

/** @returns the return URL with the outcome in its query; what the app registered is kept as it is. */
export function returnUrlWith(
  returnUrl: string,
  outcome: Readonly<Record<string, string | undefined>>,
): string {
  const url = new URL(returnUrl);
  for (const [name, value] of Object.entries(outcome)) {
    if (value !== undefined) url.searchParams.set(name, value);
  }
  return url.href;
}
