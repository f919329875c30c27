import { readFileSync } from "node:fs";
import { type GraphQLSchema, isInterfaceType, isObjectType } from "graphql";
import type { FdxEntity, FdxField } from "../../src/fdx/entity.js";
import { FDX_ENTITIES } from "../../src/fdx/model.js";

/** FDX 6.4: entity → field → the version it exists since. Names only; fields of a base entity stand with the base. */
const FDX_FIELDS = JSON.parse(readFileSync("test/fdx/fields.json", "utf8")) as Readonly<
  Record<string, Readonly<Record<string, string>>>
>;

/** Fields that clients do not get, each with its reason. */
export const ON_PURPOSE: ReadonlyMap<string, string> = new Map([
  ["Account.accountNumber", "account numbers are read from payment networks, masked or audited"],
  ["Account.routingTransitNumber", "as `accountNumber`: `PaymentNetwork.bankId` has it"],
  ["Account.micrNumber", "holds the account number: as `accountNumber`"],
  ["Account.error", "told as an entry of `AccountConnection.problems`"],
  ["Account.transactionsIncluded", "embedded transactions are not read: `transactions` asks for them"],
]);

export interface CoveredField {
  readonly entity: string;
  readonly field: string;
  readonly since: string;
  /** The GraphQL type that serves the entity. */
  readonly type: string | undefined;
  readonly served: boolean;
  readonly deprecated: boolean;
}

/** Every field of FDX, and whether the schema has it. */
export function coverageOf(schema: GraphQLSchema): readonly CoveredField[] {
  return Object.entries(FDX_FIELDS).flatMap(([entity, fields]) => {
    const type = tableOf(entity)?.name;
    return Object.entries(fields).map(([field, since]) => {
      const served = fieldOf(schema, type, field);
      const deprecated = served?.deprecationReason != null;
      return { entity, field, since, type, served: served !== undefined, deprecated };
    });
  });
}

/** The tables' rows that FDX's list knows, with what it says of them. */
export function rowsWithVersions(): readonly { row: string; since: string; inFdx: string }[] {
  return FDX_ENTITIES.flatMap((entity) =>
    ownRows(entity).map(([name, [, since]]) => {
      const inFdx = FDX_FIELDS[fdxNameOf(entity)]?.[name] ?? versionInKinds(entity, name) ?? "gateway";
      return { row: `${entity.name}.${name}`, since, inFdx };
    }),
  );
}

/** Shared rows are those of the entity that has no further ones; what it adds is the gateway's. */
function fdxNameOf(entity: FdxEntity): string {
  if (entity.fdxName !== undefined) return entity.fdxName;
  if (entity.kind !== "shared") return entity.name;
  return FDX_ENTITIES.find(({ extends: base }) => base === entity.name)?.name ?? entity.name;
}

/** FDX has some rows in every kind that are the base's here: the oldest kind tells their version. */
function versionInKinds({ name: base }: FdxEntity, field: string): string | undefined {
  const kinds = FDX_ENTITIES.filter((entity) => entity.extends === base);
  return kinds.flatMap((kind) => FDX_FIELDS[kind.name]?.[field] ?? []).sort()[0];
}

function ownRows({ fields }: FdxEntity): (readonly [string, FdxField])[] {
  return Object.entries(fields);
}

function tableOf(entity: string): FdxEntity | undefined {
  return FDX_ENTITIES.find((table) => (table.fdxName ?? table.name) === entity);
}

function fieldOf(schema: GraphQLSchema, type: string | undefined, field: string) {
  const found = type === undefined ? undefined : schema.getType(type);
  return isObjectType(found) || isInterfaceType(found) ? found.getFields()[field] : undefined;
}
