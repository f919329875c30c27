import { request } from "undici";
import {
  type SandboxBank,
  type SandboxBankOptions,
  startSandboxBank,
} from "../../src/sandbox/sandbox-bank.js";

/** For this day the sandbox's data is always the same. */
export const TODAY = new Date("2026-03-11T15:00:00Z");

export interface SandboxAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  /** The body, if it is JSON: any, so that a test that reads a member that is not there fails by itself. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- see above
  readonly body: any;
}

export type Get = (path: string, headers?: Readonly<Record<string, string>>) => Promise<SandboxAnswer>;

const RECIPIENT = {
  clientId: "gateway",
  clientSecret: "secret",
  name: "Fern & Co",
  redirectUris: ["http://127.0.0.1:65000/oauth/callback"],
};

export function openBank(options: Partial<SandboxBankOptions> = {}): Promise<SandboxBank> {
  return startSandboxBank({ bank: "maple", recipient: RECIPIENT, today: TODAY, ...options });
}

interface Minted {
  readonly grantId: string;
  readonly accessToken: string;
  readonly refreshToken: string;
}

/** Gives consent to everything without a browser. */
export async function mint(bank: SandboxBank, personId: string): Promise<Minted> {
  const answer = await control(bank, "POST", "/grants", { personId });
  if (answer.status !== 200) throw new Error(`no grant for ${personId}: ${String(answer.status)}`);
  return (answer.body as readonly [Minted])[0];
}

/** @param baseUrl the face to call; default 6.4. */
export async function callerFor(
  bank: SandboxBank,
  personId: string,
  baseUrl = bank.fdxBaseUrl,
): Promise<Get> {
  const { accessToken } = await mint(bank, personId);
  return caller(baseUrl, accessToken);
}

export function caller(baseUrl: string, accessToken: string): Get {
  return async (path, headers = {}) =>
    read(
      await request(new URL(path, baseUrl), {
        headers: { authorization: `Bearer ${accessToken}`, ...headers },
      }),
    );
}

export async function control(
  bank: Pick<SandboxBank, "controlUrl">,
  method: "GET" | "PUT" | "POST" | "DELETE",
  path: string,
  body?: unknown,
): Promise<SandboxAnswer> {
  const sent = { headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
  return read(await request(`${bank.controlUrl}${path}`, { method, ...(body !== undefined && sent) }));
}

export async function read({
  statusCode,
  headers,
  body,
}: Awaited<ReturnType<typeof request>>): Promise<SandboxAnswer> {
  const text = await body.text();
  return { status: statusCode, headers, text, body: jsonOf(text) };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
