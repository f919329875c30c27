import { beforeAll, describe, expect, it } from "@jest/globals";
import type {
  FieldSource,
  LeafKind,
  ProjectedField,
  RowProjection,
} from "../../src/projection/projection.js";
import type { Projected, Projector } from "../../src/projection/projector.js";
import { compiled } from "../support/projection/compiled.js";

const PLAIN: RowProjection = {
  ...{ list: "transactions", idKey: "transactionId", suspects: ["id", "timestamp"] },
  required: [{ from: "accountCategory", slot: 2 }],
  fields: [
    { as: "id", kind: "rowId", slot: 0 },
    { as: "__typename", kind: "constant", slot: 1 },
    { as: "amount", kind: "decimal", from: "amount" },
    { as: "memo", kind: "text", from: "memo" },
    {
      ...{ as: "payee", kind: "object", from: "merchant", suspects: ["title"] },
      fields: [
        { as: "name", kind: "text", from: "name" },
        { as: "rank", kind: "int", from: "rank" },
      ],
    },
    { as: "again", kind: "text", from: "memo" },
  ],
};
const SLOTS = ["acc", '"DepositTransaction"', "DEPOSIT_ACCOUNT"];

const ROW = '{"transactionId":"a"}';

/** What every Projector promises. */
export function describeProjector(title: string, open: () => Projector): void {
  describe(title, () => {
    let projector: Projector;

    beforeAll(() => {
      projector = open();
    });

    const project = (body: string | Buffer, slots = SLOTS, projection = PLAIN): Projected | undefined =>
      projector.project(Buffer.from(body as string), compiled(projection), slots);
    const list = (...rows: readonly string[]): string => `{"transactions":[${rows.join(",")}]}`;
    /** The JSON written for one member of one row. */
    const written = (field: ProjectedField, raw: string): string | undefined => {
      const projection = { list: "rows", idKey: "id", suspects: [], fields: [field] };
      const json = project(`{"rows":[{"id":"r","v":${raw}}]}`, [], projection)?.json.toString();
      return json === undefined ? undefined : /^\[\{"v":(.*)\}\]$/s.exec(json)?.[1];
    };
    const leaf = (kind: LeafKind, raw: string): string | undefined =>
      written({ as: "v", kind, from: "v" }, raw);

    describe("a usual body", () => {
      const body =
        '{"page":{"totalElements":2,"é":"\\n"},"transactions":[\n' +
        '{"transactionId":"t-1","amount":12.50,"memo":"a\\/b","merchant":{"name":null,"x":[1]},"timestamp":null},\n' +
        '{"memo":null,"accountCategory":"DEPOSIT_ACCOUNT","transactionId":"ü"} ] , "links":{} }\n';

      it("becomes the rows' JSON, in the projection's order and by its names", () => {
        const [one, two] = ["dC0x", "w7w"].map((id) => `"id":"acc.${id}","__typename":"DepositTransaction"`);
        expect(project(body)?.json.toString()).toBe(
          `[{${String(one)},"amount":"12.5","memo":"a/b","payee":{"name":null,"rank":null},"again":"a/b"},` +
            `{${String(two)},"amount":null,"memo":null,"payee":null,"again":null}]`,
        );
      });

      it("tells its rows, each null with its row and field, and what stands beside the list", () => {
        const { rowCount, nulls, rest } = project(body) ?? {};
        expect(rowCount).toBe(2);
        expect([...(nulls ?? [])]).toEqual([0, 5, 0, 6, 1, 2, 1, 3, 1, 4, 1, 7]);
        expect(rest?.toString()).toBe(
          '{"page":{"totalElements":2,"é":"\\n"},"transactions":[] , "links":{} }\n',
        );
      });

      it("is answered by a copy, which the next call does not change", () => {
        const first = project(body);
        const [json, rest] = [first?.json.toString(), first?.rest.toString()];
        project(list('{"transactionId":"zzzzzzzzzzzzzzzzzzzzzzzz","memo":"zzzzzzzzzzzzzzzzzzzzzzz"}'));
        expect([first?.json.toString(), first?.rest.toString()]).toEqual([json, rest]);
      });

      it("may have its members in any order, another one in each row, and be a view of a larger memory", () => {
        const members = ['"transactionId":"ID"', '"amount":1', '"memo":"m"', '"other":{}', '"more":[]'];
        const rows = members.map((_, turn) =>
          `{${[...members.slice(turn), ...members.slice(0, turn)].join(",")}}`.replace("ID", String(turn)),
        );
        const bytes = Buffer.from(`xx${list(...rows)}xx`);
        const answer = projector.project(bytes.subarray(2, -2), compiled(PLAIN), SLOTS);
        expect(answer?.json.toString().match(/"amount":"1","memo":"m"/g)).toHaveLength(members.length);
      });

      it("writes {} for an object without fields", () => {
        const fields = [{ as: "o", kind: "object", from: "merchant", suspects: [], fields: [] }] as const;
        const answer = project(
          list('{"transactionId":"a","merchant":{"x":1}}', '{"transactionId":"b"}'),
          SLOTS,
          {
            ...{ ...PLAIN, fields },
          },
        );
        expect(answer?.json.toString()).toBe('[{"o":{}},{"o":null}]');
        expect(project(list(ROW), SLOTS, { ...PLAIN, fields: [] })?.json.toString()).toBe("[{}]");
      });
    });

    it("takes the largest projections there are", () => {
      const ALONE = { list: "transactions", idKey: "transactionId", suspects: [] };
      const texts = Array.from({ length: 511 }, (_, index) => `m${index}`);
      const fields = texts.map((from) => ({ as: from, kind: "text", from }) as const);
      const row = `{"transactionId":"a",${texts.map((name) => `"${name}":"${name}"`).join(",")}}`;
      const flat = project(list(row), SLOTS, { ...ALONE, fields })?.json.toString();
      expect(flat).toBe(`[{${texts.map((name) => `"${name}":"${name}"`).join(",")}}]`);
      const nested = (levels: number): ProjectedField =>
        levels === 0
          ? { as: "x", kind: "int", from: "x" }
          : { as: "o", kind: "object", from: "o", suspects: [], fields: [nested(levels - 1)] };
      const inner = `${'{"o":'.repeat(15)}{"x":1}${"}".repeat(15)}`;
      const deep = project(list(inner.replace("{", '{"transactionId":"a",')), SLOTS, {
        ...ALONE,
        fields: [nested(15)],
      });
      expect(deep?.json.toString()).toBe(`[${inner}]`);
      const wide = Array.from({ length: 255 }, (_, index) => ({ ...nested(1), as: `o${index}` }));
      const broad = project(list('{"transactionId":"a","o":{"x":1}}'), SLOTS, { ...ALONE, fields: wide });
      expect(broad?.json.toString()).toBe(`[{${wide.map(({ as }) => `"${as}":{"x":1}`).join(",")}}]`);
    });

    describe("a slot", () => {
      it("that stands for a text is written as JSON has it", () => {
        const id = project(list(ROW), ['"\\\n\ud800é', "1", ""])?.json.toString().slice(1, -1) ?? "";
        expect(id).toContain('"\\"\\\\\\n\\ud800é.YQ"');
      });

      it("may be long, but not without end; a missing one is unusual", () => {
        expect(project(list(ROW), ["x".repeat(32_000), "1", ""])?.json.length).toBeGreaterThan(32_000);
        expect(project(list(ROW), ["x".repeat(33_000), "1", ""])).toBeUndefined();
        expect(project(list(ROW), ["x", "1"])).toBeUndefined();
      });
    });

    it("a required text that JSON must escape is never met", () => {
      const row = '{"transactionId":"a","accountCategory":"x\\"y"}';
      expect(project(list(row), ["acc", "1", 'x"y'])).toBeUndefined();
      expect(project(list(ROW), ["acc", "1", 'x"y'])?.rowCount).toBe(1);
    });

    describe("text", () => {
      it.each([
        ['""', '""'],
        ['"plain"', '"plain"'],
        ['"\\/"', '"/"'],
        ['"\\u00e9\\u20AC\\u0041"', '"é€A"'],
        ['"\\ud83d\\ude00"', '"😀"'],
        ['"😀é"', '"😀é"'],
        ['"\\b\\f\\n\\r\\t\\"\\\\"', '"\\b\\f\\n\\r\\t\\"\\\\"'],
        ['"\\u0008\\u000c\\u000A\\u000d\\u0009\\u0022\\u005c\\u002f"', '"\\b\\f\\n\\r\\t\\"\\\\/"'],
        ['"\\u0000\\u001F\\u000b"', '"\\u0000\\u001f\\u000b"'],
        ['"\\uD800"', '"\\ud800"'],
        ['"\\uDFFFx\\uDABC"', '"\\udfffx\\udabc"'],
        ['"\\ud800\\ud83d\\ude00\\ud800\\u0041"', '"\\ud800😀\\ud800A"'],
        ['"\\ude00\\ud83d"', '"\\ude00\\ud83d"'],
        ['"\\ude00\\ude00"', '"\\ude00\\ude00"'],
        ['"\\u007f\\u2028"', '"\u007f\u2028"'],
        ["null", "null"],
      ])("%s is written as %s", (raw, json) => {
        expect(leaf("text", raw)).toBe(json);
        expect(leaf("id", raw)).toBe(json);
      });

      it("of any length is copied whole", () => {
        for (let length = 0; length < 80; length += 1) {
          const text = `"${"x".repeat(length)}"`;
          expect(leaf("text", text)).toBe(text);
          expect(leaf("text", `"${"x".repeat(length)}\\/y"`)).toBe(`"${"x".repeat(length)}/y"`);
        }
      });

      it.each(["1", "true", "false", "{}", "[]", '["a"]'])("is not made of %s", (raw) => {
        expect(leaf("text", raw)).toBeUndefined();
        expect(leaf("id", raw)).toBeUndefined();
      });
    });

    describe("masked text", () => {
      it("shows its last four characters, or none of one that is short", () => {
        const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789- \u007f";
        for (let length = 1; length <= letters.length; length += 1) {
          const text = letters.slice(0, length);
          expect(leaf("masked", `"${text}"`)).toBe(length < 8 ? '"••••"' : `"••••${text.slice(-4)}"`);
        }
        expect(leaf("masked", "null")).toBe("null");
      });

      it.each(['""', '"12345678é"', '"é2345678"', '"1234567\\u0038"', "12345678", "true", "{}", "[]"])(
        "is not made of %s",
        (raw) => {
          expect(leaf("masked", raw)).toBeUndefined();
        },
      );
    });

    describe("a needed member", () => {
      const kinds: readonly FieldSource[] = [
        { kind: "text", from: "v", isNeeded: true },
        { kind: "enum", from: "v", names: new Map([["a", "A"]]), isNeeded: true },
        { kind: "object", from: "v", suspects: [], fields: [], isNeeded: true },
      ];

      it.each(kinds)("that is there is written as any other ($kind)", (source) => {
        const [raw, json] = { text: ['"a"', '"a"'], enum: ['"a"', '"A"'] }[source.kind as string] ?? [
          "{}",
          "{}",
        ];
        expect(written({ as: "v", ...source }, raw ?? "")).toBe(json);
      });

      it.each(kinds)("that is null or missing makes its body unusual ($kind)", (source) => {
        const projection = { list: "rows", idKey: "id", suspects: [], fields: [{ as: "v", ...source }] };
        expect(project('{"rows":[{"id":"r","v":null}]}', [], projection)).toBeUndefined();
        expect(project('{"rows":[{"id":"r"}]}', [], projection)).toBeUndefined();
      });
    });

    describe("decimal", () => {
      it.each([
        ["12.50", "12.5"],
        ["-12.5", "-12.5"],
        ["0", "0"],
        ["-0", "0"],
        ["-0.0", "0"],
        ["0.00", "0"],
        ["100", "100"],
        ["1.000", "1"],
        ["0.0000001", "0.0000001"],
        ["-0.0000000000001", "-0.0000000000001"],
        ["999999999999999", "999999999999999"],
        ["-99999999.999999", "-99999999.999999"],
        ['"12.50"', "12.50"],
        ['"-0"', "-0"],
        [`"${"9".repeat(64)}"`, "9".repeat(64)],
      ])("%s is written as the text %s", (raw, text) => {
        expect(leaf("decimal", raw)).toBe(`"${text}"`);
      });

      it.each([
        ...["1e2", "1E-2", "9999999999999999", "0.00000000000001", "true", "[]", "{}"],
        ...[
          '""',
          '"1e2"',
          '"01"',
          '"1."',
          '".5"',
          '"+1"',
          '" 1"',
          '"1 "',
          '"\\u0031"',
          '"NaN"',
          '"-"',
          '"1,5"',
        ],
        `"${"9".repeat(65)}"`,
      ])("%s is unusual", (raw) => {
        expect(leaf("decimal", raw)).toBeUndefined();
      });
    });

    describe("int, boolean, currency", () => {
      it.each([
        ["int", "0"],
        ["int", "-1"],
        ["int", "2147483647"],
        ["int", "-2147483648"],
        ["boolean", "true"],
        ["boolean", "false"],
        ["currency", '"CAD"'],
      ] as const)("%s %s is written as it is", (kind, raw) => {
        expect(leaf(kind, raw)).toBe(raw);
      });

      it.each([
        ...(["-0", "1.0", "1e2", "2147483648", "-2147483649", "99999999999", '"1"', "true"] as const).map(
          (raw) => ["int", raw] as const,
        ),
        ...(["1", "0", '"true"', "[]"] as const).map((raw) => ["boolean", raw] as const),
        ...(['"cad"', '" CAD"', '"CA"', '"CADX"', '"C\\u0041D"', '"ÉA"', "1"] as const).map(
          (raw) => ["currency", raw] as const,
        ),
      ])("%s %s is unusual", (kind, raw) => {
        expect(leaf(kind, raw)).toBeUndefined();
      });
    });

    describe("date and dateTime", () => {
      it.each([
        ["date", '"2026-03-31"'],
        ["date", '"0000-01-01"'],
        ["date", '"2026-02-31"'],
        ["dateTime", '"2026-03-31"'],
        ["dateTime", '"2026-03-31T16:20:00Z"'],
        ["dateTime", '"2026-03-31T23:59:59.123456789+14:00"'],
        ["dateTime", '"2026-03-31T00:00:00.1-23:59"'],
        ["dateTime", '"2026-03-31T16:20:00"'],
        ["dateTime", '"2026-03-31T16:20:00.000"'],
      ] as const)("%s %s is written as it is", (kind, raw) => {
        expect(leaf(kind, raw)).toBe(raw);
      });

      it.each([
        ...[
          "2026-00-01",
          "2026-13-01",
          "2026-01-00",
          "2026-01-32",
          "2026-1-01",
          "2026-01-01 ",
          "02026-01-01",
        ],
        ...["2026/01/01", "20x6-01-01", "2026-01-1x", "", "2026-01-01T00:00:00Z"],
      ])("date %s is unusual", (text) => {
        expect(leaf("date", `"${text}"`)).toBeUndefined();
      });

      it.each([
        ...["2026-03-31T24:00:00Z", "2026-03-31T23:60:00Z", "2026-03-31T23:59:60Z", "2026-03-31t23:59:59Z"],
        ...["2026-03-31T23:59:59z", "2026-03-31T23:59Z", "2026-03-31T23:59:59.Z", "2026-03-31T23:59:59,1Z"],
        ...["2026-03-31T23:59:59.1234567890Z", "2026-03-31T23:59:59+24:00", "2026-03-31T23:59:59+0100"],
        ...[
          "2026-03-31T23:59:59+01:60",
          "2026-03-31T23:59:59ZZ",
          "2026-03-31 23:59:59Z",
          "2026-13-31T23:59:59Z",
        ],
        ...[
          "2026-03-31T",
          "2026-03-31T2x:59:59Z",
          "2026-03-31T23.59:59Z",
          "2026-03-31T23:59.59Z",
          "2026-03-3",
        ],
        "2026-03-31T23:59:59\\u005a",
      ])("dateTime %s is unusual", (text) => {
        expect(leaf("dateTime", `"${text}"`)).toBeUndefined();
      });

      it("are texts", () => {
        expect(leaf("date", "20260331")).toBeUndefined();
        expect(leaf("dateTime", "1774974000000")).toBeUndefined();
      });
    });

    it("an enum is written by its name; other texts, and none, are unusual", () => {
      const names = new Map([
        ["DEBIT", "DEBIT"],
        ["401K", "_401K"],
        ["é", "E"],
        ["", "EMPTY"],
        ["A_TEXT_OF_MORE_THAN_SIXTEEN_BYTES", "LONG"],
        ["\\u0041", "SIX_CHARACTERS"],
      ]);
      const field = { as: "v", kind: "enum", from: "v", names } as const;
      for (const [text, name] of names) {
        expect(written(field, `"${text}"`)).toBe(text.startsWith("\\") ? undefined : `"${name}"`);
      }
      expect(written(field, "null")).toBe("null");
      for (const raw of [
        '"debit"',
        '"DEBITS"',
        '"A_TEXT_OF_MORE_THAN_SIXTEEN_BYTEX"',
        '"\\u00e9"',
        "401",
        "{}",
      ]) {
        expect(written(field, raw)).toBeUndefined();
      }
    });

    describe("a row is unusual", () => {
      it.each([
        ["without its own id", '{"memo":"m"}'],
        ["with null for its id", '{"transactionId":null}'],
        ["with a number for its id", '{"transactionId":1}'],
        ["with an empty id", '{"transactionId":""}'],
        ["with an escape in its id", '{"transactionId":"a\\/b"}'],
        ["with a long id", `{"transactionId":"${"x".repeat(257)}"}`],
        ["with a long id of wide characters", `{"transactionId":"${"😀".repeat(128)}x"}`],
        ["with two ids", '{"transactionId":"a","transactionId":"b"}'],
        ["with one member twice", '{"transactionId":"a","memo":"m","memo":"m"}'],
        ["with one member twice, once null", '{"transactionId":"a","memo":null,"memo":"m"}'],
        ["with another name for its id", '{"transactionId":"a","id":"b"}'],
        ["with a suspect that is no text", '{"transactionId":"a","timestamp":0}'],
        ["with a suspect twice", '{"transactionId":"a","timestamp":null,"timestamp":null}'],
        ["of another category", '{"transactionId":"a","accountCategory":"LOAN_ACCOUNT"}'],
        ["of a category that is no text", '{"transactionId":"a","accountCategory":1}'],
        ["of a category with an escape", '{"transactionId":"a","accountCategory":"DEPOSIT\\u005fACCOUNT"}'],
        ["with an escaped name", '{"transactionId":"a","m\\u0065mo":"m"}'],
        ["with an escaped name that means nothing", '{"transactionId":"a","caf\\u00e9":"m"}'],
        ["with a suspect in a part", '{"transactionId":"a","merchant":{"title":"t"}}'],
        ["with one member of a part twice", '{"transactionId":"a","merchant":{"rank":1,"rank":1}}'],
        ["with a text for a part", '{"transactionId":"a","merchant":"m"}'],
        ["with a list for a part", '{"transactionId":"a","merchant":[]}'],
        ["that is null", "null"],
        ["that is a list", "[]"],
        ["that is a text", '"a"'],
      ])("%s", (_, row) => {
        expect(project(list(row))).toBeUndefined();
        expect(project(list('{"transactionId":"first"}', row))).toBeUndefined();
        expect(project(list(row, '{"transactionId":"last"}'))).toBeUndefined();
      });

      it("with the id of another row, however far away", () => {
        const ids = Array.from({ length: 300 }, (_, index) => `{"transactionId":"row-${index}"}`);
        expect(project(list(...ids))?.rowCount).toBe(300);
        expect(project(list(...ids, '{"transactionId":"row-0"}'))).toBeUndefined();
        expect(project(list(...ids, '{"transactionId":"row-299"}'))).toBeUndefined();
      });
    });

    it("takes ids of up to 256 characters, whatever bytes they have", () => {
      for (const id of [
        "x".repeat(256),
        "é".repeat(256),
        "€".repeat(256),
        "😀".repeat(128),
        "a",
        "ab",
        "abc",
      ]) {
        const json = project(list(`{"transactionId":"${id}"}`))?.json.toString();
        expect(json).toContain(`"id":"acc.${Buffer.from(id).toString("base64url")}"`);
      }
    });

    describe("a body is unusual", () => {
      it.each([
        ["that is empty", ""],
        ["of blanks", " \n"],
        ["that is a list", `[${list(ROW)}]`],
        ["without the list", '{"page":{}}'],
        ["without members", "{}"],
        ["with an empty list", list()],
        ["with null for the list", '{"transactions":null}'],
        ["with an object for the list", `{"transactions":${ROW}}`],
        ["with two lists", `{"transactions":[${ROW}],"transactions":[${ROW}]}`],
        ["with a list and null", `{"transactions":null,"transactions":[${ROW}]}`],
        ["with an escaped name", `{"transactions":[${ROW}],"transaction\\u0073":[]}`],
        ["with something behind it", `${list(ROW)}x`],
        ["with another one behind it", list(ROW) + list(ROW)],
        ["with a zero byte behind it", `${list(ROW)}\0`],
        ["with a byte order mark", `\ufeff${list(ROW)}`],
        ["with a comma too many", `{"transactions":[${ROW},]}`],
        ["with a comma too many in a row", '{"transactions":[{"transactionId":"a",}]}'],
        ["with a comma too many at its end", `{"transactions":[${ROW}],}`],
        ["without a comma", `{"transactions":[${ROW} ${ROW.replace("a", "b")}]}`],
        ["without a colon", '{"transactions":[{"transactionId" "a"}]}'],
        ["with a name without quotes", `{transactions:[${ROW}]}`],
        ["with another blank", `{"transactions":\u00a0[${ROW}]}`],
      ])("%s", (_, body) => {
        expect(project(body)).toBeUndefined();
      });

      it.each([
        ...["01", "1.", ".5", "+1", "-", "1e", "1e+", "--1", "0x1", "1_0", "NaN", "Infinity", "1.2.3", "1 2"],
        ...["tru", "truex", "True", "nul", "nulll", "fals", "undefined", "'a'", '"a', '"\\x"', '"\\u12g4"'],
        ...[
          '"\\u12"',
          '"\u0000"',
          '"\n"',
          '"\t"',
          '"\u001f"',
          '"\\',
          "[1,]",
          "[,1]",
          "[1 2]",
          "[",
          "]",
          "[}",
        ],
        ...[
          "{",
          "}",
          '{"a"}',
          '{"a":}',
          '{"a":1,}',
          '{"a" 1}',
          "{1:1}",
          '{"a":1]',
          "{,}",
          "",
          ",",
          ":",
          "/**/1",
        ],
      ])("with %j where nobody looks", (raw) => {
        expect(project(`{"x":1,"transactions":[{"transactionId":"a","other":${raw}}]}`)).toBeUndefined();
        expect(project(`{"x":${raw},"transactions":[${ROW}]}`)).toBeUndefined();
        expect(project(`{"transactions":[${ROW}],"x":[${raw === "" ? "," : raw}]}`)).toBeUndefined();
      });

      it.each([
        ...[
          "0",
          "-0",
          "0.0e-0",
          "1E400",
          "12345678901234567890123456789012345678901234567890",
          "true",
          "false",
        ],
        ...[
          '"\\ud800"',
          '"\u2028\u007f"',
          '{"a":1,"a":2}',
          '{"\\u0061":1,"a":[{}]}',
          '{"":[[],{}]}',
          " [ 1 , 2 ] ",
        ],
      ])("but not with %j where nobody looks", (raw) => {
        expect(project(`{"transactions":[{"transactionId":"a","other":${raw}}]}`)?.rowCount).toBe(1);
        expect(project(`{"x":${raw},"transactions":[${ROW}],"y":${raw}}`)?.rowCount).toBe(1);
      });

      it("with bytes that are no UTF-8, in texts and elsewhere", () => {
        const [head = "", tail = ""] = '{"transactions":[{"transactionId":"a","memo":"#"}]}'.split("#");
        const wrong = ["80", "c3", "c0af", "e28c", "eda080", "f4908080", "f8888080", "ff", "c328"];
        for (const hex of wrong) {
          const bytes = Buffer.concat([Buffer.from(head), Buffer.from(hex, "hex"), Buffer.from(tail)]);
          expect(projector.project(bytes, compiled(PLAIN), SLOTS)).toBeUndefined();
        }
        expect(projector.project(Buffer.from(`${head}é€😀${tail}`), compiled(PLAIN), SLOTS)?.rowCount).toBe(
          1,
        );
      });

      it("that is nested more than 64 levels deep, wherever", () => {
        const nest = (levels: number, open = "[", close = "]"): string =>
          `${open.repeat(levels)}1${close.repeat(levels)}`;
        const inBody = (value: string): Projected | undefined =>
          project(`{"x":${value},"transactions":[${ROW}]}`);
        expect(inBody(nest(63))?.rowCount).toBe(1);
        expect(inBody(nest(64))).toBeUndefined();
        expect(inBody(nest(63, '{"a":', "}"))?.rowCount).toBe(1);
        expect(inBody(nest(64, '{"a":', "}"))).toBeUndefined();
        const inRow = (value: string): Projected | undefined =>
          project(list(`{"transactionId":"a","x":${value}}`));
        expect(inRow(nest(61))?.rowCount).toBe(1);
        expect(inRow(nest(62))).toBeUndefined();
        const inPart = (value: string): Projected | undefined =>
          project(list(`{"transactionId":"a","merchant":{"x":${value}}}`));
        expect(inPart(nest(60))?.rowCount).toBe(1);
        expect(inPart(nest(61))).toBeUndefined();
        expect(inBody("[".repeat(100_000))).toBeUndefined();
      });

      it("cut off at any byte", () => {
        const whole = Buffer.from(
          list('{"transactionId":"a","amount":1.5,"memo":"é\\u00e9","merchant":{"rank":7},"x":[true,null]}'),
        );
        expect(project(whole)?.rowCount).toBe(1);
        for (let length = 0; length < whole.length; length += 1) {
          expect(project(whole.subarray(0, length))).toBeUndefined();
        }
      });

      it("whose answer would be many times as long", () => {
        const rows = (count: number): string =>
          list(...Array.from({ length: count }, (_, index) => `{"transactionId":"${index}"}`));
        const wide = { ...PLAIN, fields: [{ as: "x".repeat(1000), kind: "int", from: "x" }] } as const;
        expect(project(rows(60), SLOTS, wide)?.rowCount).toBe(60);
        expect(project(rows(100), SLOTS, wide)).toBeUndefined();
      });

      it("whose answer and nulls are one byte longer than may be", () => {
        const body = list(ROW);
        const limit = 8 * body.length + 65_536;
        const longest = { null: limit - '[{"":null}]'.length - 8, 1: limit - '[{"":1}]'.length };
        const wide = (length: number, field: FieldSource): Projected | undefined =>
          project(body, ["1", "1", ""], { ...PLAIN, fields: [{ ...field, as: "x".repeat(length) }] });
        const constant = { kind: "constant", slot: 1 } as const;
        const none = { kind: "text", from: "none" } as const;
        expect(wide(longest[1], constant)?.json.length).toBe(limit);
        expect(wide(longest.null, none)?.json.length).toBe(limit - 8);
        for (const more of [1, 2, 3, 5, 8, 100, 100_000]) {
          expect(wide(longest[1] + more, constant)).toBeUndefined();
          expect(wide(longest.null + more, none)).toBeUndefined();
        }
      });

      it("that has more than 65,536 rows, or more than 16 MiB", () => {
        const rows = Array.from({ length: 65_537 }, (_, index) => `{"transactionId":"${index}"}`);
        const narrow = { ...PLAIN, fields: [] };
        expect(project(list(...rows.slice(1)), SLOTS, narrow)?.rowCount).toBe(65_536);
        expect(project(list(...rows), SLOTS, narrow)).toBeUndefined();
        const padded = (length: number): Buffer => Buffer.from(list(ROW).padEnd(length));
        expect(project(padded(16 * 1024 * 1024))?.rowCount).toBe(1);
        expect(project(padded(16 * 1024 * 1024 + 1))).toBeUndefined();
      });
    });
  });
}
