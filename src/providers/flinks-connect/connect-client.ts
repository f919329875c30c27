import { GatewayError } from "../../core/gateway-error.js";
import { Secret } from "../../core/secret.js";
import type { ChallengePrompt } from "../challenges.js";
import { isPlainObject, type PlainObject } from "../fdx/dialect/plain-object.js";
import { promptsIn } from "./connect-prompts.js";
import type { ConnectSettings } from "./connect-settings.js";
import { institutionIdOf } from "./connect-values.js";
import {
  type CallContext,
  type ConnectAnswer,
  type ConnectRequest,
  ConnectTransport,
  type ConnectTransportParts,
} from "./connect-transport.js";

export type ClientSettings = Pick<
  ConnectSettings,
  "apiBaseUrl" | "customerId" | "secretKey" | "apiKey" | "historyDays"
>;

export interface ConnectClientParts extends Omit<ConnectTransportParts, "apiBaseUrl"> {
  readonly settings: ClientSettings;
}

/** `cached`: what Flinks has of the last reading. `live`: reads at the bank, which may ask a security question. */
export type ReadingMode = "cached" | "live";

/** How `Authorize` was answered. */
export type Opened =
  | { readonly opened: "session"; readonly requestId: Secret }
  | {
      readonly opened: "challenge";
      readonly requestId: Secret;
      readonly prompts: readonly ChallengePrompt[];
    };

/** How a request for data was answered. `bytes` are Flinks' own, with the loginId in them. */
export type Detail = { readonly detail: "pending" } | { readonly detail: "ready"; readonly bytes: Buffer };

/** A bank that Connect reaches. */
export interface ConnectInstitution {
  readonly id: number;
  readonly name: string;
  /** `CA` or `US`, as Flinks writes it. */
  readonly country: string;
}

const MAX_TOKEN = 4096;
const PAGE = 1000;
const MAX_PAGES = 100;

/** Flinks Connect's API v3. Every call rejects with a `GatewayError`: connect-outcomes.ts. */
export class ConnectClient {
  readonly #settings: ClientSettings;
  readonly #transport: ConnectTransport;

  constructor({ settings, ...parts }: ConnectClientParts) {
    this.#settings = settings;
    this.#transport = new ConnectTransport({ ...parts, apiBaseUrl: settings.apiBaseUrl });
  }

