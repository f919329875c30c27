import type { IncomingHttpHeaders } from "node:http";
import { Readable } from "node:stream";
import type { Dispatcher } from "undici";
import { Secret } from "../../src/core/secret.js";
import {
  FlinksApi,
  type FlinksApiParts,
  type FlinksApiSettings,
} from "../../src/providers/flinks-outbound/flinks-api.js";
import { FakeClock } from "./fake-clock.js";

/** One request as Flinks saw it. */
export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

export interface MadeAnswer {
  readonly status?: number;
  readonly headers?: IncomingHttpHeaders;
  /** Sent as JSON; a text as it is. */
  readonly body?: unknown;
}

type Answering = (request: SeenRequest) => MadeAnswer | Promise<MadeAnswer>;

/** Flinks without a socket: gives out tokens that are numbered, and answers everything else as a test says. */
export class FakeFlinks {
  readonly clock = new FakeClock();
  readonly seen: SeenRequest[] = [];
  tokenAnswer: Answering | undefined;
  answer: Answering = () => ({ body: [] });
  #issued = 0;

  api(settings: Partial<FlinksApiSettings> = {}, parts: Partial<FlinksApiParts> = {}): FlinksApi {
    const dispatcher = { request: (options: SeenRequest) => this.#respond(options) } as unknown as Dispatcher;
    return new FlinksApi({
      settings: {
        authBaseUrl: new URL("https://flinks.test/"),
        ...{ clientId: "dc-1", clientSecret: new Secret("recipient secret") },
        ...{ clientAuthentication: "client_secret_json", tokenContentType: "application/json" },
        partner: { clientId: "partner-1", clientSecret: new Secret("partner secret") },
        ...settings,
      },
      ...{ dispatcher, clock: this.clock, timeoutMs: 1_000, ...parts },
    });
  }

  /** Requests to other endpoints than the token endpoint. */
  get calls(): readonly SeenRequest[] {
    return this.seen.filter((request) => !isToken(request));
  }

  get tokenRequests(): readonly SeenRequest[] {
    return this.seen.filter(isToken);
  }

  async #respond(request: SeenRequest): Promise<unknown> {
    this.seen.push(request);
    const answering = isToken(request) ? (this.tokenAnswer ?? (() => this.#token())) : this.answer;
    const { status = 200, headers = {}, body = "" } = await answering(request);
    const text = typeof body === "string" ? body : JSON.stringify(body);
    return { statusCode: status, headers, body: Readable.from([Buffer.from(text)]) };
  }

  #token(): MadeAnswer {
    this.#issued += 1;
    return { body: { access_token: `token-${this.#issued}`, token_type: "Bearer", expires_in: 299 } };
  }
}

function isToken({ path }: SeenRequest): boolean {
  return path.endsWith("/api/v1/token");
}
