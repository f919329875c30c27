/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** The family an account belongs to; it decides the GraphQL type of the account and of its transactions. */
export type AccountCategory =
  /** Contract that pays an income; it has no transaction type of its own. */
  | 'ANNUITY_ACCOUNT'
  /** Buy now, pay later. */
  | 'BNPL_ACCOUNT'
  /** Business treasury account. */
  | 'COMMERCIAL_ACCOUNT'
  /** Chequing, savings and term deposits. */
  | 'DEPOSIT_ACCOUNT'
  /** Wallet of a payment service. */
  | 'DIGITAL_WALLET'
  /** Insurance policy. */
  | 'INSURANCE_ACCOUNT'
  | 'INVESTMENT_ACCOUNT'
  /** Loan with a repayment plan, mortgages included. */
  | 'LOAN_ACCOUNT'
  /** Line of credit, credit cards included. */
  | 'LOC_ACCOUNT'
  /** A value this gateway does not know yet. */
  | 'UNRECOGNIZED';

/** Where an account is in its life. */
export type AccountStatus =
  | 'CLOSED'
  /** Payments are overdue. */
  | 'DELINQUENT'
  /** Open, with a balance below zero. */
  | 'NEGATIVECURRENTBALANCE'
  | 'OPEN'
  /** The debt is paid off. */
  | 'PAID'
  /** Being closed. */
  | 'PENDINGCLOSE'
  /** Applied for, not usable yet. */
  | 'PENDINGOPEN'
  /** Some operations are blocked. */
  | 'RESTRICTED'
  /** A value this gateway does not know yet. */
  | 'UNRECOGNIZED';

/** The product kind of an account. Names that would start with a digit carry an underscore: 401K is _401K. */
export type AccountType =
  | 'ANNUITY'
  | 'AUTOLOAN'
  /** Buy now, pay later. */
  | 'BNPL'
  | 'BROKERAGEPRODUCT'
  /** Certificate of deposit: money fixed for a term. */
  | 'CD'
  /** Card that is paid in full each month. */
  | 'CHARGE'
  /** Chequing or current account. */
  | 'CHECKING'
  | 'COMMERCIALDEPOSIT'
  | 'COMMERCIALINVESTMENT'
  | 'COMMERCIALLINEOFCREDIT'
  | 'COMMERCIALLOAN'
  /** US education savings account. */
  | 'COVERDELL'
  | 'CREDITCARD'
  /** Canadian DPSP. */
  | 'DEFERREDPROFITSHARINGPLAN'
  | 'DEFINEDBENEFIT'
  | 'DIGITALASSET'
  | 'DIGITALWALLET'
  | 'ESCROW'
  /** Employee stock ownership plan. */
  | 'ESOP'
  /** Canadian FHSA. */
  | 'FIRSTHOMESAVINGSACCOUNT'
  | 'FIXEDANNUITY'
  | 'GUARDIAN'
  | 'HIGHINTERESTSAVINGSACCOUNT'
  | 'HOMEEQUITYLOAN'
  | 'HOMELINEOFCREDIT'
  /** Canadian IPP. */
  | 'INDIVIDUALPENSIONPLAN'
  /** Instalment loan. */
  | 'INSTALLMENT'
  | 'INSTITUTIONALTRUST'
  | 'INVESTMENTACCOUNT'
  /** US individual retirement account. */
  | 'IRA'
  /** US retirement plan of the self-employed. */
  | 'KEOGH'
  /** Canadian LIF. */
  | 'LIFEINCOMEFUND'
  | 'LINEOFCREDIT'
  | 'LOAN'
  /** Canadian LIRA. */
  | 'LOCKEDINRETIREMENTACCOUNT'
  /** Canadian LRIF. */
  | 'LOCKEDINRETIREMENTINCOMEFUND'
  /** Canadian LRSP. */
  | 'LOCKEDINRETIREMENTSAVINGSPLAN'
  | 'LONGTERMDISABILITY'
  | 'MILITARYLOAN'
  | 'MONEYMARKET'
  | 'MORTGAGE'
  /** US deferred compensation plan outside the tax rules for retirement plans. */
  | 'NONQUALIFIEDPLAN'
  | 'OTHERDEPOSIT'
  | 'OTHERINVESTMENT'
  | 'PERSONALLOAN'
  /** Canadian PRPP. */
  | 'POOLEDREGISTEREDPENSIONPLAN'
  | 'PREPAID'
  /** Canadian PRRIF. */
  | 'PRESCRIBEDREGISTEREDRETIREMENTINCOMEFUND'
  /** Canadian RDSP. */
  | 'REGISTEREDDISABILITYSAVINGSPLAN'
  /** Canadian RESP. */
  | 'REGISTEREDEDUCATIONSAVINGSPLAN'
  /** Canadian RPP. */
  | 'REGISTEREDPENSIONPLAN'
  /** Canadian RRIF. */
  | 'REGISTEREDRETIREMENTINCOMEFUND'
  /** Canadian RRSP. */
  | 'REGISTEREDRETIREMENTSAVINGSPLAN'
  /** Canadian RLIF. */
  | 'RESTRICTEDLIFEINCOMEFUND'
  /** Canadian RLSP. */
  | 'RESTRICTEDLOCKEDINSAVINGSPLAN'
  /** US retirement account fed from an earlier plan. */
  | 'ROLLOVER'
  /** US retirement account paid in after tax. */
  | 'ROTH'
  /** US salary reduction plan of small employers. */
  | 'SARSEP'
  | 'SAVINGS'
  | 'SHORTTERMDISABILITY'
  /** Loan to a small or medium business. */
  | 'SMBLOAN'
  /** Canadian SPP. */
  | 'SPECIFIEDPENSIONPLAN'
  | 'STUDENTLOAN'
  | 'TAXABLE'
  /** Canadian TFSA. */
  | 'TAXFREESAVINGSACCOUNT'
  /** Tax-deferred annuity. */
  | 'TDA'
  /** Term product. */
  | 'TERM'
  | 'TRUST'
  /** US custodial account of a minor (Uniform Gifts to Minors Act). */
  | 'UGMA'
  | 'UNIVERSALLIFE'
  /** A value this gateway does not know yet. */
  | 'UNRECOGNIZED'
  /** US custodial account of a minor (Uniform Transfers to Minors Act). */
  | 'UTMA'
  | 'VARIABLEANNUITY'
  | 'WHOLELIFE'
  /** US employer money purchase plan. */
  | '_401A'
  /** US employer retirement plan. */
  | '_401K'
  /** US retirement plan of schools and charities. */
  | '_403B'
  /** US education savings plan. */
  | '_529';

/** Whether a customer is a company or a person. */
export type BusinessOrConsumer =
  | 'BUSINESS'
  | 'CONSUMER'
  /** A value this gateway does not know yet. */
  | 'UNRECOGNIZED';

/** How long a period of a cash flow is. The first and the last may be shorter. */
export type CashFlowInterval =
  /** A calendar day. */
  | 'DAY'
  /** A calendar month. */
  | 'MONTH'
  /** From Monday to Sunday. */
  | 'WEEK';

/** The end user's answer to one question. */
export type ChallengeAnswer = {
  /** The answer. */
  answer: string;
  /** `ChallengePrompt.text`, letter by letter. */
  prompt: string;
};

/** Where a consent is in its life. */
export type ConsentPhase =
  /** Data can be read. */
  | 'ACTIVE'
  /** The bank asks the end user a question, see `challenge`, before it gives anything newer. What was read before can be read. */
  | 'CHALLENGED'
  /** Its time is over. */
  | 'EXPIRED'
  /** The end user is at the bank. */
  | 'PENDING'
  /** The bank wants the end user to give consent again. */
  | 'REAUTH_REQUIRED'
  /** It was never given; `reason` says why. Vanishes after an hour. */
  | 'REJECTED'
  /** It was ended here. Final. */
  | 'REVOKED';

