import {
  type GraphQLField,
  getNamedType,
  type GraphQLNamedType,
  type GraphQLSchema,
  isAbstractType,
  isLeafType,
  isInterfaceType,
  isObjectType,
} from "graphql";

/** What a client asks for in one run. Together the views ask for every field that comes from a provider. */
export const VIEW_NAMES = [
  "accounts",
  "holdings",
  "parts",
  "statements",
  "transactions",
  "people",
  "byId",
] as const;
export type ViewName = (typeof VIEW_NAMES)[number];

export interface Operations {
  readonly views: Readonly<Record<ViewName, string>>;
  /** Reads on in one account's transactions: `$account`, `$after`. */
  readonly nextTransactions: string;
  /** Some accounts by their ids: `$id0` … `$id5`. */
  readonly accountsById: string;
}

/** What an account node needs so that its values can be told from another one's. */
const WHOSE = "accountId consent { id }";
/** Fields of an account that cost calls of their own. */
const PARTS: ReadonlySet<string> = new Set([
  ...["consent", "contact", "holders", "paymentNetworks", "assetTransferNetworks", "rewardProgram"],
  ...["transactions", "statements"],
]);
/** Those of the account itself that make the largest trees, asked for in a view of their own. */
const DEEP: ReadonlySet<string> = new Set([
  "holdings",
  "openOrders",
  "contribution",
  "vesting",
  "investmentLoans",
]);
export const BY_ID_COUNT = 6;

/** Writes the operations out of the served schema: a field that is added there is asked for here. */
export function operationsOf(schema: GraphQLSchema): Operations {
  const writer = new SelectionWriter(schema);
  const account = (leftOut: ReadonlySet<string>, only?: ReadonlySet<string>): string =>
    writer.of("Account", { leftOut, only });
  const page = "pageInfo { hasNextPage endCursor } totalCount";
  const problems =
    "problems { consentId accountId code message userMessage retryable retryAfter reauthUrl dataCluster }";
  const accounts = (selection: string): string =>
    `{ accounts(first: 6) { nodes { ${WHOSE} ${selection} } ${page} ${problems} } }`;
  const rows = (name: string): string => `nodes { ${writer.of(name)} } complete historyFrom ${page}`;
  const ids = Array.from({ length: BY_ID_COUNT }, (_, index) => index);
  return {
    views: {
      accounts: accounts(account(new Set([...PARTS, ...DEEP]))),
      holdings: accounts(`raw ${account(PARTS, DEEP)}`),
      parts: accounts(account(new Set(["transactions", "statements", "consent"]), PARTS)),
      statements: accounts(`statements(first: 2) { ${rows("Statement")} }`),
      transactions: accounts(`id transactions(first: 2) { ${rows("Transaction")} }`),
      people: `{ customer { ${writer.of("Customer")} } customers { nodes { ${writer.of("Customer")} } ${problems} } rewardPrograms { ${writer.of("RewardProgram")} } }`,
      byId: accounts("id"),
    },
    nextTransactions: `query ($account: ID!, $after: String!) { accountTransactions(accountId: $account, after: $after, first: 2) { ${rows("Transaction")} } }`,
    accountsById: `query (${ids.map((id) => `$id${id}: ID!`).join(" ")}) { ${ids.map((id) => `a${id}: account(id: $id${id}) { id ${WHOSE} description ... on DepositAccount { currentBalance } }`).join(" ")} }`,
  };
}

interface Choice {
  readonly leftOut?: ReadonlySet<string>;
  readonly only?: ReadonlySet<string> | undefined;
}

class SelectionWriter {
  readonly #schema: GraphQLSchema;

  constructor(schema: GraphQLSchema) {
    this.#schema = schema;
  }

  of(name: string, choice: Choice = {}): string {
    const type = this.#schema.getType(name);
    if (type === undefined) throw new Error(`the schema has no ${name}`);
    return this.#selection(type, [], choice);
  }

  /** @param above the types we are inside of: one that holds itself ends there. */
  #selection(type: GraphQLNamedType, above: readonly string[], choice: Choice = {}): string {
    const shared = isObjectType(type) || isInterfaceType(type) ? type.getFields() : {};
    const written = this.#fields(Object.values(shared), above, choice);
    if (!isAbstractType(type)) return written.join(" ");
    const responseTypes = new Map<string, string>();
    const fragments = this.#schema.getPossibleTypes(type).map((possible) => {
      const own = Object.values(possible.getFields()).filter(({ name }) => !Object.hasOwn(shared, name));
      const fields = this.#fields(own, above, choice, responseTypes);
      return fields.length === 0 ? "" : `... on ${possible.name} { ${fields.join(" ")} }`;
    });
    return ["__typename", ...written, ...fragments].join(" ");
  }

  #fields(
    fields: readonly GraphQLField<unknown, unknown>[],
    above: readonly string[],
    { leftOut, only }: Choice,
    responseTypes = new Map<string, string>(),
  ): readonly string[] {
    const wanted = fields.filter(({ name }) => leftOut?.has(name) !== true && only?.has(name) !== false);
    return wanted.flatMap(({ name, type }) => {
      const named = getNamedType(type);
      if (above.includes(named.name)) return [];
      // Two types of one union may give one name to different things.
      const asked = responseTypes.get(name) ?? String(type);
      responseTypes.set(name, asked);
      const key = asked === String(type) ? name : `${name}${named.name}: ${name}`;
      return this.#field(key, named, above);
    });
  }

  #field(key: string, type: GraphQLNamedType, above: readonly string[]): readonly string[] {
    if (isLeafType(type)) return [key];
    const selection = this.#selection(type, [...above, type.name]);
    return selection === "" ? [] : [`${key} { ${selection} }`];
  }
}
