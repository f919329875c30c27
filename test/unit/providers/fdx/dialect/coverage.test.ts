import { readFileSync } from "node:fs";
import { expect, it } from "@jest/globals";
import { buildSchema, getNamedType, getNullableType, isListType, isObjectType } from "graphql";
import { FDX_ENTITIES } from "../../../../../src/fdx/model.js";
import { readAccount } from "../../../../../src/providers/fdx/dialect/account.js";
import { putRight } from "../../../../../src/providers/fdx/dialect/shape.js";
import { SHAPES } from "../../../../../src/providers/fdx/dialect/shapes.js";
import { readTransaction } from "../../../../../src/providers/fdx/dialect/transaction.js";

// What clients can read decides here, not the tables: every list and truth value of the schema's text is tried, in
// every record of a provider that may hold one.

type Fields = Record<string, unknown>;

/** Where in a provider's record a type of the schema stands. */
interface Place {
  readonly type: string;
  readonly path: string;
  /** @returns what stands there after a record that holds this was read. */
  readonly read: (held: Fields) => unknown;
}

const schema = buildSchema(readFileSync("schema/schema.graphql", "utf8"));

/** Members that no record holds: they come from calls of their own. */
const RELATIONS: Readonly<Record<string, readonly string[]>> = {
  Account: [
    "paymentNetworks",
    "assetTransferNetworks",
    "contact",
    "holders",
    "rewardProgram",
    "transactions",
  ],
  RewardProgram: ["categories"],
};
/** What a call answers beside accounts and transactions. */
const RECORDS = [
  ...["AccountContact", "AssetTransferNetwork", "Customer", "PaymentNetwork"],
  ...["RewardCategory", "RewardProgram", "Statement"],
];

const kindsOf = (base: string) => FDX_ENTITIES.filter((entity) => entity.extends === base);
const roots: readonly Place[] = [
  ...kindsOf("Account").map(({ name: type, when: accountCategory }) => ({
    ...{ type, path: "" },
    read: (held: Fields) => readAccount({ accountId: "a", accountCategory, ...held }),
  })),
  ...kindsOf("Transaction").map(({ name: type, when: accountCategory }) => ({
    ...{ type, path: "" },
    read: (held: Fields) => readTransaction({ transactionId: "t", accountCategory, ...held }),
  })),
  ...RECORDS.map((type) => ({
    ...{ type, path: "" },
    read: (held: Fields) => {
      putRight(held, SHAPES.of(type));
      return held;
    },
  })),
];

function fieldsOf({ type, path }: Place) {
  const found = schema.getType(type);
  if (!isObjectType(found)) throw new Error(`no object type ${type}`);
  const base = FDX_ENTITIES.find(({ name }) => name === type)?.extends;
  const relations = path === "" ? (RELATIONS[base ?? type] ?? RELATIONS[type]) : [];
  return Object.values(found.getFields()).filter(({ name }) => relations?.includes(name) !== true);
}

/** The place itself and all that lie in it. */
function placesIn(place: Place): readonly Place[] {
  const inner = fieldsOf(place).flatMap((field) => {
    const entity = FDX_ENTITIES.find(({ name }) => name === getNamedType(field.type).name);
    if (entity === undefined) return [];
    const kinds = entity.tellBy === undefined ? [entity] : kindsOf(entity.name);
    return kinds.map(({ name, when }) => {
      const mark = entity.tellBy === undefined ? {} : { [entity.tellBy]: when };
      return within(place, field.name, { type: name, mark });
    });
  });
  return [place, ...inner.flatMap(placesIn)];
}

function within(place: Place, member: string, { type, mark }: { type: string; mark: Fields }): Place {
  return {
    type,
    path: `${place.path}${member}.`,
    read: (held) => {
      const value = (place.read({ [member]: { ...mark, ...held } }) as Fields)[member];
      return Array.isArray(value) ? (value as unknown[])[0] : value;
    },
  };
}

const places = roots.flatMap(placesIn);
const fields = places.flatMap((place) =>
  fieldsOf(place).map(({ name, type }) => ({
    at: `${place.type} in ${place.path}${name}`,
    ...{ name, type: getNullableType(type) },
    valueFor: (sent: unknown) => (place.read({ [name]: sent }) as Fields)[name],
  })),
);

it("every object type of the field tables has a place", () => {
  const seen = new Set(places.map(({ type }) => type));
  const objects = FDX_ENTITIES.filter(({ name }) => isObjectType(schema.getType(name)));
  expect(objects.map(({ name }) => name).filter((name) => !seen.has(name))).toEqual([]);
});

it("every truth value of the schema is read from text", () => {
  const booleans = fields.filter(({ type }) => String(type) === "Boolean");
  expect(booleans.length).toBeGreaterThan(40);
  expect(booleans.filter(({ valueFor }) => valueFor("true") !== true).map(({ at }) => at)).toEqual([]);
});

it("every list of the schema is read from its one entry", () => {
  const lists = fields.filter(({ type }) => isListType(type));
  expect(lists.length).toBeGreaterThan(100);
  expect(lists.filter(({ valueFor }) => !Array.isArray(valueFor(true))).map(({ at }) => at)).toEqual([]);
});
