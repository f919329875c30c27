import { FDX_ENTITIES } from "../../src/fdx/model.js";
import type { Random } from "../../src/sandbox/seed/random.js";
import { pickOf } from "./pick.js";

const LONG = 100_000;
const DEEP = 50_000;

const LITERALS: readonly string[] = [
  ...["null", "true", "false", "0", "-0", "-1", "1e400", "-1e400", "1e-400", "1E5", "0.1e1", "4294967296"],
  ...["12345678901234567890.123456789", "0.30000000000000004", "9007199254740993", "1.7976931348623157e308"],
  "9".repeat(400),
];

const TEXTS: readonly string[] = [
  ...[
    '""',
    '" "',
    '"0"',
    '"§"',
    '"null"',
    '"undefined"',
    '"NaN"',
    '"Infinity"',
    '"-"',
    '"1e999999"',
    '"0x10"',
  ],
  ...['"\\ud800"', '"\\udc00§"', '"\\u0000"', '"\\u202e§"', '"é"', '"１２"', '"%"', '"%ZZ"'],
  ...['"."', '".."', '"../.."', '"a/b?c#d"', '"2026-02-30"', '"0000-00-00"', '"2026-13-45T99:99:99Z"'],
  ...['"+275760-09-13"', '"20260301"', '"2026-03-01/"', '"9999-12-31"', '"CA"', '"CA_ACSS"', '"US_ACH"'],
  ...['"DEPOSIT_ACCOUNT"', '"LOC_ACCOUNT"', '"INVESTMENT_ACCOUNT"', '"NEW_ACCOUNT"'],
];

/** Lists, and objects whose members have names that JavaScript itself looks for. */
const CONTAINERS: readonly string[] = [
  ...["[]", "[null]", "[[]]", '[1,null,"§",{}]', "{}", '{"":""}', '{"§":"§"}', '{"length":3}', '{"then":1}'],
  ...['{"toString":1,"valueOf":1}', '{"toString":null}', '{"toString":{},"valueOf":[]}', '{"toJSON":1}'],
  ...['{"__proto__":null}', '{"__proto__":{"accountId":"a-1","toString":1}}', '{"constructor":null}'],
  ...['{"constructor":{"prototype":1}}', '{"inspect":1}', '{"hasOwnProperty":1,"then":{"then":1}}'],
  ...['{"a":1,"a":2}', '{"accountId":"a-1","accountId":"a-2"}', '{"id":"§"}', '{"rate":"§"}'],
  ...['{"code":602}', '{"code":"701","message":"§"}', '{"error":{"code":"500"}}', '{"code":{"toString":1}}'],
  ...['{"country":{"toString":1}}', '{"currencyCode":1}', '{"securityCategory":"NEW"}'],
];

const LARGE: readonly string[] = [
  `"${"x".repeat(LONG)}"`,
  `"x${"/".repeat(LONG)}x"`,
  `"${" ".repeat(LONG)}x"`,
  `"${"9".repeat(LONG)}"`,
  "[".repeat(2 * DEEP) + "]".repeat(2 * DEEP),
  '{"a":'.repeat(DEEP) + "1" + "}".repeat(DEEP),
  `[${Array.from({ length: 3000 }, () => "null").join()}]`,
  `[${Array.from({ length: 500 }, (_, index) => `{"accountId":"n-${index}"}`).join()}]`,
];

/** @returns a JSON text that readers stumble over. A text, not a value: most of these no `JSON.stringify` would write. */
export function oddJson(random: Random): string {
  return pickOf(pickOf([LITERALS, TEXTS, CONTAINERS, CONTAINERS, LARGE], random), random);
}

/** Keys that mean something to somebody. */
export const ODD_KEYS: readonly string[] = [
  ...[
    "__proto__",
    "constructor",
    "toString",
    "valueOf",
    "toJSON",
    "hasOwnProperty",
    "then",
    "length",
    "",
    "0",
  ],
  ...[
    "id",
    "error",
    "code",
    "page",
    "links",
    "accounts",
    "transactions",
    "nextPageKey",
    "nextOffset",
    "href",
    "rel",
  ],
  ...[
    "depositAccount",
    "locAccount",
    "newAccount",
    "depositTransaction",
    "stockSecurity",
    "accountDescriptor",
  ],
  ...["nickName", "email", "state", "programId", "transfersApr", "securityIds", "minimumPaymentAmount"],
  ...new Set(FDX_ENTITIES.flatMap(({ fields }) => Object.keys(fields))),
];

