import { randomBytes, randomInt } from "node:crypto";
import type { DataScope } from "./outbound-provider.js";

/** A Data Recipient as Outbound keeps it. */
export interface Recipient {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly name: string;
  readonly country: "CA" | "US";
  readonly redirectUris: readonly string[];
  readonly scopes: readonly DataScope[];
  readonly description: string | null;
  readonly logoUri: string | null;
  readonly termsUri: string | null;
  readonly clientUri: string | null;
  readonly contacts: readonly { readonly email: string }[];
}

export type NewRecipient = Omit<Recipient, "clientId" | "clientSecret">;

const LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";

/** The Data Recipients of one partner. There is no way to remove one. */
export class Recipients {
  readonly #recipients: Map<string, Recipient>;
  readonly #changed: () => void;

  constructor(kept: readonly Recipient[], changed: () => void) {
    this.#recipients = new Map(kept.map((recipient) => [recipient.clientId, recipient]));
    this.#changed = changed;
  }

  all(): readonly Recipient[] {
    return [...this.#recipients.values()];
  }

  find(clientId: string): Recipient | undefined {
    return this.#recipients.get(clientId);
  }

  create(about: NewRecipient): Recipient {
    return this.keep({ ...about, clientId: newClientId(), clientSecret: newSecret() });
  }

  /** The old secret is dead at once. */
  renewSecret(recipient: Recipient): Recipient {
    return this.keep({ ...recipient, clientSecret: newSecret() });
  }

  keep(recipient: Recipient): Recipient {
    this.#recipients.set(recipient.clientId, recipient);
    this.#changed();
    return recipient;
  }
}

function newClientId(): string {
  return `dc-${Array.from({ length: 25 }, () => LETTERS[randomInt(LETTERS.length)]).join("")}`;
}

function newSecret(): string {
  return randomBytes(32).toString("base64url");
}
