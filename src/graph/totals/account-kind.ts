import { GatewayError } from "../../core/gateway-error.js";
import { partialFailure } from "../../loaders/records.js";
import type { AccountNode } from "../account/account-node.js";
import { accountTypeName } from "../account/account-type-name.js";
import { wordOf } from "./told-value.js";

/** What an account is to its owner, and where its record says how much. */
export interface AccountKind {
  readonly side: "OWNED" | "OWED";
  /** Money at hand, and not invested, insured or owed. */
  readonly isCash: boolean;
  /** FDX's name of what the account is worth, or how much is owed; missing where FDX has none. */
  readonly valueField?: string;
  /** FDX's name of what of it can be spent now. */
  readonly availableField?: string;
}

const LEDGER = "currentLedgerBalance";
const CASH: AccountKind = {
  ...{ side: "OWNED", isCash: true },
  ...{ valueField: "currentBalance", availableField: "availableBalance" },
};

/** By GraphQL type, which is FDX's `accountCategory`. */
const KINDS: ReadonlyMap<string, AccountKind> = new Map([
  ["DepositAccount", CASH],
  ["DigitalWallet", CASH],
  ["CommercialAccount", { ...CASH, valueField: LEDGER, availableField: "currentAvailableBalance" }],
  ["InvestmentAccount", { side: "OWNED", isCash: false, valueField: "currentValue" }],
  ["AnnuityAccount", { side: "OWNED", isCash: false, valueField: "surrenderValue" }],
  ["InsuranceAccount", { side: "OWNED", isCash: false }],
  ["LineOfCreditAccount", { side: "OWED", isCash: false, valueField: "currentBalance" }],
  ["BuyNowPayLaterAccount", { side: "OWED", isCash: false, valueField: "currentBalance" }],
  ["LoanAccount", { side: "OWED", isCash: false, valueField: "principalBalance" }],
]);

/** FDX puts all that a business has into one category. */
const COMMERCIAL_KINDS: ReadonlyMap<string | undefined, AccountKind> = new Map([
  ["COMMERCIALINVESTMENT", { side: "OWNED", isCash: false, valueField: LEDGER }],
  ["COMMERCIALLINEOFCREDIT", { side: "OWED", isCash: false, valueField: LEDGER }],
  ["COMMERCIALLOAN", { side: "OWED", isCash: false, valueField: LEDGER }],
]);

/**
 * @param isWanted whether accounts of this kind belong to the total. One of an unknown category may, and is not left out in
 * silence.
 * @returns `undefined` for an account that does not belong to the total.
 * @throws GatewayError VALUE_NOT_TOLD, VALUE_UNCLEAR, or what the bank said in the place of the account's fields
 */
export function kindIn(node: AccountNode, isWanted: (kind: AccountKind) => boolean): AccountKind | undefined {
  const kind = kindOf(node);
  if (kind !== undefined && !isWanted(kind)) return undefined;
  const failure = partialFailure(node);
  if (failure !== undefined) throw failure;
  if (kind === undefined) throw unknownCategory(node);
  return kind;
}

function kindOf(node: AccountNode): AccountKind | undefined {
  const typeName = accountTypeName(node);
  const commercial = COMMERCIAL_KINDS.get(wordOf(node["accountType"]));
  return (typeName === "CommercialAccount" ? commercial : undefined) ?? KINDS.get(typeName);
}

function unknownCategory({ accountCategory: category }: AccountNode): GatewayError {
  const code = category === undefined || category === null ? "VALUE_NOT_TOLD" : "VALUE_UNCLEAR";
  return new GatewayError(code, "an account of no known category", { facts: { field: "accountCategory" } });
}
