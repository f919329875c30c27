import { randomUUID } from "node:crypto";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { BankProfile } from "../bank-profile.js";
import type { Availability } from "../control/availability.js";
import type { TokenProof } from "../dress/token-proof.js";
import type { CallKind, CallLog } from "../control/call-log.js";
import type { FaultRegister } from "../faults/fault-register.js";
import type { BankAccount, BankBooks } from "../seed/bank-books.js";
import { requireOneOf, type Access } from "./access.js";
import type { DataCall } from "./data-call.js";
import type { DataCluster } from "./data-clusters.js";
import type { Face } from "./face.js";
import { FdxError } from "./fdx-error.js";
import { presentContact } from "./present-customer.js";
import type { Query } from "./query.js";
import { full } from "./shows/full.js";
import { sparse } from "./shows/sparse.js";
import { json, sendAnswer, type WireAnswer } from "./wire-answer.js";

/** What every data call needs. */
export interface FdxParts {
  readonly profile: BankProfile;
  readonly books: BankBooks;
  readonly calls: CallLog;
  readonly availability: Availability;
  readonly faults: FaultRegister;
  readonly withdrawGrant: (grantId: string) => void;
  readonly face: Face;
  /** Ends in a slash. */
  readonly baseUrl: string;
  /** @returns undefined for a token that is unknown, expired or revoked, or whose grant is. */
  readonly accessOf: (token: string) => Promise<Access | undefined>;
  /** What a token must come with. */
  readonly proof?: TokenProof | undefined;
  /** Throws to refuse a call before anything else is looked at. */
  readonly gate?: (access: Access | undefined) => void;
}

export interface DataRoute {
  readonly kind: CallKind;
  /** One of these must be granted. */
  readonly clusters: (query: Query) => readonly DataCluster[];
  readonly answer: (call: DataCall) => WireAnswer | Promise<WireAnswer>;
}

type Handler = (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>;

/** Puts the same steps before every answer: who calls, count it, is the bank open, was this granted. */
export function dataHandler(parts: FdxParts, route: DataRoute): Handler {
  return async (request, reply) => {
    const access = await bearerAccess(parts, request.headers.authorization);
    const path = request.url.slice(new URL(parts.baseUrl).pathname.length - 1);
    const caller = access && { grantId: access.grantId, personId: access.person.id };
    parts.calls.count(route.kind, caller, `${request.method} ${path}`);
    const refusal = await parts.availability.refusal();
    if (refusal !== null) {
      const closed = new FdxError("503", "switched off by the control endpoint");
      return sendAnswer(reply, { ...refusalOf(parts.face, closed), status: refusal });
    }
    return sendAnswer(reply, await faultyAnswer(parts, route, { request, path, access }));
  };
}

/** The honest answer, through the faults that are switched on. */
function faultyAnswer(parts: FdxParts, route: DataRoute, asked: Asked): Promise<WireAnswer> {
  const { face, books, baseUrl } = parts;
  const { request, path, access } = asked;
  const query = face.query(request.url);
  const grantId = access?.grantId ?? "";
  return parts.faults.answer(
    (changes = {}, shift = 0) => answerOf(parts, route, { ...asked, query: query.with(changes, shift) }),
    {
      ...{ kind: route.kind, query, cursor: face.cursor, today: books.today, grantId },
      personId: access?.person.id ?? "",
      path: path.split("?")[0] ?? "",
      url: new URL(path.slice(1), baseUrl).href,
      token: request.headers.authorization ?? "",
      withdrawGrant: () => {
        parts.withdrawGrant(grantId);
      },
    },
  );
}

interface Asked {
  readonly request: FastifyRequest;
  /** Below the base URL, with its query. */
  readonly path: string;
  readonly access: Access | undefined;
}

type ReadCall = Asked & { readonly query: Query };

async function answerOf(parts: FdxParts, route: DataRoute, asked: ReadCall): Promise<WireAnswer> {
  const { face } = parts;
  try {
    parts.gate?.(asked.access);
    const call = allowedCall(parts, route, asked);
    return face.present(route.kind, shown(parts, route.kind, await route.answer(call), call.access), call);
  } catch (failure) {
    return refusalOf(face, failure);
  }
}

function allowedCall({ face, baseUrl }: FdxParts, route: DataRoute, asked: ReadCall): DataCall {
  const { request, path, access } = asked;
  if (access === undefined) throw new FdxError("603");
  if (face.lacks.has(route.kind)) throw new FdxError("1106");
  const query = face.resolve?.(asked.query) ?? asked.query;
  requireOneOf(access, route.clusters(query));
  return {
    access: { ...access, accounts: access.accounts.filter(({ product }) => face.knows(product.category)) },
    query,
    url: new URL(path.slice(1).split("?")[0] ?? "", baseUrl).href,
    params: request.params as Readonly<Record<string, string | undefined>>,
    accept: request.headers.accept,
  };
}

/** As much of the answer as this bank tells. */
function shown({ profile, books }: FdxParts, kind: CallKind, answer: WireAnswer, access: Access): WireAnswer {
  if (profile.shows === "required") return sparse(answer);
  if (profile.shows === "usual") return answer;
  const isGranted = access.clusters.has("CUSTOMER_CONTACT");
  const contactOf = isGranted ? (account: BankAccount) => presentContact(access, account, books) : undefined;
  return full(kind, answer, { accounts: access.accounts, contactOf });
}

function refusalOf({ refuse = refused }: Face, failure: unknown): WireAnswer {
  return refuse(failure);
}

/** Every answer carries the caller's interaction id, or one made up for a caller that sent none. */
export function echoInteractionId(request: FastifyRequest, reply: FastifyReply): void {
  const given = request.headers["x-fapi-interaction-id"];
  reply.header("x-fapi-interaction-id", typeof given === "string" && given !== "" ? given : randomUUID());
}

/** Turns whatever went wrong into an FDX error body. */
export function refused(failure: unknown): WireAnswer {
  const error = failure instanceof FdxError ? failure : new FdxError("500", String(failure));
  const { status, headers, body } = json(error.body, error.status);
  if (error.body.code === "603") return { status, headers: challenge("invalid_token", headers), body };
  if (error.body.code === "602") return { status, headers: challenge("insufficient_scope", headers), body };
  return { status, headers, body };
}

function challenge(error: string, headers: WireAnswer["headers"]): WireAnswer["headers"] {
  return { ...headers, "www-authenticate": `Bearer error="${error}"` };
}

async function bearerAccess(parts: FdxParts, authorization: string | undefined): Promise<Access | undefined> {
  const token = /^Bearer ([\w.~+/-]+=*)$/i.exec(authorization ?? "")?.[1];
  return token === undefined ? undefined : parts.accessOf(token);
}
