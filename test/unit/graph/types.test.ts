import "reflect-metadata";
import { beforeAll, describe, expect, it } from "@jest/globals";
import {
  graphql,
  isAbstractType,
  isEnumType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isSpecifiedScalarType,
  type ExecutionResult,
  type GraphQLField,
  type GraphQLInterfaceType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
} from "graphql";
import { buildSchema, Field, ObjectType, Query, Resolver } from "type-graphql";
import { resolveTypesDirectly } from "../../../src/graph/abstract.type.js";
import { openEnums } from "../../../src/graph/enums/open-enum.js";
import {
  Account,
  AccountContact,
  CATEGORY_TYPES,
  Customer,
  PaymentNetwork,
  Statement,
  Transaction,
} from "../../../src/graph/fdx/types.js";

@ObjectType({ description: "Everything a test wants to read.", simpleResolvers: true })
class Everything {
  @Field(() => [Account], { description: "Accounts." })
  readonly accounts!: readonly object[];
  @Field(() => [Transaction], { description: "Transactions." })
  readonly transactions!: readonly object[];
  @Field(() => Customer, { nullable: true, description: "A customer." })
  readonly customer?: object;
  @Field(() => AccountContact, { nullable: true, description: "A contact." })
  readonly contact?: object;
  @Field(() => PaymentNetwork, { nullable: true, description: "A payment network." })
  readonly paymentNetwork?: object;
  @Field(() => Statement, { nullable: true, description: "A statement." })
  readonly statement?: object;
}

@Resolver()
class EverythingResolver {
  @Query(() => Everything, { description: "Hands back what it was given." })
  everything(): object {
    return record;
  }
}

let record: object = {};
let schema: GraphQLSchema;

beforeAll(async () => {
  const built = await buildSchema({
    resolvers: [EverythingResolver],
    orphanedTypes: [...CATEGORY_TYPES],
    validate: false,
  });
  schema = resolveTypesDirectly(openEnums(built));
});

async function read(given: object, selection: string): Promise<ExecutionResult> {
  record = given;
  return graphql({ schema, source: `{ everything { ${selection} } }` });
}

/** The data of an answer without errors, as plain JSON. */
async function data(given: object, selection: string): Promise<unknown> {
  const answer = await read(given, selection);
  expect(answer.errors).toBeUndefined();
  return (JSON.parse(JSON.stringify(answer.data)) as { readonly everything: unknown }).everything;
}

