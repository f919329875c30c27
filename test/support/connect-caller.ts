import { request } from "undici";
import {
  type FlinksConnectOptions,
  type FlinksConnectSandbox,
  startFlinksConnectSandbox,
} from "../../src/sandbox/flinks-connect/flinks-connect-sandbox.js";
import { type ConnectVisit, visitConnect } from "./visit-connect.js";

export const CUSTOMER_ID = "5b0a3f0e-6f2c-4a0e-9a55-0d3f6f1f7c01";
export const SECRET_KEY = "connect-secret-key";
export const API_KEY = "connect-api-key";
export const REDIRECT_URL = "http://127.0.0.1:65000/link/callback?state=s-1";

/** For this day the sandbox's data is always the same. */
const TODAY = new Date("2026-03-11T15:00:00Z");

export interface ConnectAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  /** The body, if it is JSON: any, so that a test that reads a member that is not there fails by itself. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- see above
  readonly body: any;
}

export function openConnect(options: Partial<FlinksConnectOptions> = {}): Promise<FlinksConnectSandbox> {
  const keys = { customerId: CUSTOMER_ID, secretKey: SECRET_KEY, apiKey: API_KEY };
  return startFlinksConnectSandbox({ ...keys, today: TODAY, ...options });
}

/** A client of the sandbox that knows the keys. */
export class ConnectCaller {
  readonly #sandbox: FlinksConnectSandbox;

  constructor(sandbox: FlinksConnectSandbox) {
    this.#sandbox = sandbox;
  }

  async authorizeToken(): Promise<string> {
    const answer = await this.call("POST", "/GenerateAuthorizeToken", { key: SECRET_KEY });
    return String((answer.body as { Token: unknown }).Token);
  }

  /** Spends a fresh authorize token. */
  async authorize(body: unknown): Promise<ConnectAnswer> {
    return this.call("POST", "/Authorize", { key: await this.authorizeToken(), body });
  }

  /** Opens a session and returns its `RequestId`. */
  async session(loginId: string, cached = true): Promise<string> {
    const live = { MostRecentCached: false, Save: true };
    const answer = await this.authorize({
      LoginId: loginId,
      ...(cached ? { MostRecentCached: true } : live),
    });
    if (answer.status !== 200) throw new Error(`no session: ${answer.text}`);
    return String((answer.body as { RequestId: unknown }).RequestId);
  }

  detail(requestId: string, options: Readonly<Record<string, unknown>> = {}): Promise<ConnectAnswer> {
    return this.call("POST", "/GetAccountsDetail", { body: { RequestId: requestId, ...options } });
  }

  poll(requestId: string): Promise<ConnectAnswer> {
    return this.call("GET", `/GetAccountsDetailAsync/${requestId}`);
  }

  /** The widget's address with a fresh authorize token. */
  async widget(query: Readonly<Record<string, string>> = {}): Promise<string> {
    const address = new URL("/v2/", this.#sandbox.widgetOrigin);
    const token = await this.authorizeToken();
    address.search = new URLSearchParams({
      redirectUrl: REDIRECT_URL,
      authorizeToken: token,
      ...query,
    }).toString();
    return address.href;
  }

  /** Links an account through the widget and returns its `loginId`. */
  async link(visit: ConnectVisit): Promise<string> {
    const left = new URL(await visitConnect(await this.widget(), visit));
    const loginId = left.searchParams.get("loginId");
    if (loginId === null) throw new Error(`not linked: ${left.href}`);
    return loginId;
  }

  /** A login without the browser. */
  async mint(personId: string, options: Readonly<Record<string, unknown>> = {}): Promise<string> {
    const answer = await this.control("POST", "/logins", { personId, ...options });
    return String((answer.body as { loginId: unknown }).loginId);
  }

  call(
    method: "GET" | "POST" | "DELETE",
    path: string,
    sent: { readonly key?: string; readonly body?: unknown; readonly headers?: Record<string, string> } = {},
  ): Promise<ConnectAnswer> {
    const { key, body, headers = { "x-api-key": API_KEY } } = sent;
    const address = `${this.#sandbox.apiOrigin}/v3/${CUSTOMER_ID}/BankingServices${path}`;
    return send(method, address, { ...headers, ...(key !== undefined && { "flinks-auth-key": key }) }, body);
  }

  control(method: "GET" | "PUT" | "POST" | "DELETE", path: string, body?: unknown): Promise<ConnectAnswer> {
    return send(method, `${this.#sandbox.controlUrl}${path}`, {}, body);
  }
}

async function send(
  method: "GET" | "PUT" | "POST" | "DELETE",
  address: string,
  headers: Readonly<Record<string, string>>,
  body: unknown,
): Promise<ConnectAnswer> {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const sent = body !== undefined && {
    headers: { ...headers, "content-type": "application/json" },
    body: text,
  };
  const answer = await request(address, { method, headers, ...sent });
  const received = await answer.body.text();
  return {
    ...{ status: answer.statusCode, headers: answer.headers, text: received },
    body: received === "" ? undefined : parsed(received),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