/** A unit of what an end user shares. A consent covers some of them. */
export type DataCluster =
  /** Which accounts there are: names, types, masked numbers. */
  | 'ACCOUNT_BASIC'
  /** Balances, rates, limits and due dates. */
  | 'ACCOUNT_DETAILED'
  /** Name, addresses, e-mail and telephone. */
  | 'CUSTOMER_CONTACT'
  /** Date of birth and masked tax number. */
  | 'CUSTOMER_PERSONAL'
  /** Holdings of investment accounts. */
  | 'INVESTMENTS'
  /** Numbers for paying from or to an account. */
  | 'PAYMENT_SUPPORT'
  /** Loyalty programmes and what was collected. */
  | 'REWARDS'
  /** Periodic statements. */
  | 'STATEMENTS'
  /** The movements on an account. */
  | 'TRANSACTIONS';

/** Where data come from. */
export type DataSource =
  /** The bank's own FDX API; `asOf` tells when it was asked. */
  | 'FDX'
  /** A snapshot of Flinks Connect; `asOf` tells how old it is. */
  | 'FLINKS_CONNECT'
  /** The bank through Flinks Outbound; `asOf` tells when it was asked. */
  | 'FLINKS_OUTBOUND';

/** The direction of the money, seen from the account. */
export type DebitCreditMemo =
  /** Money came in, or a debt was reduced. */
  | 'CREDIT'
  /** Money went out, or a debt grew. */
  | 'DEBIT'
  /** No money moved. */
  | 'MEMO'
  /** A value this gateway does not know yet. */
  | 'UNRECOGNIZED';

/** Why there is nothing. Every null in a bank's data has one entry in `extensions.nulls`, with one of these. */
export type NullReason =
  /** Too many requests: a limit of the data provider's or of the gateway's. */
  | 'BUDGET'
  /** The data provider answered, and has nothing to say here. */
  | 'EMPTY'
  /** The gateway itself failed. */
  | 'GATEWAY_ERROR'
  /** The end user has not shared it, or must consent again. */
  | 'NOT_CONSENTED'
  /** There is no such thing for this caller. */
  | 'NOT_FOUND'
  /** The data provider does not offer it. */
  | 'NOT_SUPPORTED'
  /** The data provider is still preparing it: ask again later. */
  | 'PENDING'
  /** The operation asked wrongly; its error says how. */
  | 'REQUEST_INVALID'
  /** The data provider did not answer in time. */
  | 'TIMEOUT'
  /** The data provider failed, or its answer could not be read. */
  | 'UPSTREAM_ERROR';

/** A network that moves money between banks. */
export type PaymentNetworkType =
  /** Canadian batch clearing of everyday payments. */
  | 'CA_ACSS'
  /** Canadian large-value payments (since succeeded by Lynx). */
  | 'CA_LVTS'
  /** A value this gateway does not know yet. */
  | 'UNRECOGNIZED'
  /** US batch clearing of everyday payments. */
  | 'US_ACH'
  /** US private large-value payments. */
  | 'US_CHIPS'
  /** US instant payments of the Federal Reserve. */
  | 'US_FEDNOW'
  /** US large-value payments of the Federal Reserve. */
  | 'US_FEDWIRE'
  /** US instant payments of The Clearing House. */
  | 'US_RTP';

/** Where an insurance policy is in its life. */
export type PolicyStatus =
  | 'ACTIVE'
  | 'DEATH_CLAIM_PAID'
  | 'DEATH_CLAIM_PENDING'
  | 'EXPIRED'
  /** A premium is overdue, the cover goes on for now. */
  | 'GRACE_PERIOD'
  /** The cover will end because premiums were not paid. */
  | 'LAPSE_PENDING'
  | 'TERMINATED'
  /** A value this gateway does not know yet. */
  | 'UNRECOGNIZED'
  /** The cover goes on without premiums. */
  | 'WAIVER';

/** A way to a bank's data. */
export type ProviderRoute =
  /** Flinks Connect, for banks without an open-banking API: snapshots, some hours old. */
  | 'CONNECT'
  /** The bank's own FDX API. */
  | 'FDX'
  /** Flinks Outbound, Flinks' open-banking API in front of the bank. */
  | 'OUTBOUND';

/** Where this gateway's registration with a data provider stands. */
export type RegistrationState =
  /** End users can connect. */
  | 'ACTIVE'
  /** It could be asked for. */
  | 'AVAILABLE'
  /** The data provider has not acted on it yet. */
  | 'PENDING_ACTIVATION'
  /** Asked for; the network has not agreed yet. */
  | 'PENDING_APPROVAL'
  /** It was withdrawn, perhaps for a while. */
  | 'SUSPENDED'
  /** The network says something that is not known here. */
  | 'UNKNOWN';

/** How far a transaction has come. Anything but POSTED can still change or disappear. */
export type TransactionStatus =
  /** Approved at the point of sale, not booked. */
  | 'AUTHORIZATION'
  /** For information; moves no money yet. */
  | 'MEMO'
  /** Known to the provider, not booked. */
  | 'PENDING'
  /** Booked and final. */
  | 'POSTED'
  /** A value this gateway does not know yet. */
  | 'UNRECOGNIZED';

/** What kind of movement a transaction is. One list for accounts of every category, so that one fragment reads them all. */
export type TransactionType =
  | 'ADJUSTMENT'
  /** Digital assets handed out by their network. */
  | 'AIRDROP'
  /** Cash machine. */
  | 'ATM'
  | 'ATMDEPOSIT'
  | 'ATMWITHDRAWAL'
  /** Bill payment. */
  | 'BILLPAYMENT'
  | 'BILL_PAYMENT'
  | 'CASH'
  /** Cheque drawn by the bank itself. */
  | 'CASHIERSCHECK'
  /** Cheque. */
  | 'CHECK'
  /** A position was closed. */
  | 'CLOSURE'
  /** An option position was closed. */
  | 'CLOSUREOPT'
  | 'CONTRIBUTION'
  | 'CREDIT'
  | 'DEBIT'
  /** Deposit. */
  | 'DEP'
  | 'DEPOSIT'
  /** Drawn by a merchant or payee. */
  | 'DIRECTDEBIT'
  /** Paid in directly, for example salary. */
  | 'DIRECTDEP'
  | 'DIRECTDEPOSIT'
  | 'DIRECT_DEPOSIT'
  /** Dividend. */
  | 'DIV'
  | 'DIVIDEND'
  | 'DIVIDENDREINVEST'
  /** Twice the usual instalment was paid. */
  | 'DOUBLE_UP_PAYMENT'
  | 'EXPENSE'
  | 'FEE'
  /** Digital assets gained when their chain split. */
  | 'FORKED'
  | 'INCOME'
  | 'INTEREST'
  /** Cost of the investment itself. */
  | 'INVEXPENSE'
  /** Cash moved between sub-accounts. */
  | 'JRNLFUND'
  /** Securities moved between sub-accounts. */
  | 'JRNLSEC'
  /** Extra repayment beyond the plan. */
  | 'LUMP_SUM_PAYMENT'
  | 'MARGININTEREST'
  | 'MERCHANT_PAYMENT'
  | 'MERCHANT_REFUND'
  /** Digital assets earned by mining. */
  | 'MINED'
  | 'OPTIONEXERCISE'
  | 'OPTIONEXPIRATION'
  | 'OTHER'
  | 'PAYMENT'
  /** The rest of the loan was paid. */
  | 'PAYOFF'
  /** Between two people. */
  | 'PERSONTOPERSON'
  /** Point of sale. */
  | 'POS'
  /** Refund at a point of sale. */
  | 'POSCREDIT'
  /** Purchase at a point of sale. */
  | 'POSDEBIT'
  /** Deposit agreed in advance. */
  | 'PREAUTHORIZEDDEPOSIT'
  /** Withdrawal agreed in advance. */
  | 'PREAUTHORIZEDWITHDRAWAL'
  | 'PURCHASE'
  | 'PURCHASED'
  /** Bought to cover a short position. */
  | 'PURCHASEDTOCOVER'
  /** Bought to close an option position. */
  | 'PURCHASETOCLOSE'
  /** Bought to open an option position. */
  | 'PURCHASETOOPEN'
  /** Income turned into more units. */
  | 'REINVESTOFINCOME'
  /** Standing payment. */
  | 'REPEATPMT'
  | 'RETURNOFCAPITAL'
  /** An instalment was skipped by agreement. */
  | 'SKIP_PAYMENT'
  | 'SOLD'
  /** Sold to close an option position. */
  | 'SOLDTOCLOSE'
  /** Sold to open an option position. */
  | 'SOLDTOOPEN'
  /** Units were split or merged. */
  | 'SPLIT'
  /** Service charge. */
  | 'SRVCHG'
  /** Digital assets earned by staking. */
  | 'STAKED'
  | 'TRANSFER'
  | 'TRANSFER_IN'
  | 'TRANSFER_OUT'
  /** A value this gateway does not know yet. */
  | 'UNRECOGNIZED'
  | 'WITHDRAWAL'
  /** Transfer. */
  | 'XFER';

