import type { FdxEntity } from "../entity.js";

export const CustomerRecord: FdxEntity = {
  name: "CustomerRecord",
  kind: "shared",
  cluster: "CUSTOMER_CONTACT",
  description: "What a provider knows of a customer.",
  fields: {
    emails: ["[String]", "6", "E-mail addresses. Needs CUSTOMER_CONTACT."],
    addresses: ["[DeliveryAddress]", "5.2", "Postal addresses. Needs CUSTOMER_CONTACT."],
    telephones: ["[TelephoneNumber]", "5.2", "Telephone numbers. Needs CUSTOMER_CONTACT."],
    dateOfBirth: [
      "Date",
      "5.2",
      "The day of birth. Needs CUSTOMER_PERSONAL.",
      { cluster: "CUSTOMER_PERSONAL" },
    ],
    taxId: [
      "String",
      "5.2",
      "The tax number (for example SSN, EIN or SIN), masked. Needs CUSTOMER_PERSONAL.",
      { cluster: "CUSTOMER_PERSONAL" },
    ],
    taxIdCountry: [
      "CountryCode",
      "5.2",
      "The country that issued the tax number.",
      { cluster: "CUSTOMER_PERSONAL" },
    ],
    governmentId: [
      "String",
      "5.2",
      "Another number issued by a government. Needs CUSTOMER_PERSONAL.",
      { cluster: "CUSTOMER_PERSONAL" },
    ],
    customerId: [
      "String",
      "5.2",
      "The provider's own id of the customer: stable and unique at that provider.",
    ],
    type: ["BusinessOrConsumer", "5.2", "Whether the customer is a company or a person."],
    name: ["CustomerName", "5.2", "The name. Needs CUSTOMER_CONTACT or CUSTOMER_PERSONAL."],
    businessCustomer: ["BusinessCustomer", "5.2", "What is known of a business; missing for a person."],
    customerStartDate: ["Date", "6", "The day the customer joined the provider."],
    lastActivityDate: ["Date", "6", "The day of the customer's latest activity."],
    accounts: [
      "[CustomerToAccountRelationship]",
      "5.2",
      "The customer's accounts, by the provider's ids, and the role in each.",
    ],
  },
};

export const Customer: FdxEntity = {
  name: "Customer",
  extends: "CustomerRecord",
  description:
    "A customer of a data provider, as that provider knows them. The same person at two banks is two customers.",
  fields: {
    id: [
      "ID!",
      "gateway",
      "The gateway's id of this customer. It works only for the same app, end user and consent.",
    ],
  },
};

export const AccountHolder: FdxEntity = {
  name: "AccountHolder",
  extends: "CustomerRecord",
  description: "An owner of an account, or another party to it.",
  fields: {
    relationship: ["AccountHolderRelationship", "5.2", "The role in the account."],
  },
};

export const CustomerToAccountRelationship: FdxEntity = {
  name: "CustomerToAccountRelationship",
  description: "An account of a customer and the customer's role in it.",
  fields: {
    accountId: ["String", "5.2", "The provider's id of the account."],
    links: ["[HateoasLink]", "5.2", "Links the provider gives."],
    relationship: ["AccountHolderRelationship", "5.2", "The role."],
  },
};

export const AccountContact: FdxEntity = {
  name: "AccountContact",
  cluster: "CUSTOMER_CONTACT",
  description:
    "How to reach the holders of an account. Needs CUSTOMER_CONTACT. Addresses and numbers are the account's: they do not say which holder they belong to.",
  fields: {
    emails: ["[String]", "5.2", "E-mail addresses."],
    addresses: ["[DeliveryAddress]", "5.2", "Postal addresses."],
    telephones: ["[TelephoneNumber]", "5.2", "Telephone numbers."],
    holders: ["[AccountHolder]", "5.2", "Owners and other parties."],
  },
};