describe("accounts", () => {
  it.each([
    ["DEPOSIT_ACCOUNT", "DepositAccount"],
    ["LOAN_ACCOUNT", "LoanAccount"],
    ["LOC_ACCOUNT", "LineOfCreditAccount"],
    ["INVESTMENT_ACCOUNT", "InvestmentAccount"],
    ["INSURANCE_ACCOUNT", "InsuranceAccount"],
    ["ANNUITY_ACCOUNT", "AnnuityAccount"],
    ["COMMERCIAL_ACCOUNT", "CommercialAccount"],
    ["DIGITAL_WALLET", "DigitalWallet"],
    ["BNPL_ACCOUNT", "BuyNowPayLaterAccount"],
    ["SOMETHING_OF_2031", "UnrecognizedAccount"],
    [undefined, "UnrecognizedAccount"],
  ])("of category %s are served as %s", async (accountCategory, typename) => {
    const account = { id: "a", accountCategory, productName: "Everyday" };
    expect(await data({ accounts: [account] }, "accounts { __typename id productName }")).toEqual({
      accounts: [{ __typename: typename, id: "a", productName: "Everyday" }],
    });
  });

  it("give each category's own fields by FDX name", async () => {
    const accounts = [
      { id: "1", accountCategory: "DEPOSIT_ACCOUNT", currentBalance: 0.1, earnedInterest: { rate: "0.05" } },
      { id: "2", accountCategory: "LOAN_ACCOUNT", principalBalance: 1000, loanTerm: 360 },
      {
        id: "3",
        accountCategory: "LOC_ACCOUNT",
        bills: [{ dueDate: "2026-04-01" }],
        minimumPaymentAmount: 25,
      },
      { id: "4", accountCategory: "INVESTMENT_ACCOUNT", calendarYearFor401K: 2026, currentValue: 1e21 },
    ];
    const selection = `accounts {
      ... on DepositAccount { currentBalance earnedInterest { rate } }
      ... on LoanAccount { principalBalance loanTerm }
      ... on LineOfCreditAccount { bills { dueDate } minimumPaymentAmount }
      ... on InvestmentAccount { calendarYearFor401K currentValue }
    }`;
    expect(await data({ accounts }, selection)).toEqual({
      accounts: [
        { currentBalance: "0.1", earnedInterest: { rate: "0.05" } },
        { principalBalance: "1000", loanTerm: 360 },
        { bills: [{ dueDate: "2026-04-01" }], minimumPaymentAmount: "25" },
        { calendarYearFor401K: 2026, currentValue: "1000000000000000000000" },
      ],
    });
  });

  it("give the fields of policies, treasury accounts, wallets and instalment plans", async () => {
    const commercialBalances = [{ amount: 12.5, commercialCode: { type: "BAI", code: "010" } }];
    const accounts = [
      {
        id: "1",
        accountCategory: "INSURANCE_ACCOUNT",
        policyStatus: "ACTIVE",
        bills: [{ pastDueAmount: 3 }],
      },
      { id: "2", accountCategory: "ANNUITY_ACCOUNT", periodCertainType: "5_YEAR", numberModalPayouts: 60 },
      { id: "3", accountCategory: "COMMERCIAL_ACCOUNT", currentLedgerBalance: 9, commercialBalances },
      { id: "4", accountCategory: "DIGITAL_WALLET", availableBalance: "0.1", interestRate: 1.5 },
      { id: "5", accountCategory: "BNPL_ACCOUNT", availableCredit: 250 },
    ];
    const selection = `accounts {
      interestRate
      ... on InsuranceAccount { policyStatus bills { pastDueAmount } }
      ... on AnnuityAccount { periodCertainType numberModalPayouts }
      ... on CommercialAccount { currentLedgerBalance commercialBalances { amount commercialCode { type code } } }
      ... on DigitalWallet { availableBalance }
      ... on BuyNowPayLaterAccount { availableCredit }
    }`;
    const balance = { amount: "12.5", commercialCode: { type: "BAI", code: "010" } };
    expect(await data({ accounts }, selection)).toEqual({
      accounts: [
        { interestRate: null, policyStatus: "ACTIVE", bills: [{ pastDueAmount: "3" }] },
        { interestRate: null, periodCertainType: "_5_YEAR", numberModalPayouts: 60 },
        { interestRate: null, currentLedgerBalance: "9", commercialBalances: [balance] },
        { interestRate: "1.5", availableBalance: "0.1" },
        { interestRate: null, availableCredit: "250" },
      ],
    });
  });

  it("show a security of an unknown kind as OtherSecurity", async () => {
    const holdings = [
      { symbol: "A", security: { securityCategory: "STOCK_SECURITY", stockType: "COMMON", yield: 1.5 } },
      { symbol: "B", security: { securityCategory: "MOON_SECURITY", typeDescription: "rock" } },
      { symbol: "C", security: { securityCategory: "stock_security", stockType: "Common" } },
    ];
    const accounts = [{ id: "a", accountCategory: "INVESTMENT_ACCOUNT", holdings }];
    const selection = `accounts { ... on InvestmentAccount { holdings { symbol security {
      __typename
      ... on StockSecurity { stockType yield }
      ... on OtherSecurity { securityCategory typeDescription }
    } } } }`;
    const [first, second] = [
      { __typename: "StockSecurity", stockType: "COMMON", yield: "1.5" },
      { __typename: "OtherSecurity", securityCategory: "UNRECOGNIZED", typeDescription: "rock" },
    ];
    expect(await data({ accounts }, selection)).toEqual({
      accounts: [
        {
          holdings: [
            { symbol: "A", security: first },
            { symbol: "B", security: second },
            { symbol: "C", security: { ...first, yield: null } },
          ],
        },
      ],
    });
  });
});