export type AccountNamesQueryVariables = Exact<{ [key: string]: never; }>;


export type AccountNamesQuery = { accounts: { nodes: Array<
      | { id: string, accountCategory: AccountCategory | null, accountType: AccountType | null, nickname: string | null, productName: string | null }
      | { id: string, accountCategory: AccountCategory | null, accountType: AccountType | null, nickname: string | null, productName: string | null }
      | { id: string, accountCategory: AccountCategory | null, accountType: AccountType | null, nickname: string | null, productName: string | null }
      | { id: string, accountCategory: AccountCategory | null, accountType: AccountType | null, nickname: string | null, productName: string | null }
      | { id: string, accountCategory: AccountCategory | null, accountType: AccountType | null, nickname: string | null, productName: string | null }
      | { id: string, accountCategory: AccountCategory | null, accountType: AccountType | null, nickname: string | null, productName: string | null }
      | { id: string, accountCategory: AccountCategory | null, accountType: AccountType | null, nickname: string | null, productName: string | null }
      | { id: string, accountCategory: AccountCategory | null, accountType: AccountType | null, nickname: string | null, productName: string | null }
      | { id: string, accountCategory: AccountCategory | null, accountType: AccountType | null, nickname: string | null, productName: string | null }
      | { id: string, accountCategory: AccountCategory | null, accountType: AccountType | null, nickname: string | null, productName: string | null }
    > } | null };

export type AccountTransactionsQueryVariables = Exact<{
  accountId: string;
  first?: number;
  after?: string | null | undefined;
  startDate?: string | null | undefined;
  endDate?: string | null | undefined;
}>;


