import type { Dispatcher } from "undici";
import { bytesOf, connectDetail, type Json, LOGIN_ID } from "./connect-answers.js";

/** One answer of Flinks', or that none comes. */
export type ConnectReply =
  | { readonly status: number; readonly body: unknown; readonly headers?: Readonly<Record<string, string>> }
  | "no answer";

export interface ConnectRequestSeen {
  readonly name: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Json;
}

export const CONNECT_ORIGIN = "https://toolbox-api.test";
export const CUSTOMER_ID = "43387ca6-0391-4c82-857d-70d95f087ecb";

export const ok = (body: unknown): ConnectReply => ({ status: 200, body });
export const refused = (code: string, status = 401): ConnectReply => ({
  status,
  body: {
    HttpStatusCode: status,
    FlinksCode: code,
    Message: `A text about ${LOGIN_ID} that nobody may log.`,
  },
});
export const PENDING: ConnectReply = refused("OPERATION_PENDING", 202);

/** Flinks as its documents have it: a test sets what each call is answered with, and sees what was asked. No sockets. */
export class FakeConnect {
  readonly calls: ConnectRequestSeen[] = [];
  /** Awaited before each answer. */
  beforeAnswer: (call: ConnectRequestSeen) => Promise<void> = async () => undefined;
  authorize: (body: Json) => ConnectReply = () => this.session();
  detail: (body: Json) => ConnectReply = () => ok(connectDetail());
  poll: (requestId: string) => ConnectReply = () => ok(connectDetail());
  /** Where the direct variant of linking sends the browser; nowhere if left out. */
  oauthLocation: string | undefined;
  deleteCard: () => ConnectReply = () => ok({ HttpStatusCode: 200 });
  #tokens = 0;
  #sessions = 0;

  /** All of a dispatcher that is used. */
  get dispatcher(): Dispatcher {
    const request = async (options: Dispatcher.RequestOptions): Promise<unknown> => {
      const reply = await this.#answer(options);
      if (reply === "no answer") throw new Error("the connection broke off");
      const body = { arrayBuffer: async () => bytesOf(reply.body) };
      return { statusCode: reply.status, headers: reply.headers ?? {}, body };
    };
    return { request } as unknown as Dispatcher;
  }

  /** Another session each time. */
  session(): ConnectReply {
    this.#sessions += 1;
    return ok({ HttpStatusCode: 200, Login: { Id: LOGIN_ID }, RequestId: `request-${this.#sessions}` });
  }

  challenge(prompts: readonly string[] = ["What city were you born in?"]): ConnectReply {
    this.#sessions += 1;
    return {
      status: 203,
      body: {
        HttpStatusCode: 203,
        SecurityChallenges: prompts.map((Prompt) => ({ Type: "QuestionAndAnswer", Prompt })),
        RequestId: `request-${this.#sessions}`,
      },
    };
  }

  /** Names of the calls so far. */
  names(): string[] {
    return this.calls.map(({ name }) => name);
  }

  async #answer(options: Dispatcher.RequestOptions): Promise<ConnectReply> {
    const { path } = options;
    const [, name = "", last = ""] = /\/BankingServices\/(\w+)(?:\/([^?]*))?/.exec(path) ?? [];
    const text = typeof options.body === "string" ? options.body : "{}";
    const headers = options.headers as Readonly<Record<string, string>>;
    const call = { name, path, headers, body: JSON.parse(text) as Json };
    this.calls.push(call);
    await this.beforeAnswer(call);
    const replies: Readonly<Record<string, () => ConnectReply>> = {
      "": () => this.#oauth(),
      GenerateAuthorizeToken: () => this.#token(),
      Authorize: () => this.authorize(call.body),
      GetAccountsDetail: () => this.detail(call.body),
      GetAccountsDetailAsync: () => this.poll(decodeURIComponent(last)),
      DeleteCard: () => this.deleteCard(),
    };
    return replies[name]?.() ?? { status: 404, body: {} };
  }

  /** Another one each time. */
  #token(): ConnectReply {
    this.#tokens += 1;
    return ok({ HttpStatusCode: 200, Token: `authorize-token-${this.#tokens}` });
  }

  #oauth(): ConnectReply {
    if (this.oauthLocation === undefined) return { status: 404, body: {} };
    return { status: 302, body: "", headers: { location: this.oauthLocation } };
  }
}
