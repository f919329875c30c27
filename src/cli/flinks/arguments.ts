import { parseArgs } from "node:util";
import { GatewayError } from "../../core/gateway-error.js";
import { UsageError } from "../usage-error.js";
import type { SecretTarget } from "./secret-file.js";

const USAGE = `fdx-gateway flinks <command> [--json]

  providers list [--country CA] [--registered]
  providers show ID
  recipients list
  recipients show CLIENT_ID
  recipients create --name NAME --redirect-uri URI … [--scope SCOPE …] [--country CA|US] [--description TEXT]
      [--logo-uri URI] [--terms-uri URI] [--client-uri URI] [--contact EMAIL …] --secret-file PATH [--replace]
  recipients set-redirect-uris CLIENT_ID URI … [--yes]
  secrets rotate CLIENT_ID --secret-file PATH [--replace] [--yes]
  registrations list [--recipient CLIENT_ID]
  registrations request --recipient CLIENT_ID --provider ID …
  registrations watch --recipient CLIENT_ID --provider ID [--timeout SECONDS]`;

/** What was typed, read and typed, without a look at the configuration. */
export type FlinksCommand = { readonly json: boolean } & (
  | { readonly action: "providers list"; readonly country?: string | undefined; readonly registered: boolean }
  | { readonly action: "providers show"; readonly providerId: number }
  | { readonly action: "recipients list" }
  | { readonly action: "recipients show"; readonly clientId: string }
  | CreateRecipient
  | SetRedirectUris
  | RotateSecret
  | { readonly action: "registrations list"; readonly recipientId?: string | undefined }
  | RequestRegistrations
  | WatchRegistration
);

export interface CreateRecipient extends SecretTarget {
  readonly action: "recipients create";
  readonly name: string;
  readonly redirectUris: readonly string[];
  /** None: those of the Flinks file. */
  readonly scopes: readonly string[];
  readonly country?: string | undefined;
  readonly description?: string | undefined;
  readonly logoUri?: string | undefined;
  readonly termsUri?: string | undefined;
  readonly clientUri?: string | undefined;
  readonly contacts: readonly string[];
}

export interface SetRedirectUris {
  readonly action: "recipients set-redirect-uris";
  readonly clientId: string;
  readonly redirectUris: readonly string[];
  readonly yes: boolean;
}

export interface RotateSecret extends SecretTarget {
  readonly action: "secrets rotate";
  readonly clientId: string;
  readonly yes: boolean;
}

export interface RequestRegistrations {
  readonly action: "registrations request";
  readonly recipientId: string;
  readonly providerIds: readonly number[];
}

export interface WatchRegistration {
  readonly action: "registrations watch";
  readonly recipientId: string;
  readonly providerId: number;
  readonly timeoutMs?: number | undefined;
}

type Parser = (args: readonly string[]) => FlinksCommand;

const TEXT = { type: "string" } as const;
const TEXTS = { type: "string", multiple: true, default: [] as string[] } as const;
const FLAG = { type: "boolean", default: false } as const;
const JSON_FLAG = { json: FLAG } as const;
const SECRET_TARGET = { "secret-file": TEXT, replace: FLAG } as const;

const PARSERS: Readonly<Record<FlinksCommand["action"], Parser>> = {
  "providers list": (args) => {
    const options = { ...JSON_FLAG, country: TEXT, registered: FLAG };
    const { values } = withOperands(0, parseArgs({ args: [...args], options, allowPositionals: true }));
    return { action: "providers list", ...values, country: values.country && countries(values.country) };
  },
  "providers show": (args) => {
    const { values, positionals } = withOperands(1, parsePlain(args));
    return { action: "providers show", ...values, providerId: providerId(positionals[0]) };
  },
  "recipients list": (args) => ({ action: "recipients list", ...withOperands(0, parsePlain(args)).values }),
  "recipients show": (args) => {
    const { values, positionals } = withOperands(1, parsePlain(args));
    return { action: "recipients show", ...values, clientId: needed(positionals[0]) };
  },
  "recipients create": parseCreate,
  "recipients set-redirect-uris": (args) => {
    const options = { ...JSON_FLAG, yes: FLAG };
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    const [clientId, ...redirectUris] = positionals;
    return {
      ...{ action: "recipients set-redirect-uris", ...values, clientId: needed(clientId) },
      redirectUris: distinct(redirectUris.map(redirectUri)),
    };
  },
  "secrets rotate": (args) => {
    const options = { ...JSON_FLAG, ...SECRET_TARGET, yes: FLAG };
    const parsed = parseArgs({ args: [...args], options, allowPositionals: true });
    const { values, positionals } = withOperands(1, parsed);
    const { json, replace, yes } = values;
    return {
      ...{ action: "secrets rotate", json, replace, yes, clientId: needed(positionals[0]) },
      secretFile: needed(values["secret-file"]),
    };
  },
  "registrations list": (args) => {
    const options = { ...JSON_FLAG, recipient: TEXT };
    const { values } = withOperands(0, parseArgs({ args: [...args], options, allowPositionals: true }));
    return { action: "registrations list", json: values.json, recipientId: values.recipient };
  },
  "registrations request": (args) => {
    const options = { ...JSON_FLAG, recipient: TEXT, provider: TEXTS };
    const { values } = withOperands(0, parseArgs({ args: [...args], options, allowPositionals: true }));
    const providerIds = distinct(values.provider.map(providerId));
    needed(providerIds[0]);
    return {
      ...{ action: "registrations request", json: values.json, providerIds },
      recipientId: needed(values.recipient),
    };
  },
  "registrations watch": (args) => {
    const options = { ...JSON_FLAG, recipient: TEXT, provider: TEXT, timeout: TEXT };
    const { values } = withOperands(0, parseArgs({ args: [...args], options, allowPositionals: true }));
    return {
      ...{ action: "registrations watch", json: values.json, recipientId: needed(values.recipient) },
      providerId: providerId(values.provider),
      timeoutMs: values.timeout === undefined ? undefined : milliseconds(values.timeout),
    };
  },
};