/** What a list says of the page behind it. */
export const ODD_PAGING: readonly string[] = [
  ...["{}", "null", "[]", '"§"', '{"nextPageKey":"key-2"}', '{"nextPageKey":null}', '{"nextPageKey":"null"}'],
  ...['{"nextPageKey":{"toString":1}}', '{"nextPageKey":0}', '{"nextOffset":0}', '{"nextOffset":"2"}'],
  ...[
    '{"totalElements":-1}',
    '{"totalElements":"7"}',
    '{"totalElements":1e10}',
    '{"total":1}',
    '{"totalElements":{}}',
  ],
  ...[
    '{"next":{"href":"?pageKey=key-2"}}',
    '{"next":{"href":"https://evil.test/fdx/v6/accounts?pageKey=1"}}',
  ],
  ...['{"next":{"href":"//evil.test"}}', '{"next":{"href":"accounts?offset=2"}}', '{"next":{"href":"null"}}'],
  ...['{"next":"?offset=4"}', '[{"rel":"next","href":"?offset=6"}]', '{"next":{"href":"http://["}}'],
  ...['{"next":{"href":"%E0%A4%A?pageKey=1"}}', '{"next":{"href":1}}', '{"next":{"href":"?pageKey=%00%ff"}}'],
  `{"next":{"href":"x${"/".repeat(LONG)}x?pageKey=1"}}`,
  `{"next":{"href":"/${"a/".repeat(LONG)}?pageKey=1"}}`,
  `{"nextPageKey":"${"k".repeat(2030)}"}`,
  `{"nextPageKey":"${"k".repeat(5000)}"}`,
  `{"nextPageKey":"${'\\"'.repeat(500)}"}`,
];

export const ODD_STATUSES = [
  ...[
    200, 200, 200, 201, 202, 204, 206, 206, 299, 301, 302, 304, 400, 401, 401, 403, 403, 404, 404, 405, 406,
    408,
  ],
  ...[409, 410, 418, 422, 429, 451, 500, 501, 502, 503, 504, 511, 599, 600, 999],
] as const;

/** Bodies that come in place of the one that was asked for. */
export const ODD_BODIES: readonly string[] = [
  ...[
    "",
    "null",
    "[]",
    "{}",
    "1",
    '"§"',
    "true",
    "<html><body>502 Bad Gateway §</body></html>",
    "\ufeff{}",
    "{",
    "}{",
  ],
  ...[
    '{"code":"602","message":"§"}',
    '{"code":602}',
    '{"code":"701","message":"§"}',
    '{"code":"1107"}',
    '{"code":"1108"}',
  ],
  ...[
    '{"code":"603"}',
    '{"code":"702"}',
    '{"code":"1100"}',
    '{"code":"1207"}',
    '{"code":"1205"}',
    '{"code":"500"}',
  ],
  ...['{"error":"invalid_token"}', '{"error":"insufficient_scope"}', '{"error":"§","error_description":"§"}'],
  ...[
    '{"code":{"toString":1}}',
    '{"code":["602"]}',
    '{"code":1e400}',
    '{"__proto__":{"code":"602"}}',
    "{}{}",
    "\u0000",
  ],
];

export const ODD_HEADERS: readonly (readonly [string, string])[] = [
  ...(["gzip", "x-gzip", "deflate", "br", "zstd", "identity", "gzip, gzip", "GZIP"] as const).map(
    (value) => ["content-encoding", value] as const,
  ),
  ...(
    ["utf-16", "utf-16le", "windows-1252", "iso-8859-1", "shift_jis", "x", "utf-7", '"utf-8"'] as const
  ).map((value) => ["content-type", `application/json; charset=${value}`] as const),
  ["content-type", "text/html"],
  ["content-length", "3"],
  ["retry-after", "30"],
  ["retry-after", "-1"],
  ["retry-after", "§"],
  ["retry-after", "Wed, 21 Oct 2026 07:28:00 GMT"],
  ["date", "Wed, 99 Oct 9999 07:28:00 GMT"],
  ["www-authenticate", 'Bearer error="invalid_token", error_description="§"'],
  ["www-authenticate", 'Bearer error="insufficient_scope"'],
  ["www-authenticate", `Bearer ${"error=".repeat(2000)}`],
  ["x-fapi-interaction-id", "§-12345678"],
  ["x-fapi-interaction-id", "5f0e1e5c-0000-4000-8000-000000000001"],
  ["ob-trace-id", "x".repeat(9000)],
  ["location", "https://documents.test/§"],
  ["location", "javascript:alert(1)"],
  ["location", "http://["],
  ["location", "https://user:§@documents.test/"],
];
