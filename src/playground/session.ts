import { type BankReturn, describeReturn, explainRefusedReturn, readBankReturn } from "./bank-return.js";
import {
  type Consent,
  type DataProvider,
  listConsents,
  listDataProviders,
  revokeConsent,
  startConsent,
} from "./consents.js";
import { type Credential, GatewayClient, type GraphqlRequest } from "./gateway-client.js";
import { mintAccessToken, type PlaygroundConfig } from "./own-server.js";
import { plainWords } from "./plain-error.js";
import type { Status } from "./status.js";

/** Only the id of a sandbox person is kept, and only for this browser tab: never a token. */
const PERSON_KEY = "fdx-playground.person";

export interface SessionState {
  /** The sandbox person chosen in the menu; empty for nobody. */
  readonly personId: string;
  /** Grows with every sign-in, so that what belongs to one person can be loaded anew. 0: nobody is signed in. */
  readonly signIn: number;
  /** Null until they could be read. */
  readonly consents: readonly Consent[] | null;
  readonly status: Status;
}

/**
 * What the page knows and can do. Every action settles: a failure becomes the status line, never a rejection.
 * React reads it through `subscribe` and `snapshot`.
 */
export class Session {
  readonly #config: PlaygroundConfig;
  readonly #gateway: GatewayClient;
  readonly #listeners = new Set<() => void>();
  #state: SessionState;
  #signIns = 0;

  constructor(config: PlaygroundConfig) {
    this.#config = config;
    this.#gateway = new GatewayClient(config.graphqlPath);
    this.#state = { personId: "", signIn: 0, consents: null, status: this.#invitation() };
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly snapshot = (): SessionState => this.#state;

  /** Takes up what a reload or the way through the bank interrupted. */
  async resume(): Promise<void> {
    const bankReturn = readBankReturn(location.search);
    if (bankReturn !== null) history.replaceState(null, "", location.pathname);
    const personId = sessionStorage.getItem(PERSON_KEY) ?? "";
    if (this.#config.people?.some(({ id }) => id === personId) === true) await this.signInAs(personId);
    if (bankReturn !== null) this.#say(this.#describe(bankReturn));
  }

  /** Signs in as one of the sandbox people; an empty id signs out. */
  async signInAs(personId: string): Promise<void> {
    if (personId === "") {
      sessionStorage.removeItem(PERSON_KEY);
      await this.#become(null, { personId, status: this.#invitation() });
      return;
    }
    const name = this.#config.people?.find(({ id }) => id === personId)?.name ?? personId;
    sessionStorage.setItem(PERSON_KEY, personId);
    // Whoever was signed in before is out from here on, also when the new sign-in fails.
    await this.#become(null, { personId, status: { kind: "information", text: `Signing in as ${name} …` } });
    const renew = async (): Promise<string> => mintAccessToken(personId);
    const accessToken = await this.#attempt(renew);
    // While the token was on its way another person may have been chosen.
    if (this.#state.personId !== personId) return;
    if (accessToken === null) this.#change({ personId: "" });
    else await this.#become({ accessToken, renew }, { personId, status: success(`Signed in as ${name}.`) });
  }

  /** Outside dev mode: uses a token the person got elsewhere; an empty one signs out. */
  async acceptToken(accessToken: string): Promise<void> {
    const credential = accessToken === "" ? null : { accessToken };
    const status =
      credential === null ? this.#invitation() : success("Requests now carry this access token.");
    await this.#become(credential, { personId: "", status });
  }

  /** Says what to do before anything else can work. */
  remindToSignIn(): void {
    this.#say({ ...this.#invitation(), kind: "problem" });
  }

  /** @returns null when the list could not be had; the status line tells why. */
  async dataProviders(): Promise<readonly DataProvider[] | null> {
    return this.#attempt(async () => listDataProviders(this.#gateway));
  }

  /** Leaves the page for the bank's. The gateway sends the browser back with the consent's id in the address. */
  async connect(provider: DataProvider): Promise<void> {
    this.#say({ kind: "information", text: `Opening the pages of ${provider.name} …` });
    await this.#attempt(async () => {
      location.assign(await startConsent(this.#gateway, provider, `${location.origin}/playground/`));
    });
  }

  async revoke({ id, dataProvider }: Consent): Promise<void> {
    await this.#attempt(async () => {
      await revokeConsent(this.#gateway, id);
      this.#say(success(`Revoked: ${dataProvider.name}`));
    });
    await this.refreshConsents();
  }

  async refreshConsents(): Promise<void> {
    const { signIn } = this.#state;
    if (signIn === 0) return;
    const consents = await this.#attempt(async () => listConsents(this.#gateway));
    if (consents !== null && this.#state.signIn === signIn) this.#change({ consents });
  }

  /** Runs what the person wrote in GraphiQL. A failure is an answer too: it belongs in the result pane. */
  async run(request: GraphqlRequest, headers: Readonly<Record<string, string>> = {}): Promise<unknown> {
    try {
      const { status, body } = await this.#gateway.send(request, headers);
      if (status === 401) this.#say({ kind: "problem", text: this.#gateway.explainRefusal() });
      return body;
    } catch (error) {
      this.#say({ kind: "problem", text: plainWords(error) });
      return { errors: [{ message: plainWords(error) }] };
    }
  }

  async #become(
    credential: Credential | null,
    change: Pick<SessionState, "personId" | "status">,
  ): Promise<void> {
    this.#gateway.authorize(credential);
    const signIn = credential === null ? 0 : ++this.#signIns;
    this.#change({ ...change, signIn, consents: null });
    await this.refreshConsents();
  }

  async #attempt<Result>(action: () => Promise<Result>): Promise<Result | null> {
    try {
      return await action();
    } catch (error) {
      this.#say({ kind: "problem", text: plainWords(error) });
      return null;
    }
  }

  #describe({ consentId, error }: BankReturn): Status {
    const { signIn, consents, status } = this.#state;
    if (error !== null) return explainRefusedReturn(error);
    if (consents !== null) return describeReturn(consentId, consents);
    // Signed in, but without a list: the line already tells why.
    if (signIn > 0) return status;
    return { kind: "information", text: "Back from the bank. Sign in again to see the consent." };
  }

  #invitation(): Status {
    const text =
      this.#config.people === null
        ? "Enter an access token to send requests."
        : "Sign in as one of the sandbox people to send requests.";
    return { kind: "information", text };
  }

  #say(status: Status): void {
    this.#change({ status });
  }

  #change(change: Partial<SessionState>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) listener();
  }
}

function success(text: string): Status {
  return { kind: "success", text };
}