  /** `POST GenerateAuthorizeToken`. The token is good for one use: it is never kept. */
  async generateAuthorizeToken(context: CallContext): Promise<Secret> {
    const headers = { "flinks-auth-key": this.#settings.secretKey.reveal() };
    const { body } = await this.#services("POST", ["GenerateAuthorizeToken"], { headers }, context);
    return secretIn(body, "Token");
  }

  /**
   * `POST Authorize` for what Flinks has of a login, to learn whether there is such a login: two calls. Whether the bank asks
   * a question makes no difference.
   * @returns Flinks' number of its bank, if the answer says so.
   */
  async institutionOf(loginId: Secret, context: CallContext): Promise<number | undefined> {
    const { body } = await this.#authorize({ LoginId: loginId.reveal(), MostRecentCached: true }, context);
    // What opens no session has not said yes.
    secretIn(body, "RequestId");
    return institutionIdOf(body["InstitutionId"]);
  }

  /** `POST Authorize`, with an authorize token made for it: two calls. */
  async authorize(loginId: Secret, mode: ReadingMode, context: CallContext): Promise<Opened> {
    const how = mode === "cached" ? { MostRecentCached: true } : { MostRecentCached: false, Save: true };
    return this.#open({ LoginId: loginId.reveal(), ...how }, context);
  }

  /** `POST Authorize` for a session with an open question, with an authorize token made for it: two calls. */
  async answer(
    requestId: Secret,
    answers: ReadonlyMap<string, string>,
    context: CallContext,
  ): Promise<Opened> {
    const responses = Object.fromEntries([...answers].map(([prompt, answer]) => [prompt, [answer]]));
    return this.#open({ RequestId: requestId.reveal(), SecurityResponses: responses }, context);
  }

  /** `POST GetAccountsDetail`: accounts with holders, bank numbers and all their transactions. */
  async accountsDetail(requestId: Secret, context: CallContext): Promise<Detail> {
    const body = {
      RequestId: requestId.reveal(),
      WithAccountIdentity: true,
      WithKYC: false,
      WithTransactions: true,
      DaysOfTransactions: `Days${this.#settings.historyDays}`,
    };
    return detailOf(await this.#data("POST", ["GetAccountsDetail"], { body }, context));
  }

  /** `GET GetAccountsDetailAsync`: asks whether what `accountsDetail` asked for is there. */
  async accountsDetailAsync(requestId: Secret, context: CallContext): Promise<Detail> {
    return detailOf(await this.#data("GET", ["GetAccountsDetailAsync", requestId.reveal()], {}, context));
  }

  /** `DELETE DeleteCard`: ends the login and wipes what Flinks has of it. */
  async deleteCard(loginId: Secret, context: CallContext): Promise<void> {
    await this.#data("DELETE", ["DeleteCard", loginId.reveal()], {}, context);
  }

  /** `GET Institutions`, all pages. What has no id or name is left out. */
  async institutions(context: CallContext): Promise<readonly ConnectInstitution[]> {
    const found = new Map<number, ConnectInstitution>();
    for (let page = 0; page < MAX_PAGES; page += 1) {
      const query = { skip: page * PAGE, take: PAGE };
      const { body } = await this.#data("GET", ["Institutions"], { query }, context);
      const { Data: rows } = body;
      if (!Array.isArray(rows)) throw unexpected("Data");
      for (const institution of rows.flatMap(institutionsIn)) found.set(institution.id, institution);
      if (rows.length < PAGE) return [...found.values()];
    }
    throw unexpected("the end of the institutions");
  }

  /**
   * `GET /v3/oauth/authorize`, the direct variant of linking. Whether an authorize token is wanted there is not documented;
   * it is compulsory for new integrations elsewhere, and is sent: two calls.
   * @returns where the end user's browser is to go.
   */
  async oauthLocation(
    query: Readonly<Record<"institution_id" | "redirect_uri" | "state", string>>,
    context: CallContext,
  ): Promise<string> {
    const token = await this.generateAuthorizeToken(context);
    const headers = { "flinks-auth-key": token.reveal() };
    const segments = ["v3", "oauth", "authorize"];
    const request = { name: "oauth/authorize", method: "GET", segments, query, headers } as const;
    const { location } = await this.#transport.send(request, context);
    if (location === undefined) throw unexpected("Location");
    return location;
  }

  async #open(body: PlainObject, context: CallContext): Promise<Opened> {
    const answer = await this.#authorize(body, context);
    const requestId = secretIn(answer.body, "RequestId");
    // The status of the body, not the envelope's, and neither if there are questions.
    const asks =
      answer.status === 203 ||
      answer.body["HttpStatusCode"] === 203 ||
      Array.isArray(answer.body["SecurityChallenges"]);
    if (asks) return { opened: "challenge", requestId, prompts: promptsIn(answer.body) };
    return { opened: "session", requestId };
  }

  async #authorize(body: PlainObject, context: CallContext): Promise<ConnectAnswer> {
    const token = await this.generateAuthorizeToken(context);
    const headers = { "flinks-auth-key": token.reveal() };
    return this.#services("POST", ["Authorize"], { headers, body }, context);
  }

  #data(
    method: ConnectRequest["method"],
    path: readonly string[],
    rest: Pick<ConnectRequest, "query" | "body">,
    context: CallContext,
  ): Promise<ConnectAnswer> {
    const headers = { "x-api-key": this.#settings.apiKey.reveal() };
    return this.#services(method, path, { ...rest, headers }, context);
  }

  #services(
    method: ConnectRequest["method"],
    path: readonly string[],
    rest: Pick<ConnectRequest, "query" | "body" | "headers">,
    context: CallContext,
  ): Promise<ConnectAnswer> {
    const segments = ["v3", this.#settings.customerId, "BankingServices", ...path];
    return this.#transport.send({ name: path[0] ?? "", method, segments, ...rest }, context);
  }
}

function detailOf({ isPending, body, bytes }: ConnectAnswer): Detail {
  if (isPending) return { detail: "pending" };
  if (!Array.isArray(body["Accounts"])) throw unexpected("Accounts");
  return { detail: "ready", bytes };
}

function secretIn(body: PlainObject, name: string): Secret {
  const value = body[name];
  if (typeof value !== "string" || value === "" || value.length > MAX_TOKEN) throw unexpected(name);
  return new Secret(value);
}

function institutionsIn(row: unknown): readonly ConnectInstitution[] {
  if (!isPlainObject(row)) return [];
  const { Id: id, Country: country } = row;
  const name = nameIn(row["Localizations"]);
  if (typeof id !== "number" || !Number.isSafeInteger(id) || name === undefined) return [];
  return [{ id, name, country: typeof country === "string" ? country : "" }];
}

/** The English one, if there is one. */
function nameIn(localizations: unknown): string | undefined {
  if (!Array.isArray(localizations)) return undefined;
  const named = localizations.filter(
    (each): each is { Name: string; Language?: unknown } =>
      isPlainObject(each) && typeof each["Name"] === "string" && each["Name"] !== "",
  );
  return (named.find(({ Language: language }) => /^en/i.test(String(language))) ?? named[0])?.Name;
}

function unexpected(where: string): GatewayError {
  return new GatewayError("PROVIDER_ANSWER_INVALID", `${where} is missing or of another shape`);
}