describe("transactions", () => {
  it.each([
    ["DEPOSIT_ACCOUNT", "DepositTransaction", "ATMWITHDRAWAL"],
    ["LOAN_ACCOUNT", "LoanTransaction", "LUMP_SUM_PAYMENT"],
    ["LOC_ACCOUNT", "LineOfCreditTransaction", "PURCHASE"],
    ["INVESTMENT_ACCOUNT", "InvestmentTransaction", "JRNLFUND"],
    ["INSURANCE_ACCOUNT", "InsuranceTransaction", "PAYMENT"],
    ["COMMERCIAL_ACCOUNT", "CommercialTransaction", null],
    ["DIGITAL_WALLET", "DigitalWalletTransaction", "MERCHANT_REFUND"],
    ["BNPL_ACCOUNT", "BuyNowPayLaterTransaction", "PURCHASE"],
    ["ANNUITY_ACCOUNT", "UnrecognizedTransaction", "INTEREST"],
    ["SOMETHING_OF_2031", "UnrecognizedTransaction", "ADJUSTMENT"],
  ])("of category %s are served as %s", async (accountCategory, typename, transactionType) => {
    const transaction = {
      id: "t",
      accountCategory,
      transactionType,
      amount: -12.3,
      debitCreditMemo: "DEBIT",
    };
    const selection = "transactions { __typename transactionType amount debitCreditMemo }";
    expect(await data({ transactions: [transaction] }, selection)).toEqual({
      transactions: [{ __typename: typename, transactionType, amount: "-12.3", debitCreditMemo: "DEBIT" }],
    });
  });

  it("give the fields of instalment plans and treasury movements", async () => {
    const purchaseDetails = { numberOfPayments: 4, purchaseTimestamp: "2026-03-01T10:00:00Z" };
    const transactions = [
      {
        id: "1",
        accountCategory: "BNPL_ACCOUNT",
        bnplStatus: "PAID",
        outstandingBalance: 0,
        purchaseDetails,
      },
      { id: "2", accountCategory: "COMMERCIAL_ACCOUNT", commercialCode: { type: "ISO", code: "PMNT" } },
    ];
    const selection = `transactions {
      ... on BuyNowPayLaterTransaction {
        bnplStatus outstandingBalance purchaseDetails { numberOfPayments purchaseTimestamp }
      }
      ... on CommercialTransaction { commercialCode { type code } }
    }`;
    expect(await data({ transactions }, selection)).toEqual({
      transactions: [
        {
          bnplStatus: "PAID",
          outstandingBalance: "0",
          purchaseDetails: { ...purchaseDetails, numberOfPayments: "4" },
        },
        { commercialCode: { type: "ISO", code: "PMNT" } },
      ],
    });
  });

  it("carry payee, lines and links", async () => {
    const transactions = [
      {
        id: "t",
        transactionPayee: { merchantName: { name1: "Grocer" }, phone: { number: 5550100, type: "FAX" } },
        lineItem: [{ amount: "12345678901234567.89", links: [{ href: "/x", types: ["image/png"] }] }],
      },
    ];
    const selection = `transactions {
      transactionPayee { merchantName { name1 } phone { number type } }
      lineItem { amount links { href types } }
    }`;
    expect(await data({ transactions }, selection)).toEqual({
      transactions: [
        {
          transactionPayee: { merchantName: { name1: "Grocer" }, phone: { number: "5550100", type: "FAX" } },
          lineItem: [{ amount: "12345678901234567.89", links: [{ href: "/x", types: ["image/png"] }] }],
        },
      ],
    });
  });
});

describe("customers, networks and statements", () => {
  it("read FDX records", async () => {
    const given = {
      customer: {
        id: "c",
        name: { first: "Ada", prefix: "Dr", company: null },
        addresses: [{ country: "ca" }],
      },
      contact: { holders: [{ relationship: "PRIMARY", name: { last: "Lovelace" } }] },
      paymentNetwork: {
        type: "CA_ACSS",
        identifierDisplay: "•••6789",
        transferLimits: { in: { day: { maxOccurrence: "3" } } },
      },
      statement: { id: "s", statementDate: "2026-03-31T00:00:00Z", status: "AVAILABLE" },
    };
    const selection = `
      customer { id name { first prefix company } addresses { country } }
      contact { holders { relationship name { last } } }
      paymentNetwork { type identifierDisplay transferLimits { in { day { maxOccurrence } } } }
      statement { id statementDate status }`;
    expect(await data(given, selection)).toEqual({
      ...given,
      customer: { ...given.customer, addresses: [{ country: "CA" }] },
      paymentNetwork: { ...given.paymentNetwork, transferLimits: { in: { day: { maxOccurrence: 3 } } } },
      statement: { ...given.statement, statementDate: "2026-03-31" },
    });
  });
});

describe("open enums", () => {
  it.each([
    ["CHECKING", "CHECKING"],
    ["401K", "_401K"],
    ["529", "_529"],
    [529, "_529"],
    ["NONQUALIFEDPLAN", "NONQUALIFIEDPLAN"],
    ["SOMETHING_OF_2031", "UNRECOGNIZED"],
    ["", "UNRECOGNIZED"],
    ["checking", "CHECKING"],
    ["Checking", "CHECKING"],
    ["our checking", "UNRECOGNIZED"],
    [{ nested: true }, "UNRECOGNIZED"],
    [null, null],
  ])("show %p as %p", async (accountType, shown) => {
    expect(await data({ accounts: [{ id: "a", accountType }] }, "accounts { accountType }")).toEqual({
      accounts: [{ accountType: shown }],
    });
  });

  it("hand the provider's text to resolvers when used as an argument", () => {
    const type = schema.getType("AccountType");
    expect(isEnumType(type) && type.parseValue("_401K")).toBe("401K");
  });

  it("are all enums of FDX data", () => {
    const enums = Object.values(schema.getTypeMap())
      .filter(isEnumType)
      .filter((type) => !isIntrospectionType(type));
    expect(enums.filter((type) => type.getValue("UNRECOGNIZED") === undefined)).toEqual([]);
    expect(enums.length).toBeGreaterThan(40);
  });
});

