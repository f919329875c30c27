import type { FdxEntity } from "./entity.js";

export const Statement: FdxEntity = {
  name: "Statement",
  cluster: "STATEMENTS",
  description: "A periodic statement of an account. Needs STATEMENTS.",
  fields: {
    id: [
      "ID!",
      "gateway",
      "The gateway's id of this statement. It works only for the same app, end user and consent.",
    ],
    accountId: ["String", "5.2", "The provider's id of the account."],
    statementId: ["String", "5.2", "The provider's own id of the statement; stable."],
    statementDate: ["Date", "5.2", "The day of the statement."],
    description: ["String", "5.2", "The provider's free text."],
    links: ["[HateoasLink]", "5.2", "Links the provider gives to the document."],
    status: ["DocumentStatus", "5.2", "Whether the document can be fetched."],
  },
};
