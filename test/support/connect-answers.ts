/** What Flinks' documents show of one login, with more kinds of accounts. All of it is made up. */
export const LOGIN_ID = "8b35f6c8-e7b6-41d3-98f8-08d68b7f8d31";
export const INSTITUTION_ID = 14;

export type Json = Readonly<Record<string, unknown>>;

export const HOLDER: Json = {
  Name: "John Doe",
  Address: {
    CivicAddress: "1275 avenue des Canadiens-de-Montréal",
    City: "Montréal",
    Province: "QC",
    PostalCode: "H3B 5E8",
    POBox: "PO Box 7",
    Country: "Canada",
  },
  Email: "john@example.test",
  PhoneNumber: "(514) 333-7777",
};

export function connectTransaction(changes: Json = {}): Json {
  return {
    ...{ Id: "5bab48e8-2a64-4e25-b08e-3a3fe24eb1f0", Date: "2026-02-10", Code: null },
    ...{ Description: "EFT Deposit from payroll", Debit: null, Credit: 1504.04, Balance: 4567.02 },
    ...changes,
  };
}

export function connectAccount(changes: Json = {}): Json {
  return {
    ...{ Id: "chequing-1", Title: "Chequing CAD", AccountNumber: "1111000", LastFourDigits: "1000" },
    ...{ TransitNumber: "77777", InstitutionNumber: "777", OverdraftLimit: 250 },
    Balance: { Available: 4500.5, Current: 4567.02, Limit: null },
    ...{ Category: "Operations", Type: "Chequing", Currency: "CAD", AccountType: "Personal" },
    Holder: HOLDER,
    Transactions: [connectTransaction()],
    ...changes,
  };
}

/** The 200 of GetAccountsDetail. */
export function connectDetail(changes: Json = {}): Json {
  return {
    HttpStatusCode: 200,
    Accounts: [connectAccount()],
    ...{ InstitutionName: "Flinks Capital", InstitutionId: INSTITUTION_ID, Institution: "FlinksCapital" },
    Login: {
      ...{ Username: "Greatday", IsScheduledRefresh: false, LastRefresh: "2026-03-01T11:00:00.1234567" },
      ...{ Type: "Personal", Id: LOGIN_ID },
    },
    RequestId: "request-1",
    ...changes,
  };
}

export const bytesOf = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));
