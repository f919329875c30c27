import { type Answer, post } from "./own-server.js";
import { PlainError } from "./plain-error.js";

export interface GraphqlRequest {
  readonly query: string;
  readonly variables?: unknown;
  readonly operationName?: string | null;
}

/** How requests are authorized. The token lives in memory only: it is never stored, shown or put in an address. */
export interface Credential {
  readonly accessToken: string;
  /** Where it exists, an expired token is replaced without asking the person. */
  readonly renew?: () => Promise<string>;
}

interface GraphqlAnswer {
  readonly data?: unknown;
  readonly errors?: readonly { readonly message: string }[];
}

/** Speaks GraphQL to the gateway as the person who is signed in. */
export class GatewayClient {
  readonly #graphqlPath: string;
  #credential: Credential | null = null;

  constructor(graphqlPath: string) {
    this.#graphqlPath = graphqlPath;
  }

  /** `null` sends the following requests without a token. */
  authorize(credential: Credential | null): void {
    this.#credential = credential;
  }

  /** The answer as it came, for GraphiQL. A refused token is renewed once where it can be. */
  async send(request: GraphqlRequest, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    const credential = this.#credential;
    const answer = await this.#post(request, headers, credential);
    if (answer.status !== 401 || credential?.renew === undefined) return answer;
    const renewed = { ...credential, accessToken: await credential.renew() };
    // Somebody else may have signed in meanwhile; their token must stay.
    if (this.#credential === credential) this.#credential = renewed;
    return this.#post(request, headers, renewed);
  }

  /** The `data` of the answer, for the page's own queries. Rejects with words for the status line. */
  async ask<Data>(query: string, variables: Readonly<Record<string, unknown>> = {}): Promise<Data> {
    const { status, body } = await this.send({ query, variables });
    if (status === 401) throw new PlainError(this.explainRefusal());
    const { data, errors } = body as GraphqlAnswer;
    if (errors?.[0] !== undefined) throw new PlainError(errors[0].message);
    if (data === undefined || data === null)
      throw new PlainError(`The gateway answered ${status} without data.`);
    return data as Data;
  }

  /** What a 401 means for the person in front of the page. */
  explainRefusal(): string {
    return this.#credential === null
      ? "Sign in first: the gateway answers 401 to requests without an access token."
      : "The gateway does not accept this access token (401). Sign in again.";
  }

  async #post(
    request: GraphqlRequest,
    headers: Readonly<Record<string, string>>,
    credential: Credential | null,
  ): Promise<Answer> {
    const authorization = credential === null ? {} : { authorization: `Bearer ${credential.accessToken}` };
    return post(this.#graphqlPath, request, {
      accept: "application/graphql-response+json, application/json",
      ...authorization,
      ...lowerCaseNames(headers), // what was written in the headers editor wins
    });
  }
}

/** `Authorization` and `authorization` in one object would be sent as two values. */
function lowerCaseNames(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
