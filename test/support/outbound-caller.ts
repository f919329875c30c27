import { request } from "undici";
import {
  type FlinksOutboundOptions,
  type FlinksOutboundSandbox,
  startFlinksOutboundSandbox,
} from "../../src/sandbox/flinks-outbound/flinks-outbound-sandbox.js";
import { type BankVisit, visitBank } from "./bank-visitor.js";
import { caller, control, type Get, read, type SandboxAnswer, TODAY } from "./sandbox-caller.js";

export const OUTBOUND_RECIPIENT = {
  clientId: "dc-7tf8aijpjqofl3uxppi136ldc",
  clientSecret: "recipient secret/with + characters:that need encoding",
  name: "Fern & Co",
  redirectUris: ["http://127.0.0.1:65000/oauth/callback"],
};
export const OUTBOUND_PARTNER = { clientId: "partner", clientSecret: "partner secret" };
export const REDIRECT_URI = "http://127.0.0.1:65000/oauth/callback";

export function openOutbound(options: Partial<FlinksOutboundOptions> = {}): Promise<FlinksOutboundSandbox> {
  const parties = { recipient: OUTBOUND_RECIPIENT, partner: OUTBOUND_PARTNER };
  return startFlinksOutboundSandbox({ ...parties, today: TODAY, ...options });
}

interface Call {
  readonly token?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON, a text as it is. */
  readonly body?: unknown;
}

export async function call(
  method: "GET" | "POST" | "PUT" | "DELETE",
  url: string,
  { token, headers, body }: Call = {},
): Promise<SandboxAnswer> {
  return read(
    await request(url, {
      method,
      headers: {
        ...(body !== undefined && { "content-type": "application/json" }),
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
    }),
  );
}

interface Client {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** Asks the token endpoint with id and secret in the JSON body. */
export function askToken(
  { origin }: FlinksOutboundSandbox,
  fields: Readonly<Record<string, unknown>>,
  { clientId, clientSecret }: Client = OUTBOUND_RECIPIENT,
): Promise<SandboxAnswer> {
  const body = { client_id: clientId, client_secret: clientSecret, ...fields };
  return call("POST", `${origin}/api/v1/token`, { body });
}

export async function adminToken(outbound: FlinksOutboundSandbox): Promise<string> {
  const fields = { grant_type: "client_credentials", scope: "client:admin" };
  return tokensIn(await askToken(outbound, fields, OUTBOUND_PARTNER)).accessToken;
}

export async function recipientToken(outbound: FlinksOutboundSandbox, client?: Client): Promise<string> {
  const fields = { grant_type: "client_credentials" };
  return tokensIn(await askToken(outbound, fields, client)).accessToken;
}

/** @param changes other parameters; undefined leaves one out. */
export function authorizeUrl(
  { origin }: FlinksOutboundSandbox,
  changes: Readonly<Record<string, string | undefined>> = {},
): string {
  const parameters = {
    client_id: OUTBOUND_RECIPIENT.clientId,
    redirect_uri: REDIRECT_URI,
    state: "a state",
    response_type: "code",
    scope: "ACCOUNT_BASIC ACCOUNT_DETAILED TRANSACTIONS",
    provider_id: "1000",
    ...changes,
  };
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries<string | undefined>(parameters)) {
    if (value !== undefined) query.set(name, value);
  }
  return `${origin}/api/v1/authorize?${query.toString()}`;
}

interface Connected {
  readonly accessToken: string;
  readonly refreshToken: string;
}

/** The whole way: authorize, log in, consent, code for tokens. */
export async function connect(
  outbound: FlinksOutboundSandbox,
  visit: BankVisit,
  changes: Readonly<Record<string, string | undefined>> = {},
): Promise<Connected> {
  const code = new URL(await visitBank(authorizeUrl(outbound, changes), visit)).searchParams.get("code");
  const fields = { grant_type: "authorization_code", code, redirect_uri: REDIRECT_URI };
  return tokensIn(await askToken(outbound, fields));
}

function tokensIn({ status, text, body }: SandboxAnswer): Connected {
  if (status !== 200) throw new Error(`no token: ${text}`);
  const answer = body as Readonly<Record<"access_token" | "refresh_token", string>>;
  return { accessToken: answer.access_token, refreshToken: answer.refresh_token };
}

interface MintedConnection extends Connected {
  readonly grantId: string;
  /** Of the data listener, below `/api/fdx/5/`. */
  readonly get: Get;
}

/** Consent to everything that a provider has, without a browser. */
export async function mintConnection(
  outbound: FlinksOutboundSandbox,
  order: Readonly<Record<string, unknown>> & { readonly personId: string },
): Promise<MintedConnection> {
  const answer = await control(outbound, "POST", "/grants", order);
  if (answer.status !== 200) throw new Error(`no grant for ${order.personId}: ${answer.text}`);
  const [minted] = answer.body as readonly [MintedConnection];
  return { ...minted, get: caller(`${outbound.dataOrigin}/api/fdx/5/`, minted.accessToken) };
}