export type AccountTransactionsQuery = { accountTransactions: { totalCount: number | null, nodes: Array<
      | { id: string, transactionTimestamp: string | null, postedTimestamp: string | null, description: string | null, amount: string | null, debitCreditMemo: DebitCreditMemo | null, status: TransactionStatus | null, transactionType: TransactionType | null, category: string | null }
      | { id: string, transactionTimestamp: string | null, postedTimestamp: string | null, description: string | null, amount: string | null, debitCreditMemo: DebitCreditMemo | null, status: TransactionStatus | null, transactionType: TransactionType | null, category: string | null }
      | { id: string, transactionTimestamp: string | null, postedTimestamp: string | null, description: string | null, amount: string | null, debitCreditMemo: DebitCreditMemo | null, status: TransactionStatus | null, transactionType: TransactionType | null, category: string | null }
      | { id: string, transactionTimestamp: string | null, postedTimestamp: string | null, description: string | null, amount: string | null, debitCreditMemo: DebitCreditMemo | null, status: TransactionStatus | null, transactionType: TransactionType | null, category: string | null }
      | { id: string, transactionTimestamp: string | null, postedTimestamp: string | null, description: string | null, amount: string | null, debitCreditMemo: DebitCreditMemo | null, status: TransactionStatus | null, transactionType: TransactionType | null, category: string | null }
      | { id: string, transactionTimestamp: string | null, postedTimestamp: string | null, description: string | null, amount: string | null, debitCreditMemo: DebitCreditMemo | null, status: TransactionStatus | null, transactionType: TransactionType | null, category: string | null }
      | { id: string, transactionTimestamp: string | null, postedTimestamp: string | null, description: string | null, amount: string | null, debitCreditMemo: DebitCreditMemo | null, status: TransactionStatus | null, transactionType: TransactionType | null, category: string | null }
      | { id: string, transactionTimestamp: string | null, postedTimestamp: string | null, description: string | null, amount: string | null, debitCreditMemo: DebitCreditMemo | null, status: TransactionStatus | null, transactionType: TransactionType | null, category: string | null }
      | { id: string, transactionTimestamp: string | null, postedTimestamp: string | null, description: string | null, amount: string | null, debitCreditMemo: DebitCreditMemo | null, status: TransactionStatus | null, transactionType: TransactionType | null, category: string | null }
    >, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null };

export type AccountsQueryVariables = Exact<{
  first?: number;
  after?: string | null | undefined;
}>;


export type AccountsQuery = { accounts: { nodes: Array<
      | { __typename: 'AnnuityAccount', surrenderValue: string | null, payoutAmount: string | null, id: string, accountType: AccountType | null, productName: string | null, nickname: string | null, accountNumberDisplay: string | null, status: AccountStatus | null, source: DataSource, asOf: string, currency: { currencyCode: string | null } | null, consent: { dataProvider: { name: string } | null } }
      | { __typename: 'BuyNowPayLaterAccount', currentBalance: string | null, availableCredit: string | null, id: string, accountType: AccountType | null, productName: string | null, nickname: string | null, accountNumberDisplay: string | null, status: AccountStatus | null, source: DataSource, asOf: string, currency: { currencyCode: string | null } | null, consent: { dataProvider: { name: string } | null } }
      | { __typename: 'CommercialAccount', currentLedgerBalance: string | null, currentAvailableBalance: string | null, id: string, accountType: AccountType | null, productName: string | null, nickname: string | null, accountNumberDisplay: string | null, status: AccountStatus | null, source: DataSource, asOf: string, currency: { currencyCode: string | null } | null, consent: { dataProvider: { name: string } | null } }
      | { __typename: 'DepositAccount', currentBalance: string | null, availableBalance: string | null, id: string, accountType: AccountType | null, productName: string | null, nickname: string | null, accountNumberDisplay: string | null, status: AccountStatus | null, source: DataSource, asOf: string, currency: { currencyCode: string | null } | null, consent: { dataProvider: { name: string } | null } }
      | { __typename: 'DigitalWallet', currentBalance: string | null, availableBalance: string | null, id: string, accountType: AccountType | null, productName: string | null, nickname: string | null, accountNumberDisplay: string | null, status: AccountStatus | null, source: DataSource, asOf: string, currency: { currencyCode: string | null } | null, consent: { dataProvider: { name: string } | null } }
      | { __typename: 'InsuranceAccount', policyStatus: PolicyStatus | null, policyCoverageAmount: string | null, id: string, accountType: AccountType | null, productName: string | null, nickname: string | null, accountNumberDisplay: string | null, status: AccountStatus | null, source: DataSource, asOf: string, currency: { currencyCode: string | null } | null, consent: { dataProvider: { name: string } | null } }
      | { __typename: 'InvestmentAccount', currentValue: string | null, availableCashBalance: string | null, id: string, accountType: AccountType | null, productName: string | null, nickname: string | null, accountNumberDisplay: string | null, status: AccountStatus | null, source: DataSource, asOf: string, currency: { currencyCode: string | null } | null, consent: { dataProvider: { name: string } | null } }
      | { __typename: 'LineOfCreditAccount', currentBalance: string | null, creditLine: string | null, availableCredit: string | null, id: string, accountType: AccountType | null, productName: string | null, nickname: string | null, accountNumberDisplay: string | null, status: AccountStatus | null, source: DataSource, asOf: string, currency: { currencyCode: string | null } | null, consent: { dataProvider: { name: string } | null } }
      | { __typename: 'LoanAccount', principalBalance: string | null, nextPaymentAmount: string | null, nextPaymentDate: string | null, id: string, accountType: AccountType | null, productName: string | null, nickname: string | null, accountNumberDisplay: string | null, status: AccountStatus | null, source: DataSource, asOf: string, currency: { currencyCode: string | null } | null, consent: { dataProvider: { name: string } | null } }
      | { __typename: 'UnrecognizedAccount', id: string, accountType: AccountType | null, productName: string | null, nickname: string | null, accountNumberDisplay: string | null, status: AccountStatus | null, source: DataSource, asOf: string, currency: { currencyCode: string | null } | null, consent: { dataProvider: { name: string } | null } }
    >, pageInfo: { hasNextPage: boolean, endCursor: string | null }, problems: Array<{ dataProviderId: string, code: string, message: string, retryable: boolean, retryAfter: number | null, reauthUrl: string | null, dataProvider: { name: string } | null }> } | null };

export type AnswerChallengeMutationVariables = Exact<{
  id: string;
  answers: Array<ChallengeAnswer> | ChallengeAnswer;
}>;


export type AnswerChallengeMutation = { answerChallenge: { id: string, phase: ConsentPhase, challenge: { prompts: Array<{ text: string, options: Array<string> | null }> } | null } };

export type CashFlowQueryVariables = Exact<{
  from: string;
  to: string;
  by?: CashFlowInterval;
}>;


export type CashFlowQuery = { cashFlow: { periods: Array<{ from: string, to: string, amounts: Array<{ currency: string, inflow: string, outflow: string, net: string }> }>, coverage: { complete: boolean, included: Array<string>, oldestAsOf: string | null, missing: Array<{ dataProviderId: string, accountId: string | null, reason: NullReason, code: string, field: string | null, userMessage: string }> } } | null };

export type ConsentsQueryVariables = Exact<{ [key: string]: never; }>;


export type ConsentsQuery = { consents: Array<{ id: string, phase: ConsentPhase, reason: string | null, route: ProviderRoute | null, offeredRoute: ProviderRoute | null, grantedClusters: Array<DataCluster>, createdAt: string, challenge: { expiresAt: string, prompts: Array<{ text: string, options: Array<string> | null }> } | null, dataProvider: { id: string, name: string } | null }> };

export type CustomerQueryVariables = Exact<{ [key: string]: never; }>;


export type CustomerQuery = { customer: { id: string, customerId: string | null, type: BusinessOrConsumer | null, emails: Array<string> | null, name: { first: string | null, last: string | null } | null, addresses: Array<{ line1: string | null, city: string | null, region: string | null, postalCode: string | null, country: string | null }> | null } | null };

export type DataProvidersQueryVariables = Exact<{
  search?: string | null | undefined;
  country?: string | null | undefined;
}>;


export type DataProvidersQuery = { dataProviders: { nodes: Array<{ id: string, name: string, country: string | null, dataClusters: Array<DataCluster>, preferredRoute: ProviderRoute | null, registration: RegistrationState | null }> } | null };

export type HoldingsQueryVariables = Exact<{ [key: string]: never; }>;


export type HoldingsQuery = { accounts: { nodes: Array<
      | { id: string, nickname: string | null }
      | { id: string, nickname: string | null }
      | { id: string, nickname: string | null }
      | { id: string, nickname: string | null }
      | { id: string, nickname: string | null }
      | { id: string, nickname: string | null }
      | { currentValue: string | null, id: string, nickname: string | null, holdings: Array<{ holdingName: string | null, symbol: string | null, units: string | null, marketValue: string | null }> | null }
      | { id: string, nickname: string | null }
      | { id: string, nickname: string | null }
      | { id: string, nickname: string | null }
    > } | null };

export type OverviewQueryVariables = Exact<{
  accounts?: number;
  transactions?: number;
}>;


export type OverviewQuery = { accounts: { nodes: Array<
      | { id: string, nickname: string | null, paymentNetworks: Array<{ type: PaymentNetworkType | null, bankId: string | null, identifierDisplay: string | null, transferIn: boolean | null, transferOut: boolean | null }> | null, transactions: { nodes: Array<
            | { id: string, amount: string | null, debitCreditMemo: DebitCreditMemo | null, description: string | null, postedTimestamp: string | null, status: TransactionStatus | null }
            | { id: string, amount: string | null, debitCreditMemo: DebitCreditMemo | null, description: string | null, postedTimestamp: string | null, status: TransactionStatus | null }
            | { id: string, amount: string | null, debitCreditMemo: DebitCreditMemo | null, description: string | null, postedTimestamp: string | null, status: TransactionStatus | null }
            | { id: string, amount: string | null, debitCreditMemo: DebitCreditMemo | null, description: string | null, postedTimestamp: string | null, status: TransactionStatus | null }
            | { id: string, amount: string | null, debitCreditMemo: DebitCreditMemo | null, description: string | null, postedTimestamp: string | null, status: TransactionStatus | null }
            | { id: string, amount: string | null, debitCreditMemo: DebitCreditMemo | null, description: string | null, postedTimestamp: string | null, status: TransactionStatus | null }
            | { id: string, amount: string | null, debitCreditMemo: DebitCreditMemo | null, description: string | null, postedTimestamp: string | null, status: TransactionStatus | null }
            | { id: string, amount: string | null, debitCreditMemo: DebitCreditMemo | null, description: string | null, postedTimestamp: string | null, status: TransactionStatus | null }
            | { id: string, amount: string | null, debitCreditMemo: DebitCreditMemo | null, description: string | null, postedTimestamp: string | null, status: TransactionStatus | null }
          >, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null }
      | { id: string, nickname: string | null, paymentNetworks: Array<{ type: PaymentNetworkType | null, bankId: string | null, identifierDisplay: string | null, transferIn: boolean | null, transferOut: boolean | null }> | null, transactions: { nodes: Array<
            | { id: string, amount: string | null, debitCreditMemo: DebitCreditMemo | null, description: string | null, postedTimestamp: string | null, status: TransactionStatus | null }
            | { id: string, amount: string | null, debitCreditMemo: DebitCreditMemo | null, description: string | null, postedTimestamp: string | null, status: TransactionStatus | null }
            | { id: string, amount: string | null, debitCreditMemo: DebitCreditMemo | null, description: string | null, postedTimestamp: string | null, status: TransactionStatus | null }
            | { id: string, amount: string | null, debitCreditMemo: DebitCreditMemo | null, description: string | null, postedTimestamp: string | null, status: TransactionStatus | null }
            | { id: string, amount: string | null, debitCreditMemo: DebitCreditMemo | null, description: string | null, postedTimestamp: string | null, status: TransactionStatus | null }
            | { id: string, amount: string | null, debitCreditMemo: DebitCreditMemo | null, description: string | null, postedTimestamp: string | null, status: TransactionStatus | null }
            | { id: string, amount: string | null, debitCreditMemo: DebitCreditMemo | null, description: string | null, postedTimestamp: string | null, status: TransactionStatus | null }
            | { id: string, amount: string | null, debitCreditMemo: DebitCreditMemo | null, description: string | null, postedTimestamp: string | null, status: TransactionStatus | null }
            | { id: string, amount: string | null, debitCreditMemo: DebitCreditMemo | null, description: string | null, postedTimestamp: string | null, status: TransactionStatus | null }
          >, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null }
      | { id: string, nickname: string | null, paymentNetworks: Array<{ type: PaymentNetworkType | null, bankId: string | null, identifierDisplay: string | null, transferIn: boolean | null, transferOut: boolean | null }> | null, transactions: { nodes: Array<
            | { id: string, amount: string | null, debitCreditMemo: DebitCreditMemo | null, description: string | null, postedTimestamp: string | null, status: TransactionStatus | null }
            | { id: string, amount: string | null, debitCreditMemo: DebitCreditMemo | null, description: string | null, postedTimestamp: string | null, status: TransactionStatus | null }
            | { id: string, amount: string | null, debitCreditMemo: DebitCreditMemo | null, description: string | null, postedTimestamp: string | null, status: TransactionStatus | null }
            | { id: string, amount: string | null, debitCreditMemo: DebitCreditMemo | null, description: string | null, postedTimestamp: string | null, status: TransactionStatus | null }
            | { id: string, amount: string | null, debitCreditMemo: DebitCreditMemo | null, description: string | null, postedTimestamp: string | null, status: TransactionStatus | null }
            | { id: string, amount: string | null, debitCreditMemo: DebitCreditMemo | null, description: string | null, postedTimestamp: string | null, status: TransactionStatus | null }
            | { id: string, amount: string | null, debitCreditMemo: DebitCreditMemo | null, description: string | null, postedTimestamp: string | null, status: TransactionStatus | null }
            | { id: string, amount: string | null, debitCreditMemo: DebitCreditMemo | null, description: string | null, postedTimestamp: string | null, status: TransactionStatus | null }
            | { id: string, amount: string | null, debitCreditMemo: DebitCreditMemo | null, description: string | null, postedTimestamp: string | null, status: TransactionStatus | null }
          >, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null }
      | { currentBalance: string | null, id: string, nickname: string | null, paymentNetworks: Array<{ type: PaymentNetworkType | null, bankId: string | null, identifierDisplay: string | null, transferIn: boolean | null, transferOut: boolean | null }> | null, transactions: { nodes: Array<
            | { id: string, amount: string | null, debitCreditMemo: DebitCreditMemo | null, description: string | null, postedTimestamp: string | null, status: TransactionStatus | null }
            | { id: string, amount: string | null, debitCreditMemo: DebitCreditMemo | null, description: string | null, postedTimestamp: string | null, status: TransactionStatus | null }
            | { id: string, amount: string | null, debitCreditMemo: DebitCreditMemo | null, description: string | null, postedTimestamp: string | null, status: TransactionStatus | null }
            | { id: string, amount: string | null, debitCreditMemo: DebitCreditMemo | null, description: string | null, postedTimestamp: string | null, status: TransactionStatus | null }
            | { id: string, amount: string | null, debitCreditMemo: DebitCreditMemo | null, description: string | null, postedTimestamp: string | null, status: TransactionStatus | null }
            | { id: string, amount: string | null, debitCreditMemo: DebitCreditMemo | null, description: string | null, postedTimestamp: string | null, status: TransactionStatus | null }
            | { id: string, amount: string | null, debitCreditMemo: DebitCreditMemo | null, description: string | null, postedTimestamp: string | null, status: TransactionStatus | null }
            | { id: string, amount: string | null, debitCreditMemo: DebitCreditMemo | null, description: string | null, postedTimestamp: string | null, status: TransactionStatus | null }
            | { id: string, amount: string | null, debitCreditMemo: DebitCreditMemo | null, description: string | null, postedTimestamp: string | null, status: TransactionStatus | null }
          >, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null }
      | { id: string, nickname: string | null, paymentNetworks: Array<{ type: PaymentNetworkType | null, bankId: string | null, identifierDisplay: string | null, transferIn: boolean | null, transferOut: boolean | null }> | null, transactions: { nodes: Array<
            | { id: string, amount: string | null, debitCreditMemo: DebitCreditMemo | null, description: string | null, postedTimestamp: string | null, status: TransactionStatus | null }
            | { id: string, amount: string | null, debitCreditMemo: DebitCreditMemo | null, description: string | null, postedTimestamp: string | null, status: TransactionStatus | null }
            | { id: string, amount: string | null, debitCreditMemo: DebitCreditMemo | null, description: string | null, postedTimestamp: string | null, status: TransactionStatus | null }
            | { id: string, amount: string | null, debitCreditMemo: DebitCreditMemo | null, description: string | null, postedTimestamp: string | null, status: TransactionStatus | null }
            | { id: string, amount: string | null, debitCreditMemo: DebitCreditMemo | null, description: string | null, postedTimestamp: string | null, status: TransactionStatus | null }
            | { id: string, amount: string | null, debitCreditMemo: DebitCreditMemo | null, description: string | null, postedTimestamp: string | null, status: TransactionStatus | null }
            | { id: string, amount: string | null, debitCreditMemo: DebitCreditMemo | null, description: string | null, postedTimestamp: string | null, status: TransactionStatus | null }
            | { id: string, amount: string | null, debitCreditMemo: DebitCreditMemo | null, description: string | null, postedTimestamp: string | null, status: TransactionStatus | null }
            | { id: string, amount: string | null, debitCreditMemo: DebitCreditMemo | null, description: string | null, postedTimestamp: string | null, status: TransactionStatus | null }
          >, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null }
      | { id: string, nickname: string | null, paymentNetworks: Array<{ type: PaymentNetworkType | null, bankId: string | null, identifierDisplay: string | null, transferIn: boolean | null, transferOut: boolean | null }> | null, transactions: { nodes: Array<
            | { id: string, amount: string | null, debitCreditMemo: DebitCreditMemo | null, description: string | null, postedTimestamp: string | null, status: TransactionStatus | null }
            | { id: string, amount: string | null, debitCreditMemo: DebitCreditMemo | null, description: string | null, postedTimestamp: string | null, status: TransactionStatus | null }
            | { id: string, amount: string | null, debitCreditMemo: DebitCreditMemo | null, description: string | null, postedTimestamp: string | null, status: TransactionStatus | null }
            | { id: string, amount: string | null, debitCreditMemo: DebitCreditMemo | null, description: string | null, postedTimestamp: string | null, status: TransactionStatus | null }
            | { id: string, amount: string | null, debitCreditMemo: DebitCreditMemo | null, description: string | null, postedTimestamp: string | null, status: TransactionStatus | null }
            | { id: string, amount: string | null, debitCreditMemo: DebitCreditMemo | null, description: string | null, postedTimestamp: string | null, status: TransactionStatus | null }
            | { id: string, amount: string | null, debitCreditMemo: DebitCreditMemo | null, description: string | null, postedTimestamp: string | null, status: TransactionStatus | null }
            | { id: string, amount: string | null, debitCreditMemo: DebitCreditMemo | null, description: string | null, postedTimestamp: string | null, status: TransactionStatus | null }
            | { id: string, amount: string | null, debitCreditMemo: DebitCreditMemo | null, description: string | null, postedTimestamp: string | null, status: TransactionStatus | null }
          >, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null }
      | { id: string, nickname: string | null, paymentNetworks: Array<{ type: PaymentNetworkType | null, bankId: string | null, identifierDisplay: string | null, transferIn: boolean | null, transferOut: boolean | null }> | null, transactions: { nodes: Array<
            | { id: string, amount: string | null, debitCreditMemo: DebitCreditMemo | null, description: string | null, postedTimestamp: string | null, status: TransactionStatus | null }
            | { id: string, amount: string | null, debitCreditMemo: DebitCreditMemo | null, description: string | null, postedTimestamp: string | null, status: TransactionStatus | null }
            | { id: string, amount: string | null, debitCreditMemo: DebitCreditMemo | null, description: string | null, postedTimestamp: string | null, status: TransactionStatus | null }
            | { id: string, amount: string | null, debitCreditMemo: DebitCreditMemo | null, description: string | null, postedTimestamp: string | null, status: TransactionStatus | null }
            | { id: string, amount: string | null, debitCreditMemo: DebitCreditMemo | null, description: string | null, postedTimestamp: string | null, status: TransactionStatus | null }
            | { id: string, amount: string | null, debitCreditMemo: DebitCreditMemo | null, description: string | null, postedTimestamp: string | null, status: TransactionStatus | null }
            | { id: string, amount: string | null, debitCreditMemo: DebitCreditMemo | null, description: string | null, postedTimestamp: string | null, status: TransactionStatus | null }
            | { id: string, amount: string | null, debitCreditMemo: DebitCreditMemo | null, description: string | null, postedTimestamp: string | null, status: TransactionStatus | null }
            | { id: string, amount: string | null, debitCreditMemo: DebitCreditMemo | null, description: string | null, postedTimestamp: string | null, status: TransactionStatus | null }
          >, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null }
      | { id: string, nickname: string | null, paymentNetworks: Array<{ type: PaymentNetworkType | null, bankId: string | null, identifierDisplay: string | null, transferIn: boolean | null, transferOut: boolean | null }> | null, transactions: { nodes: Array<
            | { id: string, amount: string | null, debitCreditMemo: DebitCreditMemo | null, description: string | null, postedTimestamp: string | null, status: TransactionStatus | null }
            | { id: string, amount: string | null, debitCreditMemo: DebitCreditMemo | null, description: string | null, postedTimestamp: string | null, status: TransactionStatus | null }
            | { id: string, amount: string | null, debitCreditMemo: DebitCreditMemo | null, description: string | null, postedTimestamp: string | null, status: TransactionStatus | null }
            | { id: string, amount: string | null, debitCreditMemo: DebitCreditMemo | null, description: string | null, postedTimestamp: string | null, status: TransactionStatus | null }
            | { id: string, amount: string | null, debitCreditMemo: DebitCreditMemo | null, description: string | null, postedTimestamp: string | null, status: TransactionStatus | null }
            | { id: string, amount: string | null, debitCreditMemo: DebitCreditMemo | null, description: string | null, postedTimestamp: string | null, status: TransactionStatus | null }
            | { id: string, amount: string | null, debitCreditMemo: DebitCreditMemo | null, description: string | null, postedTimestamp: string | null, status: TransactionStatus | null }
            | { id: string, amount: string | null, debitCreditMemo: DebitCreditMemo | null, description: string | null, postedTimestamp: string | null, status: TransactionStatus | null }
            | { id: string, amount: string | null, debitCreditMemo: DebitCreditMemo | null, description: string | null, postedTimestamp: string | null, status: TransactionStatus | null }
          >, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null }
      | { id: string, nickname: string | null, paymentNetworks: Array<{ type: PaymentNetworkType | null, bankId: string | null, identifierDisplay: string | null, transferIn: boolean | null, transferOut: boolean | null }> | null, transactions: { nodes: Array<
            | { id: string, amount: string | null, debitCreditMemo: DebitCreditMemo | null, description: string | null, postedTimestamp: string | null, status: TransactionStatus | null }
            | { id: string, amount: string | null, debitCreditMemo: DebitCreditMemo | null, description: string | null, postedTimestamp: string | null, status: TransactionStatus | null }
            | { id: string, amount: string | null, debitCreditMemo: DebitCreditMemo | null, description: string | null, postedTimestamp: string | null, status: TransactionStatus | null }
            | { id: string, amount: string | null, debitCreditMemo: DebitCreditMemo | null, description: string | null, postedTimestamp: string | null, status: TransactionStatus | null }
            | { id: string, amount: string | null, debitCreditMemo: DebitCreditMemo | null, description: string | null, postedTimestamp: string | null, status: TransactionStatus | null }
            | { id: string, amount: string | null, debitCreditMemo: DebitCreditMemo | null, description: string | null, postedTimestamp: string | null, status: TransactionStatus | null }
            | { id: string, amount: string | null, debitCreditMemo: DebitCreditMemo | null, description: string | null, postedTimestamp: string | null, status: TransactionStatus | null }
            | { id: string, amount: string | null, debitCreditMemo: DebitCreditMemo | null, description: string | null, postedTimestamp: string | null, status: TransactionStatus | null }
            | { id: string, amount: string | null, debitCreditMemo: DebitCreditMemo | null, description: string | null, postedTimestamp: string | null, status: TransactionStatus | null }
          >, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null }
      | { id: string, nickname: string | null, paymentNetworks: Array<{ type: PaymentNetworkType | null, bankId: string | null, identifierDisplay: string | null, transferIn: boolean | null, transferOut: boolean | null }> | null, transactions: { nodes: Array<
            | { id: string, amount: string | null, debitCreditMemo: DebitCreditMemo | null, description: string | null, postedTimestamp: string | null, status: TransactionStatus | null }
            | { id: string, amount: string | null, debitCreditMemo: DebitCreditMemo | null, description: string | null, postedTimestamp: string | null, status: TransactionStatus | null }
            | { id: string, amount: string | null, debitCreditMemo: DebitCreditMemo | null, description: string | null, postedTimestamp: string | null, status: TransactionStatus | null }
            | { id: string, amount: string | null, debitCreditMemo: DebitCreditMemo | null, description: string | null, postedTimestamp: string | null, status: TransactionStatus | null }
            | { id: string, amount: string | null, debitCreditMemo: DebitCreditMemo | null, description: string | null, postedTimestamp: string | null, status: TransactionStatus | null }
            | { id: string, amount: string | null, debitCreditMemo: DebitCreditMemo | null, description: string | null, postedTimestamp: string | null, status: TransactionStatus | null }
            | { id: string, amount: string | null, debitCreditMemo: DebitCreditMemo | null, description: string | null, postedTimestamp: string | null, status: TransactionStatus | null }
            | { id: string, amount: string | null, debitCreditMemo: DebitCreditMemo | null, description: string | null, postedTimestamp: string | null, status: TransactionStatus | null }
            | { id: string, amount: string | null, debitCreditMemo: DebitCreditMemo | null, description: string | null, postedTimestamp: string | null, status: TransactionStatus | null }
          >, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null }
    >, problems: Array<{ dataProviderId: string, code: string }> } | null };

export type RenewConsentMutationVariables = Exact<{
  id: string;
  returnUrl: string;
}>;


export type RenewConsentMutation = { renewConsent: { authorizationUrl: string, expiresAt: string, consent: { id: string, phase: ConsentPhase, route: ProviderRoute | null } } };

export type RevokeConsentMutationVariables = Exact<{
  id: string;
}>;


export type RevokeConsentMutation = { revokeConsent: { id: string, phase: ConsentPhase } };

export type StartConsentMutationVariables = Exact<{
  dataProviderId?: string;
  dataClusters?: Array<DataCluster> | DataCluster;
  returnUrl?: string;
  state?: string | null | undefined;
}>;


export type StartConsentMutation = { startConsent: { authorizationUrl: string, expiresAt: string, consent: { id: string, phase: ConsentPhase } } };

export type TotalsQueryVariables = Exact<{ [key: string]: never; }>;


export type TotalsQuery = { cashPosition: { amounts: Array<{ currency: string, amount: string, available: string | null }>, coverage: { complete: boolean, included: Array<string>, oldestAsOf: string | null, missing: Array<{ dataProviderId: string, accountId: string | null, reason: NullReason, code: string, field: string | null, userMessage: string }> } } | null, netWorth: { amounts: Array<{ currency: string, assets: string, liabilities: string, net: string }>, coverage: { complete: boolean, included: Array<string>, oldestAsOf: string | null, missing: Array<{ dataProviderId: string, accountId: string | null, reason: NullReason, code: string, field: string | null, userMessage: string }> } } | null };

export type CoverageFragment = { complete: boolean, included: Array<string>, oldestAsOf: string | null, missing: Array<{ dataProviderId: string, accountId: string | null, reason: NullReason, code: string, field: string | null, userMessage: string }> };

export type TransactionsQueryVariables = Exact<{
  first?: number;
  after?: string | null | undefined;
  startDate?: string | null | undefined;
  endDate?: string | null | undefined;
}>;


export type TransactionsQuery = { transactions: { complete: boolean, historyFrom: string | null, nodes: Array<
      | { id: string, accountNodeId: string, transactionTimestamp: string | null, postedTimestamp: string | null, description: string | null, amount: string | null, debitCreditMemo: DebitCreditMemo | null, status: TransactionStatus | null, category: string | null }
      | { id: string, accountNodeId: string, transactionTimestamp: string | null, postedTimestamp: string | null, description: string | null, amount: string | null, debitCreditMemo: DebitCreditMemo | null, status: TransactionStatus | null, category: string | null }
      | { id: string, accountNodeId: string, transactionTimestamp: string | null, postedTimestamp: string | null, description: string | null, amount: string | null, debitCreditMemo: DebitCreditMemo | null, status: TransactionStatus | null, category: string | null }
      | { id: string, accountNodeId: string, transactionTimestamp: string | null, postedTimestamp: string | null, description: string | null, amount: string | null, debitCreditMemo: DebitCreditMemo | null, status: TransactionStatus | null, category: string | null }
      | { id: string, accountNodeId: string, transactionTimestamp: string | null, postedTimestamp: string | null, description: string | null, amount: string | null, debitCreditMemo: DebitCreditMemo | null, status: TransactionStatus | null, category: string | null }
      | { id: string, accountNodeId: string, transactionTimestamp: string | null, postedTimestamp: string | null, description: string | null, amount: string | null, debitCreditMemo: DebitCreditMemo | null, status: TransactionStatus | null, category: string | null }
      | { id: string, accountNodeId: string, transactionTimestamp: string | null, postedTimestamp: string | null, description: string | null, amount: string | null, debitCreditMemo: DebitCreditMemo | null, status: TransactionStatus | null, category: string | null }
      | { id: string, accountNodeId: string, transactionTimestamp: string | null, postedTimestamp: string | null, description: string | null, amount: string | null, debitCreditMemo: DebitCreditMemo | null, status: TransactionStatus | null, category: string | null }
      | { id: string, accountNodeId: string, transactionTimestamp: string | null, postedTimestamp: string | null, description: string | null, amount: string | null, debitCreditMemo: DebitCreditMemo | null, status: TransactionStatus | null, category: string | null }
    >, pageInfo: { hasNextPage: boolean, endCursor: string | null }, problems: Array<{ accountId: string | null, code: string, retryable: boolean, retryAfter: number | null, reauthUrl: string | null, dataProvider: { name: string } | null }> } | null };

export const CoverageFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Coverage"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"TotalCoverage"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"complete"}},{"kind":"Field","name":{"kind":"Name","value":"included"}},{"kind":"Field","name":{"kind":"Name","value":"missing"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"dataProviderId"}},{"kind":"Field","name":{"kind":"Name","value":"accountId"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"userMessage"}}]}},{"kind":"Field","name":{"kind":"Name","value":"oldestAsOf"}}]}}]} as unknown as DocumentNode<CoverageFragment, unknown>;
export const AccountNamesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"AccountNames"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"accounts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"accountCategory"}},{"kind":"Field","name":{"kind":"Name","value":"accountType"}},{"kind":"Field","name":{"kind":"Name","value":"nickname"}},{"kind":"Field","name":{"kind":"Name","value":"productName"}}]}}]}}]}}]} as unknown as DocumentNode<AccountNamesQuery, AccountNamesQueryVariables>;
export const AccountTransactionsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"AccountTransactions"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"accountId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},"defaultValue":{"kind":"IntValue","value":"50"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"startDate"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Date"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"endDate"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Date"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"accountTransactions"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"accountId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"accountId"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"startDate"},"value":{"kind":"Variable","name":{"kind":"Name","value":"startDate"}}},{"kind":"Argument","name":{"kind":"Name","value":"endDate"},"value":{"kind":"Variable","name":{"kind":"Name","value":"endDate"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"transactionTimestamp"}},{"kind":"Field","name":{"kind":"Name","value":"postedTimestamp"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"debitCreditMemo"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"transactionType"}},{"kind":"Field","name":{"kind":"Name","value":"category"}}]}},{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<AccountTransactionsQuery, AccountTransactionsQueryVariables>;
export const AccountsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Accounts"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},"defaultValue":{"kind":"IntValue","value":"50"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"accounts"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"accountType"}},{"kind":"Field","name":{"kind":"Name","value":"productName"}},{"kind":"Field","name":{"kind":"Name","value":"nickname"}},{"kind":"Field","name":{"kind":"Name","value":"accountNumberDisplay"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"asOf"}},{"kind":"Field","name":{"kind":"Name","value":"currency"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"currencyCode"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DepositAccount"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"currentBalance"}},{"kind":"Field","name":{"kind":"Name","value":"availableBalance"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LineOfCreditAccount"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"currentBalance"}},{"kind":"Field","name":{"kind":"Name","value":"creditLine"}},{"kind":"Field","name":{"kind":"Name","value":"availableCredit"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LoanAccount"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"principalBalance"}},{"kind":"Field","name":{"kind":"Name","value":"nextPaymentAmount"}},{"kind":"Field","name":{"kind":"Name","value":"nextPaymentDate"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InvestmentAccount"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"currentValue"}},{"kind":"Field","name":{"kind":"Name","value":"availableCashBalance"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DigitalWallet"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"currentBalance"}},{"kind":"Field","name":{"kind":"Name","value":"availableBalance"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"BuyNowPayLaterAccount"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"currentBalance"}},{"kind":"Field","name":{"kind":"Name","value":"availableCredit"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CommercialAccount"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"currentLedgerBalance"}},{"kind":"Field","name":{"kind":"Name","value":"currentAvailableBalance"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InsuranceAccount"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"policyStatus"}},{"kind":"Field","name":{"kind":"Name","value":"policyCoverageAmount"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AnnuityAccount"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"surrenderValue"}},{"kind":"Field","name":{"kind":"Name","value":"payoutAmount"}}]}},{"kind":"Field","name":{"kind":"Name","value":"consent"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"dataProvider"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"problems"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"dataProviderId"}},{"kind":"Field","name":{"kind":"Name","value":"dataProvider"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"retryable"}},{"kind":"Field","name":{"kind":"Name","value":"retryAfter"}},{"kind":"Field","name":{"kind":"Name","value":"reauthUrl"}}]}}]}}]}}]} as unknown as DocumentNode<AccountsQuery, AccountsQueryVariables>;
export const AnswerChallengeDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"AnswerChallenge"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"answers"}},"type":{"kind":"NonNullType","type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ChallengeAnswer"}}}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"answerChallenge"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}},{"kind":"Argument","name":{"kind":"Name","value":"answers"},"value":{"kind":"Variable","name":{"kind":"Name","value":"answers"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"phase"}},{"kind":"Field","name":{"kind":"Name","value":"challenge"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"prompts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"text"}},{"kind":"Field","name":{"kind":"Name","value":"options"}}]}}]}}]}}]}}]} as unknown as DocumentNode<AnswerChallengeMutation, AnswerChallengeMutationVariables>;
export const CashFlowDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"CashFlow"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"from"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Date"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"to"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Date"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"by"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CashFlowInterval"}}},"defaultValue":{"kind":"EnumValue","value":"MONTH"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cashFlow"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"from"},"value":{"kind":"Variable","name":{"kind":"Name","value":"from"}}},{"kind":"Argument","name":{"kind":"Name","value":"to"},"value":{"kind":"Variable","name":{"kind":"Name","value":"to"}}},{"kind":"Argument","name":{"kind":"Name","value":"by"},"value":{"kind":"Variable","name":{"kind":"Name","value":"by"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"periods"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"from"}},{"kind":"Field","name":{"kind":"Name","value":"to"}},{"kind":"Field","name":{"kind":"Name","value":"amounts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"currency"}},{"kind":"Field","name":{"kind":"Name","value":"inflow"}},{"kind":"Field","name":{"kind":"Name","value":"outflow"}},{"kind":"Field","name":{"kind":"Name","value":"net"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"coverage"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"complete"}},{"kind":"Field","name":{"kind":"Name","value":"included"}},{"kind":"Field","name":{"kind":"Name","value":"missing"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"dataProviderId"}},{"kind":"Field","name":{"kind":"Name","value":"accountId"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"userMessage"}}]}},{"kind":"Field","name":{"kind":"Name","value":"oldestAsOf"}}]}}]}}]}}]} as unknown as DocumentNode<CashFlowQuery, CashFlowQueryVariables>;
export const ConsentsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Consents"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"consents"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"phase"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"route"}},{"kind":"Field","name":{"kind":"Name","value":"offeredRoute"}},{"kind":"Field","name":{"kind":"Name","value":"challenge"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"prompts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"text"}},{"kind":"Field","name":{"kind":"Name","value":"options"}}]}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"grantedClusters"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"dataProvider"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]} as unknown as DocumentNode<ConsentsQuery, ConsentsQueryVariables>;
export const CustomerDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"customerId"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"name"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"first"}},{"kind":"Field","name":{"kind":"Name","value":"last"}}]}},{"kind":"Field","name":{"kind":"Name","value":"emails"}},{"kind":"Field","name":{"kind":"Name","value":"addresses"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"line1"}},{"kind":"Field","name":{"kind":"Name","value":"city"}},{"kind":"Field","name":{"kind":"Name","value":"region"}},{"kind":"Field","name":{"kind":"Name","value":"postalCode"}},{"kind":"Field","name":{"kind":"Name","value":"country"}}]}}]}}]}}]} as unknown as DocumentNode<CustomerQuery, CustomerQueryVariables>;
export const DataProvidersDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"DataProviders"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"search"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"country"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"CountryCode"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"dataProviders"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"search"},"value":{"kind":"Variable","name":{"kind":"Name","value":"search"}}},{"kind":"Argument","name":{"kind":"Name","value":"country"},"value":{"kind":"Variable","name":{"kind":"Name","value":"country"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"country"}},{"kind":"Field","name":{"kind":"Name","value":"dataClusters"}},{"kind":"Field","name":{"kind":"Name","value":"preferredRoute"}},{"kind":"Field","name":{"kind":"Name","value":"registration"}}]}}]}}]}}]} as unknown as DocumentNode<DataProvidersQuery, DataProvidersQueryVariables>;
export const HoldingsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Holdings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"accounts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"nickname"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InvestmentAccount"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"currentValue"}},{"kind":"Field","name":{"kind":"Name","value":"holdings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"holdingName"}},{"kind":"Field","name":{"kind":"Name","value":"symbol"}},{"kind":"Field","name":{"kind":"Name","value":"units"}},{"kind":"Field","name":{"kind":"Name","value":"marketValue"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<HoldingsQuery, HoldingsQueryVariables>;
export const OverviewDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Overview"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"accounts"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},"defaultValue":{"kind":"IntValue","value":"20"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"transactions"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},"defaultValue":{"kind":"IntValue","value":"50"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"accounts"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"accounts"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"nickname"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DepositAccount"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"currentBalance"}}]}},{"kind":"Field","name":{"kind":"Name","value":"paymentNetworks"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"bankId"}},{"kind":"Field","name":{"kind":"Name","value":"identifierDisplay"}},{"kind":"Field","name":{"kind":"Name","value":"transferIn"}},{"kind":"Field","name":{"kind":"Name","value":"transferOut"}}]}},{"kind":"Field","name":{"kind":"Name","value":"transactions"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"transactions"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"debitCreditMemo"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"postedTimestamp"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"problems"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"dataProviderId"}},{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}}]}}]} as unknown as DocumentNode<OverviewQuery, OverviewQueryVariables>;
export const RenewConsentDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RenewConsent"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"returnUrl"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"renewConsent"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}},{"kind":"Argument","name":{"kind":"Name","value":"returnUrl"},"value":{"kind":"Variable","name":{"kind":"Name","value":"returnUrl"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"authorizationUrl"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"consent"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"phase"}},{"kind":"Field","name":{"kind":"Name","value":"route"}}]}}]}}]}}]} as unknown as DocumentNode<RenewConsentMutation, RenewConsentMutationVariables>;
export const RevokeConsentDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RevokeConsent"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"revokeConsent"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"phase"}}]}}]}}]} as unknown as DocumentNode<RevokeConsentMutation, RevokeConsentMutationVariables>;
export const StartConsentDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"StartConsent"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"dataProviderId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}},"defaultValue":{"kind":"StringValue","value":"maple","block":false}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"dataClusters"}},"type":{"kind":"NonNullType","type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DataCluster"}}}}},"defaultValue":{"kind":"ListValue","values":[{"kind":"EnumValue","value":"ACCOUNT_BASIC"},{"kind":"EnumValue","value":"ACCOUNT_DETAILED"},{"kind":"EnumValue","value":"TRANSACTIONS"}]}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"returnUrl"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},"defaultValue":{"kind":"StringValue","value":"http://127.0.0.1:4000/playground/","block":false}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"state"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"startConsent"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"dataProviderId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"dataProviderId"}}},{"kind":"Argument","name":{"kind":"Name","value":"dataClusters"},"value":{"kind":"Variable","name":{"kind":"Name","value":"dataClusters"}}},{"kind":"Argument","name":{"kind":"Name","value":"returnUrl"},"value":{"kind":"Variable","name":{"kind":"Name","value":"returnUrl"}}},{"kind":"Argument","name":{"kind":"Name","value":"state"},"value":{"kind":"Variable","name":{"kind":"Name","value":"state"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"authorizationUrl"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"consent"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"phase"}}]}}]}}]}}]} as unknown as DocumentNode<StartConsentMutation, StartConsentMutationVariables>;
export const TotalsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Totals"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cashPosition"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amounts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"currency"}},{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"available"}}]}},{"kind":"Field","name":{"kind":"Name","value":"coverage"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Coverage"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"netWorth"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amounts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"currency"}},{"kind":"Field","name":{"kind":"Name","value":"assets"}},{"kind":"Field","name":{"kind":"Name","value":"liabilities"}},{"kind":"Field","name":{"kind":"Name","value":"net"}}]}},{"kind":"Field","name":{"kind":"Name","value":"coverage"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Coverage"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Coverage"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"TotalCoverage"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"complete"}},{"kind":"Field","name":{"kind":"Name","value":"included"}},{"kind":"Field","name":{"kind":"Name","value":"missing"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"dataProviderId"}},{"kind":"Field","name":{"kind":"Name","value":"accountId"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"userMessage"}}]}},{"kind":"Field","name":{"kind":"Name","value":"oldestAsOf"}}]}}]} as unknown as DocumentNode<TotalsQuery, TotalsQueryVariables>;
export const TransactionsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Transactions"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},"defaultValue":{"kind":"IntValue","value":"50"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"startDate"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Date"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"endDate"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Date"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"transactions"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"startDate"},"value":{"kind":"Variable","name":{"kind":"Name","value":"startDate"}}},{"kind":"Argument","name":{"kind":"Name","value":"endDate"},"value":{"kind":"Variable","name":{"kind":"Name","value":"endDate"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"accountNodeId"}},{"kind":"Field","name":{"kind":"Name","value":"transactionTimestamp"}},{"kind":"Field","name":{"kind":"Name","value":"postedTimestamp"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"debitCreditMemo"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"category"}}]}},{"kind":"Field","name":{"kind":"Name","value":"complete"}},{"kind":"Field","name":{"kind":"Name","value":"historyFrom"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"problems"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"dataProvider"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"accountId"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"retryable"}},{"kind":"Field","name":{"kind":"Name","value":"retryAfter"}},{"kind":"Field","name":{"kind":"Name","value":"reauthUrl"}}]}}]}}]}}]} as unknown as DocumentNode<TransactionsQuery, TransactionsQueryVariables>;