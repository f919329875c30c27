import type { Audit } from "../core/audit.js";
import { failureFields } from "../core/failure-fields.js";
import type { DataProviderId } from "../core/ids.js";
import type { AuthorizationServer } from "../oauth/authorization-server.js";
import type { Letter } from "./letter.js";
import type { TokenSet } from "./token-set.js";
import type { TokenVault } from "./token-vault.js";

export interface GiveBackParts {
  readonly vault: TokenVault;
  readonly authorizationServerOf: (dataProviderId: DataProviderId) => AuthorizationServer;
  readonly audit: Audit;
}

/** Revocation wins over a late answer: tokens that a bank issued for a consent that has ended go back to it. */
export class GiveBack {
  readonly #parts: GiveBackParts;

  constructor(parts: GiveBackParts) {
    this.#parts = parts;
  }

  /**
   * Tells the bank once; never rejects.
   * @param tokens what the letter holds, if it is still in memory. A letter whose key is destroyed cannot be opened.
   * @returns `false` if the bank could not be told now.
   */
  async attempt(letter: Letter, tokens: TokenSet | undefined): Promise<boolean> {
    const { vault, authorizationServerOf, audit } = this.#parts;
    const { reference } = letter;
    try {
      const issued = tokens ?? (await vault.unseal(reference, letter.sealed, letter.version));
      if (issued === undefined) return true;
      const server = authorizationServerOf(reference.dataProviderId);
      await server.revoke(issued.refreshToken ?? issued.accessToken, reference.consentId);
      audit("token.given-back", { ...reference });
      return true;
    } catch (failure) {
      audit("token.give-back-failed", { ...reference, ...failureFields(failure) });
      return false;
    }
  }
}
