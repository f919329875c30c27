import { z } from "zod";
import { GatewayError } from "../../core/gateway-error.js";
import { ERROR_CODES, type ErrorCode } from "../../core/error-codes.js";
import { promptSchema } from "./connect-prompts.js";

const mode = z.enum(["cached", "live"]);
/** Wall-clock milliseconds. */
const instant = z.number().int();

const facts = {
  mode,
  startedAt: instant,
  /** Readings that failed in a row before this one. */
  failures: z.number().int(),
  /** Sessions that were opened for this reading and are gone. */
  reopened: z.number().int(),
};

const challenge = z.object({
  prompts: z.array(promptSchema).readonly(),
  /** Flinks ends a session that is idle for eight minutes. */
  expiresAt: instant,
  wrongAnswers: z.number().int(),
  /** Somebody has sent an answer, and nobody else may until then. */
  answeringUntil: instant.optional(),
});

const sessionState = z.discriminatedUnion("status", [
  /** The intent, written before `Authorize`. */
  z.object({ status: z.literal("OPENING"), ...facts, dueAt: instant }),
  z.object({
    status: z.literal("READING"),
    ...facts,
    requestId: z.string(),
    /** Whether `GetAccountsDetail` was sent. */
    isAsked: z.boolean(),
    dueAt: instant,
  }),
  z.object({ status: z.literal("CHALLENGED"), ...facts, requestId: z.string(), challenge }),
  /** A reading that failed: nobody begins another one before `until`. */
  z.object({
    status: z.literal("RESTING"),
    failures: z.number().int(),
    until: instant,
    code: z.enum(Object.keys(ERROR_CODES) as [ErrorCode, ...ErrorCode[]]),
  }),
]);

/**
 * Where the reading of a consent's next snapshot stands:
 *
 *     (none) ──► OPENING ──► READING ──► (none), and a snapshot
 *        ▲          │  ▲        │  └──► OPENING: the session is gone
 *        │          │  └────────┘
 *        │          ├──► CHALLENGED ──► READING: answered
 *        │          ▼          ▼
 *        └──────  RESTING ◄────┘  refused, given up, or nobody answered
 *
 * Sealed: a requestId opens the accounts, and prompts may be personal. Every change is a compare-and-set.
 */
export type Session = Readonly<z.infer<typeof sessionState>>;
export type Opening = Extract<Session, { status: "OPENING" }>;
export type Reading = Extract<Session, { status: "READING" }>;
export type Challenged = Extract<Session, { status: "CHALLENGED" }>;

export function encodeSession(session: Session): Buffer {
  return Buffer.from(JSON.stringify(session));
}

/** @throws GatewayError RECORD_UNREADABLE */
export function decodeSession(bytes: Uint8Array): Session {
  try {
    return sessionState.parse(JSON.parse(Buffer.from(bytes).toString()));
  } catch {
    throw new GatewayError("RECORD_UNREADABLE", "connect-session has another form");
  }
}
