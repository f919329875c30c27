import { afterAll, afterEach, beforeAll, expect } from "@jest/globals";
import { ERROR_CODES, type ErrorCode } from "../../../src/core/error-codes.js";
import type { FaultName } from "../../../src/sandbox/faults/faults.js";
import { testFaults } from "./fault-families.js";
import { type Accounts, callsOf, type Customer, FaultWorld, type Walk, wholeFrom } from "./fault-world.js";

let world: FaultWorld;
let healthy: Accounts;
let customer: unknown;
let history: Walk;

beforeAll(async () => {
  world = await FaultWorld.start();
  const alex = await world.customer();
  healthy = await alex.accounts();
  customer = await customerOf(alex);
  history = await alex.walk(await alex.accountId());
});

afterEach(() => world.switchOff());

afterAll(() => world.close());

async function customerOf(person: Customer): Promise<any> {
  const { data, errors, extensions } = await person.query("{ customer { customerId name { first last } } }");
  return { data, code: errors?.[0]?.extensions.code, calls: extensions?.upstream?.made };
}

const REASONS: Partial<Record<ErrorCode, string>> = {
  ...{ PROVIDER_ANSWER_INVALID: "UPSTREAM_ERROR", PROVIDER_UNAVAILABLE: "UPSTREAM_ERROR" },
};

/** Neither a list nor a record can be had, for the same reason, by one call each: nothing is made of such an answer. */
async function isNothing(fault: FaultName, code: ErrorCode): Promise<void> {
  const person = await world.customer(fault);
  await hasNoAccounts(person, code);
  expect(await customerOf(person)).toEqual({ data: { customer: null }, code, calls: 1 });
}

async function hasNoAccounts(person: Customer, code: ErrorCode): Promise<void> {
  const { retryable, userMessage } = ERROR_CODES[code];
  const reason = REASONS[code];
  const answer = await person.accounts();
  expect(answer).toMatchObject({ rows: [], totalCount: null, calls: 1 });
  expect(answer.problems).toMatchObject([
    { code, reason, retryable, userMessage, retryAfter: null, accountId: null },
  ]);
  expect(answer.nulls).toEqual([{ path: ["accounts"], reason, code, missing: true }]);
}

const LINKS = `query ($id: ID!) {
  account(id: $id) { statements(first: 1) { nodes { statementId downloadUrl } } }
}`;

/** The newest statement of the person's first account; the document costs one call beside account and list. */
async function statementOf(person: Customer): Promise<any> {
  const answer = await person.query(LINKS, { id: await person.accountId() });
  expect(callsOf(answer)).toBe(3);
  const [{ statementId, downloadUrl }] = answer.data.account.statements.nodes;
  return { statementId, downloadUrl, errors: answer.errors, nulls: answer.extensions?.nulls };
}

