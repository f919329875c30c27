import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "@jest/globals";
import { ERROR_CODES, type ErrorCodeEntry } from "../../src/core/error-codes.js";
import { markdownTable } from "../support/markdown-table.js";

const PATH = fileURLToPath(new URL("../../docs/errors.md", import.meta.url));
const HEADING = [
  "Code",
  "Status",
  "Retry?",
  "What it says",
  "What the app may do",
  "What it may show to a person",
];

const INTRODUCTION = `# Errors

Every failure has a stable code in \`extensions.code\`. _Status_ is the HTTP status where the failure ends a whole HTTP
request; inside a GraphQL answer the status stays 200. _Retry?_ says whether the same request may succeed later by itself
(\`extensions.retryable\`); \`extensions.retryAfter\` says after how many seconds, where the bank named a time. The last
column is \`extensions.userMessage\`. \`extensions.supportReferences\`, where the bank gave any, are what to quote to its
support.

This page is made from \`src/core/error-codes.ts\`: change that file, then run \`UPDATE_DOCS=1 npm test -- test/architecture\`.
`;

function page(): string {
  const rows = Object.entries<ErrorCodeEntry>(ERROR_CODES).map(([code, entry]) => [
    `\`${code}\``,
    String(entry.status),
    entry.retryable ? "yes" : "no",
    entry.public,
    entry.advice,
    entry.userMessage,
  ]);
  return `${INTRODUCTION}\n${markdownTable(HEADING, rows)}`;
}

describe("docs/errors.md", () => {
  it("says just what the registry says (if not: UPDATE_DOCS=1 npm test -- test/architecture)", () => {
    if (process.env["UPDATE_DOCS"] === "1") writeFileSync(PATH, page());
    expect(readFileSync(PATH, "utf8")).toBe(page());
  });
});

describe("the error registry", () => {
  const entries = Object.entries<ErrorCodeEntry>(ERROR_CODES);

  it.each(entries)("%s has a status of failure and whole sentences", (code, entry) => {
    expect(code).toMatch(/^[A-Z]+(?:_[A-Z]+)*$/);
    expect(entry.status).toBeGreaterThanOrEqual(400);
    expect(entry.status).toBeLessThan(600);
    expect(entry.public).toMatch(/^[A-Z].*\.$/);
    expect(entry.advice).toMatch(/^[A-Z].*\.$/);
    expect(entry.userMessage).toMatch(/^[A-Z][^`]*\.$/);
  });

  it("never calls a fault of the request retryable", () => {
    const odd = entries.filter(([, { status, retryable }]) => retryable && status < 500 && status !== 429);
    expect(odd).toEqual([]);
  });
});
