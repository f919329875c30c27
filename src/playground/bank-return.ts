import type { Consent } from "./consents.js";
import type { Status } from "./status.js";

/** How the gateway sent the browser back from the bank: `?consentId=…`, or `?error=…&consentId=…`. */
export interface BankReturn {
  readonly consentId: string | null;
  readonly error: string | null;
}

/** Reads the query of the page's address. `null`: the browser does not come from a bank. */
export function readBankReturn(search: string): BankReturn | null {
  const query = new URLSearchParams(search);
  const answer = { consentId: query.get("consentId"), error: query.get("error") };
  return answer.consentId === null && answer.error === null ? null : answer;
}

// An address can be made up by anybody, so words from it are never shown: only these sentences are.
const REFUSALS: Readonly<Record<string, string>> = {
  access_denied: "The bank was not connected: access was declined there.",
  temporarily_unavailable: "The bank is not available at the moment. Try again later.",
};

/** The line for a return that failed at the bank. */
export function explainRefusedReturn(error: string): Status {
  const text = REFUSALS[error] ?? "The bank did not complete the connection. Try again.";
  return { kind: "problem", text };
}

/** The line for a return with a consent, once the list of consents is known. */
export function describeReturn(consentId: string | null, consents: readonly Consent[]): Status {
  const consent = consents.find(({ id }) => id === consentId);
  if (consent === undefined)
    return { kind: "problem", text: "The consent you came back with is not among yours." };
  const { name } = consent.dataProvider;
  if (consent.phase === "ACTIVE") return { kind: "success", text: `Connected: ${name}` };
  return { kind: "information", text: `${name}: the consent is ${consent.phase}.` };
}
