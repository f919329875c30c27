import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { gunzip, gzip } from "node:zlib";
import { z } from "zod";
import { GatewayError } from "../../core/gateway-error.js";
import type { Secret } from "../../core/secret.js";
import { requireShallow } from "../../core/shallow.js";
import { isPlainObject } from "../fdx/dialect/plain-object.js";
import { parseExactJson } from "../fdx/exact-json.js";
import { unexpected } from "../fdx/unexpected.js";
import type { ReadingMode } from "./connect-client.js";
import { institutionIdOf } from "./connect-values.js";
import { accountsIn, transactionsIn } from "./connect-view.js";

const header = z.object({
  id: z.string(),
  asOf: z.number().int(),
  readAt: z.number().int(),
  expiresAt: z.number().int(),
  mode: z.enum(["cached", "live"]),
  historyDays: z.number().int(),
  institutionId: z.number().int().optional(),
  customerKey: z.string(),
});

/** What Flinks gave of one consent's accounts. The loginId is not in it, nor anything that it can be worked out from. */
export interface Snapshot {
  /** Tells two snapshots apart: of the same accounts it is the same. */
  readonly id: string;
  /** When the bank was read (`Login.LastRefresh`), wall-clock milliseconds. */
  readonly asOf: number;
  /** When Flinks gave it to us. */
  readonly readAt: number;
  /** The end of its retention. */
  readonly expiresAt: number;
  readonly mode: ReadingMode;
  /** How many days before `asOf` its transactions reach back. */
  readonly historyDays: number;
  /** Flinks' number of the bank, if it said so. */
  readonly institutionId?: number | undefined;
  /** Made of the loginId, for the ids of customers; a hash. */
  readonly customerKey: string;
  /** Flinks' `Accounts` as JSON, numbers exact. */
  readonly accounts: Buffer;
}

/** Of which login an answer must be, and how it was had. */
export interface AnswerOrigin {
  readonly loginId: Secret;
  readonly mode: ReadingMode;
  readonly historyDays: number;
  /** Wall-clock milliseconds. */
  readonly now: number;
  readonly retentionMs: number;
}

/**
 * Takes a 200 of GetAccountsDetail apart, and reads all of it: what cannot be read must not take the place of what can.
 * @throws GatewayError PROVIDER_ANSWER_INVALID, without any part of the answer
 */
export function snapshotFrom(bytes: Buffer, origin: AnswerOrigin): Snapshot {
  const body = parseExactJson(bytes);
  if (!isPlainObject(body) || !Array.isArray(body["Accounts"])) throw unexpected("Accounts");
  requireShallow(body["Accounts"]);
  const login = isPlainObject(body["Login"]) ? body["Login"] : {};
  const { loginId, mode, historyDays, now, retentionMs } = origin;
  requireSameLogin(login["Id"], loginId);
  const accounts = Buffer.from(withoutSecret(JSON.stringify(body["Accounts"]), loginId.reveal()));
  for (const account of accountsIn(accounts)) transactionsIn(account);
  return {
    ...{ id: hash(accounts), mode, historyDays, readAt: now, expiresAt: now + retentionMs },
    // What was read later than now was read by a clock that is wrong.
    asOf: Math.min(instantOf(login["LastRefresh"]) ?? now, now),
    institutionId: institutionIdOf(body["InstitutionId"]),
    ...{ customerKey: hash(Buffer.from(`fdxgw/v1/connect-customer ${loginId.reveal()}`)), accounts },
  };
}

/** Packed: a year of transactions is megabytes of text, and a tenth of it so. */
export async function encodeSnapshot({ accounts, ...facts }: Snapshot): Promise<Buffer> {
  return promisify<Buffer, Buffer>(gzip)(
    Buffer.concat([Buffer.from(`${JSON.stringify(facts)}\n`), accounts]),
  );
}

/** Rejects with RECORD_UNREADABLE. */
export async function decodeSnapshot(packed: Buffer): Promise<Snapshot> {
  try {
    const bytes = await promisify<Buffer, Buffer>(gunzip)(packed);
    const end = bytes.indexOf("\n");
    const facts = header.parse(JSON.parse(bytes.subarray(0, end).toString()));
    return { ...facts, accounts: bytes.subarray(end + 1) };
  } catch {
    throw new GatewayError("RECORD_UNREADABLE", "connect-snapshot has another form");
  }
}

const INSTANT = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}:\d{2})(\.\d{1,3})?\d*(Z|[+-]\d{2}:\d{2})?$/i;

/** @returns wall-clock milliseconds; `undefined` for what is no moment. Flinks' times are UTC, with an offset or without. */
export function instantOf(text: unknown): number | undefined {
  const [, day, time, fraction = "", zone = "Z"] = INSTANT.exec(typeof text === "string" ? text : "") ?? [];
  if (day === undefined || time === undefined) return undefined;
  const instant = Date.parse(`${day}T${time}${fraction}${zone.toUpperCase()}`);
  return Number.isNaN(instant) ? undefined : instant;
}

function requireSameLogin(id: unknown, loginId: Secret): void {
  if (id === undefined || id === null) return;
  if (typeof id === "string" && id.toLowerCase() === loginId.reveal().toLowerCase()) return;
  throw new GatewayError("PROVIDER_ANSWER_INVALID", "the answer is of another login");
}

/** Wherever it stands, in whatever letters: the loginId is the key to the account, and apps may read rows as they came. */
function withoutSecret(text: string, secret: string): string {
  const everywhere = new RegExp(secret.replace(/[^\w]/g, "\\$&"), "gi");
  return text.replace(everywhere, "removed");
}

function hash(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("base64url");
}
