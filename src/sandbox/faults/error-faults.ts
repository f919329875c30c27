import { json, type WireAnswer } from "../fdx/wire-answer.js";
import { edit, inside, isServed, rowsOf, withRows, type JsonObject } from "./body.js";
import type { Fault } from "./fault.js";

const RETRY_AFTER_SECONDS = 7;
const NOT_AUTHORISED = refusal(401, "602");

export const notAuthorised: Fault = () => NOT_AUTHORISED;
export const notAuthorisedAs403: Fault = () => refusal(403, "602");

/** Whatever was wrong with token, grant or cluster. */
export const notAuthorisedForAllCauses: Fault = async (serve) => {
  const answer = await serve();
  return answer.status === 401 || answer.status === 403 ? NOT_AUTHORISED : answer;
};

/** The first token that is used is refused from then on; the next one is good. */
export const tokenStale: Fault = (serve, { token, memory }) => {
  if (!memory.has("stale")) memory.set("stale", token);
  return memory.get("stale") === token ? NOT_AUTHORISED : serve();
};

/** The customer has ended the grant at the bank, and no event told of it. */
export const consentRevoked: Fault = (_serve, { withdrawGrant }) => {
  withdrawGrant();
  return NOT_AUTHORISED;
};

export const tooMany: Fault = () =>
  withHeaders(refusal(429, "1207"), { "retry-after": String(RETRY_AFTER_SECONDS) });
export const tooManyAs422: Fault = () => refusal(422, "1207");
export const tooManyUntilDate: Fault = () =>
  withHeaders(refusal(429, "1207"), {
    "retry-after": new Date(Date.now() + RETRY_AFTER_SECONDS * 1_000).toUTCString(),
  });
export const tooManyOtherBody: Fault = () => json({ error: "too many requests" }, 429);

export const subsystemDown: Fault = () => refusal(500, "501");
export const subsystemDownAs405: Fault = () => refusal(405, "501");
export const maintenance: Fault = () => refusal(503, "503");
export const providerSlow: Fault = () => refusal(408, "500");
export const codeAsNumber: Fault = () => json({ code: 500, message: "The bank failed" }, 500);
export const problemJson: Fault = () => ({
  ...json({ type: "about:blank", title: "Internal Server Error", status: 500 }, 500),
  headers: { "content-type": "application/problem+json" },
});
export const oauthError: Fault = () =>
  withHeaders(json({ error: "invalid_token" }, 401), { "www-authenticate": 'Bearer error="invalid_token"' });
export const htmlBadGateway: Fault = () => html("<html><body><h1>502 Bad Gateway</h1></body></html>", 502);

export const emptyOk: Fault = () => ({ status: 200, headers: {}, body: undefined });
export const noContent: Fault = () => ({ status: 204, headers: {}, body: undefined });
export const nullOk: Fault = () => json(null);
export const listOk: Fault = edit((body) => rowsOf(body) ?? [body]);
export const htmlOk: Fault = () => html("<html><body>Please log in.</body></html>", 200);
export const errorAsOk: Fault = () => json({ code: "500", message: "The bank failed" });

export const contentTypeWrong: Fault = async (serve) => {
  const answer = await serve();
  return isServed(answer) ? withHeaders(answer, { "content-type": "text/html; charset=utf-8" }) : answer;
};

export const notFoundForEmpty: Fault = async (serve) => {
  const answer = await serve();
  return isServed(answer) && rowsOf(answer.body)?.length === 0 ? refusal(404, "1107") : answer;
};

const LIST_OF: Readonly<Record<string, string>> = {
  ...{ accounts: "accounts", transactions: "transactions", statements: "statements" },
  ...{ paymentNetworks: "paymentNetworks", customers: "customers" },
};

export const emptyForNotFound: Fault = async (serve, { kind }) => {
  const answer = await serve();
  const list = LIST_OF[kind];
  const isRefused = answer.status === 404 || answer.status === 400;
  return isRefused && list !== undefined
    ? json({ page: { totalElements: 0 }, links: {}, [list]: [] })
    : answer;
};

/** The first account of the list could not be read. */
export const accountError: Fault = async (serve) => {
  const answer = await serve();
  const rows = isServed(answer) ? rowsOf(answer.body) : undefined;
  if (!isServed(answer) || rows === undefined) return answer;
  const body = withRows(
    answer.body,
    rows.map((row, index) => (index === 0 ? inside(row, failed) : row)),
  );
  return { ...answer, status: 206, body };
};

/** To storage with a signed address, which must not be shown the token. */
export const statementRedirect: Fault = (_serve, { url }) => ({
  status: 302,
  headers: { location: `https://storage.invalid${new URL(url).pathname}.pdf?signature=5f2c` },
  body: undefined,
});
export const statementInWork: Fault = () => refusal(400, "1300");

function failed({ accountCategory, accountId }: JsonObject): JsonObject {
  return { accountCategory, accountId, error: { code: "500", message: "This account cannot be read now" } };
}

function refusal(status: number, code: string): WireAnswer {
  // No word of OAuth's: it would tell what 602 leaves open.
  const challenge = { "www-authenticate": "Bearer" };
  return withHeaders(json({ code, message: "Refused" }, status), status === 401 ? challenge : {});
}

function html(body: string, status: number): WireAnswer {
  return { status, headers: { "content-type": "text/html; charset=utf-8" }, body };
}

function withHeaders(answer: WireAnswer, headers: Readonly<Record<string, string>>): WireAnswer {
  return { ...answer, headers: { ...answer.headers, ...headers } };
}
