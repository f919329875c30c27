import { type ClassType, createUnionType, Extensions, Field, InterfaceType, ObjectType } from "type-graphql";
import type { FdxEntity, FdxField } from "../../fdx/entity.js";
import { fieldType } from "../../fdx/field-type.js";
import { entityNamed, FDX_ENTITIES, kindsOf } from "../../fdx/model.js";
import { tellKinds } from "../abstract.type.js";
import { Node } from "../node/node.type.js";
import { LEAF_TYPES } from "./leaf-types.js";

/** The class that stands for each table: type-graphql knows types by their classes. Nobody makes instances of them. */
const classes = new Map<string, ClassType>();
const unions = new Map<string, object>();

/**
 * Makes the GraphQL type of a table by calling type-graphql's decorators. No field gets code: the default property
 * resolver reads the provider's record by FDX's own name, and `simpleResolvers` keeps type-graphql's wrapper away.
 */
function declareType(entity: FdxEntity): void {
  if (entity.kind === "union") {
    unions.set(entity.name, unionOf(entity));
    return;
  }
  const type = classes.get(entity.name) ?? classOf(entity);
  for (const [name, field] of Object.entries(entity.fields)) declareField(type, name, field);
  const { name, description } = entity;
  if (entity.kind === "interface") {
    const implemented = isNode(type) ? { implements: Node } : {};
    InterfaceType(name, { description, resolveType: tellKinds(entity), ...implemented })(type);
  } else {
    ObjectType(name, { description, simpleResolvers: true, implements: interfacesOf(entity) })(type);
  }
}

/** Inherits from its base's class, as the rows do. */
function classOf(entity: FdxEntity): ClassType {
  const Base = baseOf(entity);
  const type = class extends Base {};
  Object.defineProperty(type, "name", { value: entity.name });
  classes.set(entity.name, type);
  return type;
}

function baseOf(entity: FdxEntity): ClassType {
  if (entity.name === "Account") return Node as ClassType;
  const base = entity.extends === undefined ? undefined : entityNamed(entity.extends);
  if (base === undefined || base.kind === "union") return Object as ClassType;
  return classes.get(base.name) ?? classOf(base);
}

function interfacesOf({ extends: base }: FdxEntity): ClassType[] {
  if (base === undefined || entityNamed(base).kind !== "interface") return [];
  const type = fdxType(base);
  return isNode(type) ? [type, Node as ClassType] : [type];
}

/** What `node(id)` can fetch: accounts alone of all FDX data. */
function isNode(type: ClassType): boolean {
  return type.prototype instanceof Node;
}

function declareField({ prototype }: ClassType, name: string, field: FdxField): void {
  const [, , description, { deprecated, cluster } = {}] = field;
  const { name: type, isList, isRequired } = fieldType(field);
  const typeOf = (): object => (isList ? [typeNamed(type)] : typeNamed(type));
  const nullable = !isRequired;
  const deprecation = deprecated === undefined ? {} : { deprecationReason: deprecated };
  Field(typeOf, { description, nullable, ...deprecation })(prototype, name);
  if (cluster !== undefined) Extensions({ dataCluster: cluster })(prototype, name);
}

function unionOf(entity: FdxEntity): object {
  const { name, description } = entity;
  return createUnionType({
    name,
    description,
    types: () => kindsOf(name).map((kind) => fdxType(kind.name)) as [ClassType, ...ClassType[]],
    resolveType: tellKinds(entity),
  });
}

function typeNamed(name: string): object {
  return LEAF_TYPES.get(name) ?? unions.get(name) ?? fdxType(name);
}

function fdxType(name: string): ClassType {
  const type = classes.get(name);
  if (type === undefined) throw new Error(`the FDX tables name ${name}, which is no type`);
  return type;
}

for (const entity of FDX_ENTITIES) declareType(entity);

/** Those that resolvers and other types name. */
export const Account = fdxType("Account");
export const AccountContact = fdxType("AccountContact");
export const AccountHolder = fdxType("AccountHolder");
export const AssetTransferNetwork = fdxType("AssetTransferNetwork");
export const Customer = fdxType("Customer");
export const PaymentNetwork = fdxType("PaymentNetwork");
export const RewardCategory = fdxType("RewardCategory");
export const RewardProgram = fdxType("RewardProgram");
export const Statement = fdxType("Statement");
export const Transaction = fdxType("Transaction");

/** One type per category. No field returns them, so the schema learns of them as `orphanedTypes` of `buildSchema`. */
export const CATEGORY_TYPES: readonly ClassType[] = ["Account", "Transaction"]
  .flatMap(kindsOf)
  .map(({ name }) => fdxType(name));