describe("a wrong value", () => {
  it.each([
    ["currentBalance", NaN],
    ["currentBalance", { amount: 1 }],
    ["currentBalance", true],
    ["currentBalance", "12,50"],
    ["maturityDate", "31/03/2026"],
    ["balanceAsOf", "soon"],
    ["term", 1.5],
  ])("fails only its own field: %s = %p", async (field, value) => {
    const account = { id: "a", accountCategory: "DEPOSIT_ACCOUNT", [field]: value };
    const answer = await read({ accounts: [account] }, `accounts { id ... on DepositAccount { ${field} } }`);
    expect(answer.errors?.map((error) => error.path)).toEqual([["everything", "accounts", 0, field]]);
    expect(JSON.parse(JSON.stringify(answer.data))).toEqual({
      everything: { accounts: [{ id: "a", [field]: null }] },
    });
  });
});

describe("the schema", () => {
  it("describes every type, field and argument", () => {
    expect(undescribed(schema)).toEqual([]);
  });

  it("says of fields which further data cluster they need", () => {
    const clusters = fieldsOf(schema).flatMap(({ path, field }) =>
      typeof field.extensions["dataCluster"] === "string"
        ? [`${path} ${field.extensions["dataCluster"]}`]
        : [],
    );
    expect(clusters).toContain("InvestmentAccount.holdings INVESTMENTS");
    expect(clusters).toContain("DepositAccount.balanceType ACCOUNT_DETAILED");
    expect(clusters.filter((text) => /accountNumberDisplay|currentBalance/.test(text))).toEqual([]);
  });

  it("runs no code on leaves", () => {
    const ours = fieldsOf(schema).filter(({ path }) => path !== "Query.everything");
    expect(ours.filter(({ field }) => field.resolve !== undefined).map(({ path }) => path)).toEqual([]);
  });

  it("decides concrete types without a promise", () => {
    const abstract = Object.values(schema.getTypeMap()).filter(isAbstractType);
    expect(abstract.map((type) => type.name).sort()).toEqual(["Account", "Node", "Security", "Transaction"]);
    for (const type of abstract) {
      expect(typeof type.resolveType?.({}, undefined, undefined as never, type)).toBe("string");
    }
  });

  it("lets fragments on different categories select the same fields", () => {
    for (const type of Object.values(schema.getTypeMap()).filter(isAbstractType)) {
      const seen = new Map<string, Set<string>>();
      for (const member of schema.getPossibleTypes(type)) {
        for (const field of Object.values(member.getFields())) {
          seen.set(field.name, (seen.get(field.name) ?? new Set()).add(String(field.type)));
        }
      }
      expect([...seen].filter(([, types]) => types.size > 1)).toEqual([]);
    }
  });

  it("keeps account numbers out of accounts", () => {
    const names = fieldsOf(schema).map(({ path }) => path.split(".")[1]);
    for (const hidden of ["accountNumber", "routingTransitNumber", "micrNumber"])
      expect(names).not.toContain(hidden);
  });

  it("is nullable everywhere but for the gateway's own ids", () => {
    const required = fieldsOf(schema).filter(({ field }) => String(field.type).endsWith("!"));
    const owners = required.filter(({ path }) => !/^(Query|Everything)\./.test(path));
    expect(new Set(owners.map(({ field }) => `${field.name}: ${String(field.type)}`))).toEqual(
      new Set(["id: ID!", "accountNodeId: ID!"]),
    );
  });
});

function fieldsOf(of: GraphQLSchema) {
  return typesOf(of)
    .filter(isObjectType)
    .flatMap((type) => fieldList(type).map((field) => ({ path: `${type.name}.${field.name}`, field })));
}

function undescribed(of: GraphQLSchema): readonly string[] {
  const types = typesOf(of).filter((type) => type.name !== "Query");
  const fields = types
    .filter((type) => isObjectType(type) || isInterfaceType(type))
    .flatMap((type) => fieldList(type).map((field) => ({ path: `${type.name}.${field.name}`, field })));
  return [
    ...types.filter((type) => !type.description).map((type) => type.name),
    ...fields.filter(({ field }) => !field.description).map(({ path }) => path),
    ...fields.flatMap(({ path, field }) =>
      field.args.filter((argument) => !argument.description).map(({ name }) => `${path}(${name})`),
    ),
  ];
}

/** The schema's own types, without those of GraphQL itself. */
function typesOf(of: GraphQLSchema): readonly GraphQLNamedType[] {
  return Object.values(of.getTypeMap()).filter(
    (type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type),
  );
}

function fieldList(
  type: GraphQLObjectType | GraphQLInterfaceType,
): readonly GraphQLField<unknown, unknown>[] {
  return Object.values(type.getFields());
}