testFaults("bodies", {
  "200-empty": () => isNothing("200-empty", "PROVIDER_ANSWER_INVALID"),
  // The bank's own word that there is nothing: no failure, unlike an empty 200.
  "204-no-content": async () => {
    const person = await world.customer("204-no-content");
    const nothing = { rows: [], ids: [], problems: [], totalCount: 0, calls: 1, nulls: [] };
    expect(await person.accounts()).toEqual(nothing);
    expect(await customerOf(person)).toEqual({ data: { customer: null }, code: "NOT_FOUND", calls: 1 });
    await world.switchOn("204-no-content", "transactions");
    const alex = await world.customer();
    expect(await alex.walk(await alex.accountId())).toMatchObject({ rows: [], complete: true, calls: [1] });
  },
  "200-null": () => isNothing("200-null", "PROVIDER_ANSWER_INVALID"),
  // Nobody knows whether such a list goes on. A single record is none.
  "200-bare-list": async () => {
    const person = await world.customer("200-bare-list");
    await hasNoAccounts(person, "PROVIDER_ANSWER_INVALID");
    expect(await customerOf(person)).toEqual(customer);
  },
  "200-html": () => isNothing("200-html", "PROVIDER_ANSWER_INVALID"),
  "200-error-body": () => isNothing("200-error-body", "PROVIDER_UNAVAILABLE"),
  "content-type-wrong": async () => {
    const person = await world.customer("content-type-wrong");
    expect(await person.accounts()).toMatchObject({ rows: healthy.rows, problems: [], calls: 1 });
    expect(await customerOf(person)).toEqual(customer);
  },
  "404-for-empty-list": async () => {
    const person = await world.customer("404-for-empty-list");
    const answer = await person.query(
      `query ($id: ID!) {
        accountTransactions(accountId: $id, startDate: "2001-01-01", endDate: "2001-01-31") {
          nodes { transactionId } complete historyFrom totalCount pageInfo { hasNextPage endCursor }
        }
      }`,
      { id: await person.accountId() },
    );
    expect(answer.errors).toBeUndefined();
    expect(answer.data.accountTransactions).toEqual({
      ...{ nodes: [], complete: true, historyFrom: null, totalCount: null },
      pageInfo: { hasNextPage: false, endCursor: null },
    });
    expect([callsOf(answer), answer.extensions?.nulls]).toEqual([1, undefined]);
    expect(await person.walk(await person.accountId())).toMatchObject({ rows: history.rows, complete: true });
  },
  // The bank no longer knows its own cursor, and says so by an empty page.
  "200-for-not-found": async () => {
    const person = await world.customer("200-for-not-found");
    const account = await person.accountId();
    await world.switchOn("next-number");
    const { rows, after } = await person.walk(account, 10, 1);
    expect(rows).toEqual(history.rows.slice(0, 10));
    await world.switchOff();
    const rest = await person.walk(account, 10, 2, after);
    const historyFrom = wholeFrom(rows);
    expect(rest).toMatchObject({ rows: [], complete: false, historyFrom, calls: [1] });
    expect(rest.errors).toBeUndefined();
  },
  "206-account-error": async () => {
    const person = await world.customer("206-account-error");
    const { rows, ids, problems, nulls, totalCount, calls } = await person.accounts();
    const [failed, ...others] = rows;
    expect(others).toEqual(healthy.rows.slice(1));
    expect({ totalCount, calls }).toEqual({ totalCount: healthy.rows.length, calls: 1 });
    const { accountId, accountCategory, __typename } = healthy.rows[0];
    const nothing = Object.fromEntries(Object.keys(failed).map((name) => [name, null]));
    expect(failed).toEqual({ ...nothing, id: undefined, accountId, accountCategory, __typename });
    const { retryable, userMessage } = ERROR_CODES.PROVIDER_UNAVAILABLE;
    const code = "PROVIDER_UNAVAILABLE";
    expect(problems).toMatchObject([
      { code, reason: "UPSTREAM_ERROR", retryable, userMessage, accountId: ids[0] },
    ]);
    // No other account lacks a balance; others lack a nickname, and for another reason.
    for (const path of [
      ["*", "currentBalance"],
      [0, "nickname"],
    ])
      expect(nulls).toContainEqual({ path: ["accounts", "nodes", ...path], reason: "UPSTREAM_ERROR", code });
  },
  "statement-redirect": async () => {
    const { statementId, downloadUrl, ...rest } = await statementOf(
      await world.customer("statement-redirect"),
    );
    // The address is handed out as it came, and nobody has gone there: the name cannot be resolved.
    expect(downloadUrl).toMatch(
      new RegExp(`^https://storage\\.invalid/.*${statementId}\\.pdf\\?signature=5f2c$`),
    );
    expect(rest).toEqual({ errors: undefined, nulls: undefined });
  },
  "statement-in-work": async () => {
    const { statementId, downloadUrl, errors, nulls } = await statementOf(
      await world.customer("statement-in-work"),
    );
    const path = ["account", "statements", "nodes", 0, "downloadUrl"];
    const { retryable, userMessage } = ERROR_CODES.PROVIDER_NOT_READY;
    const code = "PROVIDER_NOT_READY";
    expect([statementId, downloadUrl]).toEqual([expect.any(String), null]);
    expect(errors).toMatchObject([{ path, extensions: { code, retryable, userMessage } }]);
    expect(nulls).toMatchObject([{ reason: "PENDING", code }]);
  },
  "body-cut-off": () => isNothing("body-cut-off", "PROVIDER_UNAVAILABLE"),
  "json-cut-off": () => isNothing("json-cut-off", "PROVIDER_ANSWER_INVALID"),
  "connection-reset": () => isNothing("connection-reset", "PROVIDER_UNAVAILABLE"),
});
