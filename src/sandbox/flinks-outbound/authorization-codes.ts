import { randomBytes } from "node:crypto";
import type { NewConnection } from "./connections.js";

interface IssuedCode {
  readonly consent: NewConnection;
  readonly redirectUri: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

/** The documentation names no lifetime; this is what other banks of the sandbox give. */
const LIFETIME_MS = 60_000;

/** Codes between the consent page and the token endpoint; good once. */
export class AuthorizationCodes {
  readonly #codes = new Map<string, IssuedCode>();

  issue(consent: NewConnection, redirectUri: string): string {
    const code = randomBytes(32).toString("base64url");
    this.#codes.set(code, { consent, redirectUri, expiresAt: Date.now() + LIFETIME_MS });
    return code;
  }

  /** @returns `undefined` for a code that is unknown, used, expired or of another client or redirect URI. */
  redeem(code: string, clientId: string, redirectUri: string): NewConnection | undefined {
    const issued = this.#codes.get(code);
    if (issued?.consent.clientId !== clientId) return undefined;
    // Whoever holds the client's secret has one try.
    this.#codes.delete(code);
    return issued.redirectUri === redirectUri && issued.expiresAt > Date.now() ? issued.consent : undefined;
  }
}
