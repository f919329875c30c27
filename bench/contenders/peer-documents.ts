/**
 * The three operations as peers understand them. None of them masks an account number, and where one cannot take a list
 * out of its envelope or give a member another name, its document asks for what the bank has.
 */
export type PeerDocuments = Readonly<Record<string, string>>;

const CUSTOMER_NAME = "query CustomerName { customer { name { first last } } }";
const NETWORK = "bankId identifier type";
const TRANSACTION = "amount description postedTimestamp";

/** For resolvers written by hand. */
export const SDL_DOCUMENTS: PeerDocuments = {
  "customer-name": CUSTOMER_NAME,
  "account-balances": "query AccountBalances { accounts(limit: 20) { id nickname balance } }",
  "account-overview": `query AccountOverview { accounts(limit: 20) { id nickname balance
    paymentNetworks { ${NETWORK} } transactions(first: 50) { id ${TRANSACTION} } } }`,
};

const ACCOUNT = "accountId nickname currentBalance";
const BALANCES = `query AccountBalances { accounts(limit: 20) { accounts { ${ACCOUNT} } } }`;

export const HIVE_DOCUMENTS: PeerDocuments = {
  "customer-name": CUSTOMER_NAME,
  "account-balances": BALANCES,
  "account-overview": `query AccountOverview { accounts(limit: 20) { accounts { ${ACCOUNT}
    paymentNetworks { ${NETWORK} } transactions(first: 50) { transactionId ${TRANSACTION} } } } }`,
};

export const TAILCALL_DOCUMENTS: PeerDocuments = {
  "customer-name": CUSTOMER_NAME,
  "account-balances": BALANCES,
  "account-overview": `query AccountOverview { accounts(limit: 20) { accounts { ${ACCOUNT}
    networks { paymentNetworks { ${NETWORK} } }
    history(first: 50) { transactions { transactionId ${TRANSACTION} } } } } }`,
};
