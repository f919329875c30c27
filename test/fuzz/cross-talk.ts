import type { SentAnswer } from "./fuzz-bank.js";
import type { FuzzAnswer, FuzzOutcome } from "./fuzz-world.js";
import { idMark, type Stamp, stampsIn } from "./stamp.js";

/** Fields of an account that come of calls of their own; each of these is stamped with the account that was asked for. */
const BELOW: ReadonlySet<string> = new Set([
  ...["contact", "holders", "paymentNetworks", "assetTransferNetworks", "transactions", "statements"],
]);
/** Of a thing that accounts of one consent have together. */
const SHARED: ReadonlySet<string> = new Set(["rewardProgram"]);

interface AccountNode extends Readonly<Record<string, unknown>> {
  readonly accountId: string;
  readonly consent: { readonly id: string };
}

/** @returns the consent, and the provider's own id, that one of the gateway's ids stands for. */
export type DecodeId = (id: string) => { readonly consentId: string; readonly ownId: string } | undefined;

/** @returns every value that stands under another account or consent than the one it was sent for. */
export function accountsMixedIn(outcome: FuzzOutcome, decode: DecodeId): readonly string[] {
  const rowsOf = rowsByConsent(outcome.sent);
  return outcome.answers.flatMap((answer) => {
    const data = dataIn(answer);
    const nodes = accountNodesIn(data);
    return [
      ...otherThanAsked(answer, data),
      ...strangersInList(answer, data, decode),
      ...nodes.flatMap((node) => {
        const consentId = decode(node.consent.id)?.consentId;
        if (consentId === undefined) return [`an account under a consent that is none: ${node.consent.id}`];
        return [
          ...strangersBelow(node, consentId),
          ...strangersIn(node, consentId, rowsOf.get(consentId) ?? []),
        ];
      }),
    ];
  });
}

function dataIn({ text }: FuzzAnswer): Readonly<Record<string, unknown>> {
  return (JSON.parse(text) as { data?: Record<string, unknown> | null }).data ?? {};
}

function accountNodesIn(data: Readonly<Record<string, unknown>>): readonly AccountNode[] {
  const nodes = Object.entries(data).flatMap(([key, value]) =>
    key === "accounts" ? ((value as { nodes?: unknown[] } | null)?.nodes ?? []) : [value],
  );
  return nodes.filter(
    (node): node is AccountNode => typeof node === "object" && node !== null && "consent" in node,
  );
}

/** `a3: account(id: $id3)` is the account of `$id3` or none. */
function otherThanAsked(
  { variables }: FuzzAnswer,
  data: Readonly<Record<string, unknown>>,
): readonly string[] {
  return Object.entries(data).flatMap(([key, value]) => {
    const asked = variables[key.replace(/^a/, "id")];
    if (asked === undefined || value === null || (value as { id: unknown }).id === asked) return [];
    return [`another account than the one that was asked for: ${(value as AccountNode).accountId}`];
  });
}

/** Of a list that was asked for by the account's id alone. */
function strangersInList(
  { variables: { account } }: FuzzAnswer,
  { transactions }: Readonly<Record<string, unknown>>,
  decode: DecodeId,
): readonly string[] {
  const asked = typeof account === "string" ? decode(account) : undefined;
  if (asked === undefined) return [];
  return strangersBelow({ accountId: asked.ownId, consent: { id: "" }, transactions }, asked.consentId);
}

function strangersBelow(node: AccountNode, consentId: string): readonly string[] {
  const mark = idMark(node.accountId);
  return Object.entries(node).flatMap(([field, value]) => {
    const isOwn = (stamp: Stamp): boolean =>
      stamp.consentId === consentId && (!BELOW.has(field) || stamp.of.endsWith(`-${mark}`));
    const stranger = stampsIn(JSON.stringify([value])).find((stamp) => !isOwn(stamp));
    if (stranger === undefined) return [];
    return [
      `${field} of ${node.accountId} (${consentId}, ${mark}) holds a text of ${JSON.stringify(stranger)}`,
    ];
  });
}

/** All that an account says of itself must have come in one row, and that row must name the account. */
function strangersIn(node: AccountNode, consentId: string, rows: readonly Row[]): readonly string[] {
  const own = Object.entries(node).filter(([field]) => !BELOW.has(field) && !SHARED.has(field));
  const serials = stampsIn(JSON.stringify(Object.fromEntries(own))).map(serialOf);
  if (serials.length === 0) return [];
  const id = plainId(node.accountId);
  if (rows.some((row) => row.ids.has(id) && serials.every((serial) => row.serials.has(serial)))) return [];
  return [`what ${node.accountId} (${consentId}) says of itself came in no one row of that account`];
}

/** One account as a bank sent it: the ids it may be known by, and the stamps it has. */
interface Row {
  readonly ids: ReadonlySet<string>;
  readonly serials: ReadonlySet<string>;
}

function rowsByConsent(sent: readonly SentAnswer[]): ReadonlyMap<string, readonly Row[]> {
  const rows = new Map<string, Row[]>();
  for (const answer of sent) {
    if (answer.place !== "accounts" && answer.place !== "account") continue;
    const known = rows.get(answer.consentId) ?? [];
    rows.set(answer.consentId, known);
    for (const record of recordsIn(answer)) known.push(rowOf(record));
  }
  return rows;
}

function recordsIn({ place, plain }: SentAnswer): readonly unknown[] {
  const value = parsed(plain);
  if (place === "account") return [value];
  const { accounts } = (value ?? {}) as { accounts?: unknown };
  return Array.isArray(accounts) ? accounts : [];
}

/** What cannot be read is not shown either: a stamp out of it would have no row, and be found. */
function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8").replace(/^\ufeff/, "")) as unknown;
  } catch {
    return undefined;
  }
}

/** Without recursion: a bank may nest as deeply as it likes. */
function rowOf(record: unknown): Row {
  const ids = new Set<string>();
  const serials = new Set<string>();
  const open: unknown[] = [record];
  while (open.length > 0) {
    const value = open.pop();
    if (typeof value === "string") for (const stamp of stampsIn(value)) serials.add(serialOf(stamp));
    for (const [key, inner] of membersOf(value)) {
      if (key === "accountId") ids.add(plainId(inner));
      open.push(key, inner);
    }
  }
  return { ids, serials };
}

function membersOf(value: unknown): readonly (readonly [string, unknown])[] {
  return typeof value === "object" && value !== null ? Object.entries(value) : [];
}

function serialOf({ of, serial }: Stamp): string {
  return `${of} ${serial}`;
}

/** Digits that a double loses, and letters that another charset writes otherwise, make no other account. */
function plainId(id: unknown): string {
  if (typeof id !== "string" && typeof id !== "number") return "";
  const number = Number(id);
  return id === "" || Number.isNaN(number) ? String(id).replace(/[^ -~]+/g, "?") : String(number);
}
