import {
  getNamedType,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  OverlappingFieldsCanBeMergedRule,
  parse,
  validate,
} from "graphql";
import type { Choose } from "./choose.js";

export interface OperationChoices {
  readonly schema: GraphQLSchema;
  readonly choose: Choose;
  /** @returns the arguments of a field as text, for example `(first: 5)`; "" for none. */
  readonly argumentsOf: (field: string) => string;
  /** Root fields to choose from. */
  readonly rootFields: readonly string[];
}

const MAX_DEPTH = 9;
/** Some documents differ in their arguments where they may not, or are too large: others are made in their place. */
const MAX_TRIES = 50;
/** What the writer cannot see to itself. The gateway that runs the operation applies all rules. */
const RULES = [OverlappingFieldsCanBeMergedRule];
/** Chosen more often than leaves: they are what costs upstream calls. */
const RELATIONS = new Set([
  ...["transactions", "statements", "paymentNetworks", "assetTransferNetworks", "contact", "holders"],
  ...["rewardProgram", "categories", "downloadUrl", "nodes", "edges", "node"],
]);

const WEIGHT = [1, 2, 3, 4, 5];

/** A valid query operation over the schema, by chance; every object tells its `__typename`. */
export function generatedOperation(choices: OperationChoices): string {
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const text = new Writer(choices).operation();
    if (isWithinLimits(text) && validate(choices.schema, parse(text), RULES).length === 0) return text;
  }
  return "{ accounts { __typename nodes { __typename id } } }";
}

/** As `LIMITS` of the gateway; aliases are counted as the text has them, fragments being spread once. */
function isWithinLimits(text: string): boolean {
  return (text.match(/\w+: \w+/g) ?? []).length <= 25 && text.length < 8000;
}

class Writer {
  readonly #choices: OperationChoices;
  readonly #fragments: string[] = [];
  #aliases = 0;

  constructor(choices: OperationChoices) {
    this.#choices = choices;
  }

  operation(): string {
    const { schema, rootFields } = this.#choices;
    const fields = schema.getQueryType()?.getFields() ?? {};
    const count = 1 + this.#below(4);
    const chosen = Array.from({ length: count }, () => fields[this.#oneOf(rootFields)]);
    const text = chosen.map((field, index) => (field ? this.#field(field, 1, index > 0) : "")).join(" ");
    return [`query Generated { ${text} }`, ...this.#fragments].join("\n");
  }

  /** @param mustDiffer whether a field of the same name may stand beside it. */
  #field(field: GraphQLField<unknown, unknown>, depth: number, mustDiffer = false): string {
    const alias = mustDiffer || this.#below(12) === 0 ? `a${(this.#aliases += 1)}: ` : "";
    const type = getNamedType(field.type);
    const inner = isCompositeType(type) ? ` ${this.#selection(type, depth + 1)}` : "";
    return `${alias}${field.name}${field.args.length === 0 ? "" : this.#choices.argumentsOf(field.name)}${this.#directive()}${inner}`;
  }

  #selection(type: GraphQLNamedType, depth: number): string {
    const parts = ["__typename"];
    if (isObjectType(type) || isInterfaceType(type)) {
      for (const field of this.#chosenFields(type.getFields(), depth)) parts.push(this.#field(field, depth));
    }
    if (!isObjectType(type) && isCompositeType(type)) parts.push(...this.#kinds(type, depth));
    const body = `{ ${parts.join(" ")} }`;
    return this.#below(10) === 0 ? this.#asFragment(type, body) : body;
  }

  #chosenFields(
    fields: Readonly<Record<string, GraphQLField<unknown, unknown>>>,
    depth: number,
  ): readonly GraphQLField<unknown, unknown>[] {
    const open = Object.values(fields).filter(
      ({ type }) => depth < MAX_DEPTH || !isCompositeType(getNamedType(type)),
    );
    const weighed = [
      ...open,
      ...open.flatMap((field) => (RELATIONS.has(field.name) ? WEIGHT.map(() => field) : [])),
    ];
    const count = open.length === 0 ? 0 : 1 + this.#below(4);
    return [...new Set(Array.from({ length: count }, () => this.#oneOf(weighed)))];
  }

  #kinds(type: GraphQLNamedType, depth: number): readonly string[] {
    const { schema } = this.#choices;
    if (!isCompositeType(type) || isObjectType(type)) return [];
    const kinds = schema.getPossibleTypes(type);
    return Array.from({ length: this.#below(3) }, () => {
      const kind = this.#oneOf(kinds);
      const fields = this.#chosenFields(kind.getFields(), depth);
      return `... on ${kind.name} { ${fields.map((field) => this.#field(field, depth)).join(" ")} }`;
    });
  }

  #asFragment(type: GraphQLNamedType, body: string): string {
    const name = `Part${this.#fragments.length + 1}`;
    this.#fragments.push(`fragment ${name} on ${type.name} ${body}`);
    return `{ __typename ...${name} }`;
  }

  #directive(): string {
    return [" @include(if: true)", " @include(if: false)", " @skip(if: true)"][this.#below(30)] ?? "";
  }

  #oneOf<Item>(items: readonly Item[]): Item {
    return items[this.#below(items.length)] as Item;
  }

  #below(limit: number): number {
    return this.#choices.choose(limit);
  }
}