/**
 * @throws UsageError for words that no command has, and GatewayError BAD_USER_INPUT for a value that cannot be right, with
 * its name.
 */
export function parseFlinksCommand(args: readonly string[]): FlinksCommand {
  const [noun = "", verb = "", ...rest] = args;
  const action = `${noun} ${verb}`;
  if (!isAction(action)) throw new UsageError(USAGE);
  try {
    return PARSERS[action](rest);
  } catch (failure) {
    if (failure instanceof GatewayError) throw failure;
    throw new UsageError(USAGE);
  }
}

function parseCreate(args: readonly string[]): FlinksCommand {
  const texts = { name: TEXT, country: TEXT, description: TEXT };
  const uris = { "logo-uri": TEXT, "terms-uri": TEXT, "client-uri": TEXT };
  const lists = { "redirect-uri": TEXTS, scope: TEXTS, contact: TEXTS };
  const options = { ...JSON_FLAG, ...SECRET_TARGET, ...texts, ...uris, ...lists };
  const { values } = withOperands(0, parseArgs({ args: [...args], options, allowPositionals: true }));
  const { json, replace, country, description, scope: scopes, contact: contacts } = values;
  const redirectUris = distinct(values["redirect-uri"].map(redirectUri));
  needed(redirectUris[0]);
  return {
    ...{ action: "recipients create", json, replace, country, description, redirectUris, contacts },
    ...{ name: recipientName(needed(values.name)), scopes: distinct(scopes) },
    ...{ logoUri: values["logo-uri"], termsUri: values["terms-uri"], clientUri: values["client-uri"] },
    secretFile: needed(values["secret-file"]),
  };
}

function parsePlain(args: readonly string[]) {
  return parseArgs({ args: [...args], options: JSON_FLAG, allowPositionals: true });
}

function isAction(text: string): text is FlinksCommand["action"] {
  return Object.hasOwn(PARSERS, text);
}

function withOperands<Parsed extends { readonly positionals: readonly string[] }>(
  count: number,
  parsed: Parsed,
): Parsed {
  if (parsed.positionals.length === count) return parsed;
  throw new UsageError(USAGE);
}

function needed<Value>(value: Value | undefined): Value {
  if (value !== undefined && value !== "") return value;
  throw new UsageError(USAGE);
}

const MAX_NAME = 256;

function recipientName(text: string): string {
  if (text.length <= MAX_NAME) return text;
  throw wrong(`a recipient's name has ${MAX_NAME} letters at most`);
}

function providerId(text: string | undefined): number {
  if (/^[1-9]\d{0,8}$/.test(needed(text))) return Number(text);
  throw wrong(`${text ?? ""} is no provider id: they are whole numbers, for example 1000`);
}

/** Three years at most. */
function milliseconds(text: string): number {
  if (/^[1-9]\d{0,7}$/.test(text)) return Number(text) * 1_000;
  throw wrong(`--timeout ${text} is no number of seconds`);
}

function countries(text: string): string {
  if (/^(CA|US)(,(CA|US))?$/.test(text)) return text;
  throw wrong(`--country ${text} is neither CA, US nor CA,US`);
}

const LOOPBACK = new Set(["127.0.0.1", "[::1]", "localhost"]);

/** As it was typed: Flinks compares it letter by letter. */
function redirectUri(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isSafe = url?.protocol === "https:" || (url?.protocol === "http:" && LOOPBACK.has(url.hostname));
  if (isSafe && !text.includes("#")) return text;
  throw wrong(`${text} is no redirect URI: https (http only on loopback), whole, without a fragment`);
}

function distinct<Value>(values: readonly Value[]): readonly Value[] {
  return [...new Set(values)];
}

function wrong(detail: string): GatewayError {
  return new GatewayError("BAD_USER_INPUT", detail);
}
