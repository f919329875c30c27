import type { Dispatcher } from "undici";
import type { z } from "zod";
import type { Clock } from "../../core/clock.js";
import { GatewayError } from "../../core/gateway-error.js";
import { Secret } from "../../core/secret.js";
import { ClientToken, type FetchedToken } from "./client-token.js";
import {
  type ClientCredentials,
  clientTokenRequest,
  type TokenRequestStyle,
} from "./client-token-request.js";
import * as answers from "./flinks-answers.js";
import { flinksFailure, unreadableAnswer } from "./flinks-failure.js";
import { type FlinksAnswer, type FlinksRequest, FlinksTransport } from "./flinks-transport.js";

/** The part of the Flinks file that this needs. */
export interface FlinksApiSettings extends ClientCredentials, TokenRequestStyle {
  /** Ends in a slash; `api/v1/…` lies below it. */
  readonly authBaseUrl: URL;
  readonly partner?: ClientCredentials | undefined;
}

export interface FlinksApiParts {
  readonly settings: FlinksApiSettings;
  /** To the host of `authBaseUrl`. It must not follow redirects. */
  readonly dispatcher: Dispatcher;
  readonly clock: Clock;
  /** For one request, its answer included. */
  readonly timeoutMs: number;
  /** Ends every request when it aborts; they reject with its reason then. */
  readonly signal?: AbortSignal | undefined;
}

/** What a Data Recipient is created from. */
export interface NewRecipient {
  /** At most 256 letters; end users see it. */
  readonly name: string;
  /** Flinks' words; `ACCOUNT_BASIC` must be among them. They cannot be changed later. */
  readonly scopes: readonly string[];
  readonly redirectUris: readonly string[];
  readonly country?: string | undefined;
  readonly description?: string | undefined;
  readonly logoUri?: string | undefined;
  readonly termsUri?: string | undefined;
  readonly clientUri?: string | undefined;
  /** E-mail addresses. */
  readonly contacts?: readonly string[] | undefined;
}

export interface CreatedRecipient {
  readonly recipient: answers.FlinksRecipient;
  readonly clientSecret: Secret;
}

export interface ProvidersFilter {
  /** `CA`, `US`, or both with a comma. */
  readonly country?: string | undefined;
  /** Only those that the recipient is registered with, or only the others. */
  readonly isEnabledForClient?: boolean | undefined;
}

type Who = "recipient" | "partner";

const ADMIN_SCOPE = "client:admin";
const V1_PROVIDERS = ["api", "v1", "providers"];
const RECIPIENTS = ["api", "v1", "recipients"];
/** Flinks' older pages say 400 for an expired token, and HTTP says 401. */
const PERHAPS_EXPIRED = new Set([400, 401]);

/**
 * Flinks Outbound beside the data: provider lists as the Data Recipient, administration as the Partner. Keeps each one's token.
 *
 * Rejects with a GatewayError: PROVIDER_REFUSED where Flinks says no (its `error` is in the message), NOT_FOUND,
 * PROVIDER_RATE_LIMITED, PROVIDER_UNAVAILABLE or PROVIDER_TIMEOUT for a call that may succeed later, PROVIDER_ANSWER_INVALID,
 * and BAD_USER_INPUT for what needs a partner where none is configured. Its facts hold Flinks' ids of the request.
 */
export class FlinksApi {
  readonly #settings: FlinksApiSettings;
  readonly #transport: FlinksTransport;
  readonly #tokens: Readonly<Record<Who, ClientToken>>;

