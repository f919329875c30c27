import type { CallKind } from "../control/call-log.js";
import type { Face } from "../fdx/face.js";
import type { Query } from "../fdx/query.js";
import type { WireAnswer } from "../fdx/wire-answer.js";
import type { Day } from "../seed/calendar.js";

/** The call a fault meets. */
export interface FaultCall {
  readonly kind: CallKind;
  /** Under the names of 6.4, whatever the face. */
  readonly query: Query;
  /** Absolute, as it was asked. */
  readonly url: string;
  readonly cursor: Face["cursor"];
  readonly today: Day;
  /** Empty for a call without one. */
  readonly token: string;
  /** The how-manieth time this path is read from its first page under this grant, beginning with 1. */
  readonly reading: number;
  /** What this fault has noted about this grant. */
  readonly memory: Map<string, string>;
  /** Ends the grant behind the call, as the customer could at the bank. */
  readonly withdrawGrant: () => void;
}

/** Other values than the caller's own, and how far to shift a later page. */
export type Serve = (
  changes?: Readonly<Record<string, string | undefined>>,
  shift?: number,
) => Promise<WireAnswer>;

/** Stands around the bank's honest answer: changes what is asked, what is answered, or both. */
export type Fault = (serve: Serve, call: FaultCall) => WireAnswer | Promise<WireAnswer>;

/** A fault with what it means. */
export interface NamedFault {
  /** One line for the documentation. */
  readonly meaning: string;
  /** The kinds of call it meets; all data calls if missing. */
  readonly only?: readonly CallKind[];
  readonly fault: Fault;
}