  constructor({ settings, dispatcher, clock, timeoutMs, signal }: FlinksApiParts) {
    this.#settings = settings;
    const { authBaseUrl } = settings;
    this.#transport = new FlinksTransport({ authBaseUrl, dispatcher, timeoutMs, signal });
    this.#tokens = {
      recipient: new ClientToken(() => this.#fetchToken(settings, undefined), clock),
      partner: new ClientToken(async () => this.#fetchToken(this.#partner(), ADMIN_SCOPE), clock),
    };
  }

  /** The providers that the recipient is registered with (v1). */
  registeredProviders(): Promise<readonly answers.FlinksProvider[]> {
    return this.#list("recipient", { method: "GET", segments: V1_PROVIDERS }, answers.provider);
  }

  /** Every provider there is (v1, as the partner). */
  supportedProviders(): Promise<readonly answers.FlinksProvider[]> {
    return this.#list("partner", { method: "GET", segments: V1_PROVIDERS }, answers.provider);
  }

  /** Providers with how the recipient stands with each (v2). */
  providers(filter: ProvidersFilter = {}): Promise<readonly answers.FlinksProviderListing[]> {
    const { country, isEnabledForClient: enabled } = filter;
    const isEnabledForClient = enabled === undefined ? undefined : String(enabled);
    const request = { segments: ["api", "v2", "providers"], query: { country, isEnabledForClient } };
    return this.#list("recipient", { method: "GET", ...request }, answers.providerListing);
  }

  /** What a provider offers: scopes, and the fields it fills (as the partner). */
  providerDetails(providerId: number): Promise<answers.FlinksProviderDetails> {
    const segments = [...V1_PROVIDERS, String(providerId)];
    return this.#one("partner", { method: "GET", segments }, answers.providerDetails);
  }

  /** Without their scopes and redirect URIs. */
  recipients(): Promise<readonly answers.FlinksRecipient[]> {
    return this.#list("partner", { method: "GET", segments: RECIPIENTS }, answers.recipient);
  }

  recipient(clientId: string): Promise<answers.FlinksRecipient> {
    return this.#one("partner", { method: "GET", segments: [...RECIPIENTS, clientId] }, answers.recipient);
  }

  /** There is no way to remove one. Without an answer it may have been created nevertheless. */
  async createRecipient(wish: NewRecipient): Promise<CreatedRecipient> {
    const request = { method: "POST", segments: RECIPIENTS, ...jsonBody(creationBody(wish)) } as const;
    const answer = await this.#send("partner", request);
    const recipient = this.#read(request, answer, answers.recipient);
    const secret = answers.issuedSecret.safeParse(answer.body);
    if (secret.success) return { recipient, clientSecret: secret.data };
    const lacks = `has no secret, but recipient ${recipient.clientId} was created: rotate its secret`;
    throw unreadableAnswer(this.#nameOf(request), answer, lacks);
  }

  /** Takes the place of the whole list. */
  async replaceRedirectUris(clientId: string, redirectUris: readonly string[]): Promise<void> {
    const segments = [...RECIPIENTS, clientId];
    await this.#send("partner", { method: "PUT", segments, ...jsonBody({ redirect_uris: redirectUris }) });
  }

  /** The old secret is dead. Without an answer it may be dead too: regenerate again. */
  regenerateSecret(clientId: string): Promise<Secret> {
    const segments = [...RECIPIENTS, clientId, "secret"];
    return this.#one("partner", { method: "POST", segments }, answers.issuedSecret);
  }

  /** Asks Flinks to register each of these recipients with each of these providers. Flinks reviews it; that takes its time. */
  async requestRegistrations(recipientIds: readonly string[], providerIds: readonly number[]): Promise<void> {
    const ids = [recipientIds.join(","), providerIds.join(",")];
    const segments = [...RECIPIENTS, "providers", "requests", ...ids];
    await this.#send("partner", { method: "POST", segments });
  }

  /** @param recipientId of one recipient; those of all if left out. */
  registrations(recipientId?: string): Promise<readonly answers.FlinksRegistration[]> {
    const whose = recipientId === undefined ? [] : [recipientId];
    const segments = [...RECIPIENTS, ...whose, "providers", "requests"];
    return this.#list("partner", { method: "GET", segments }, answers.registration);
  }

  async #list<Schema extends z.ZodType>(
    who: Who,
    request: FlinksRequest,
    schema: Schema,
  ): Promise<readonly z.output<Schema>[]> {
    const answer = await this.#send(who, request);
    const items = answers.itemsOf(schema, answer.body);
    if (items === undefined)
      throw unreadableAnswer(this.#nameOf(request), answer, "is not the list it should be");
    return items;
  }

  async #one<Schema extends z.ZodType>(
    who: Who,
    request: FlinksRequest,
    schema: Schema,
  ): Promise<z.output<Schema>> {
    return this.#read(request, await this.#send(who, request), schema);
  }

  #read<Schema extends z.ZodType>(
    request: FlinksRequest,
    answer: FlinksAnswer,
    schema: Schema,
  ): z.output<Schema> {
    const result = schema.safeParse(answer.body);
    if (result.success) return result.data;
    // Names of members only: zod's texts never show a value.
    const missing = [...new Set(result.error.issues.map(({ path }) => path.join(".") || "body"))];
    throw unreadableAnswer(this.#nameOf(request), answer, `lacks ${missing.join(", ")}`);
  }

  /** A token that Flinks no longer takes is replaced, once. What was refused was not carried out: even a POST may go again. */
  async #send(who: Who, request: FlinksRequest): Promise<FlinksAnswer> {
    const tokens = this.#tokens[who];
    const { token, isNew } = await tokens.take();
    let answer = await this.#sendWith(token, request);
    if (!isNew && PERHAPS_EXPIRED.has(answer.status)) {
      tokens.forget(token);
      answer = await this.#sendWith((await tokens.take()).token, request);
    }
    if (isSuccess(answer)) return answer;
    throw flinksFailure(this.#nameOf(request), answer);
  }

  #sendWith(token: Secret, request: FlinksRequest): Promise<FlinksAnswer> {
    const headers = { ...request.headers, authorization: `Bearer ${token.reveal()}` };
    return this.#transport.send({ ...request, headers });
  }

  async #fetchToken(client: ClientCredentials, scope: string | undefined): Promise<FetchedToken> {
    const request = clientTokenRequest(client, scope, this.#settings);
    const answer = await this.#transport.send(request);
    if (!isSuccess(answer)) {
      const whose = scope === ADMIN_SCOPE ? "partner" : "recipient";
      throw flinksFailure(`${this.#nameOf(request)} as the ${whose} ${client.clientId}`, answer);
    }
    const { access_token, expires_in } = this.#read(request, answer, answers.tokenAnswer);
    return { accessToken: new Secret(access_token), expiresInSeconds: expires_in };
  }

  #partner(): ClientCredentials {
    const { partner } = this.#settings;
    if (partner !== undefined) return partner;
    throw new GatewayError("BAD_USER_INPUT", "no partner is configured: FLINKS_FILE, outbound.partner");
  }

  #nameOf({ method, segments }: FlinksRequest): string {
    return `${method} ${this.#settings.authBaseUrl.host}/${segments.join("/")}`;
  }
}

function creationBody(wish: NewRecipient): Readonly<Record<string, unknown>> {
  return {
    ...{ name: wish.name, scope: wish.scopes, redirect_uris: wish.redirectUris, country: wish.country },
    ...{ description: wish.description, logo_uri: wish.logoUri, terms_uri: wish.termsUri },
    client_uri: wish.clientUri,
    contacts: wish.contacts?.map((email) => ({ email })),
  };
}

/** Members that are `undefined` are left out. */
function jsonBody(body: Readonly<Record<string, unknown>>): Pick<FlinksRequest, "headers" | "body"> {
  return { headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
}

function isSuccess({ status }: FlinksAnswer): boolean {
  return status >= 200 && status < 300;
}
