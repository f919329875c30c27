import type { FdxEntity } from "../entity.js";

export const RewardProgram: FdxEntity = {
  name: "RewardProgram",
  cluster: "REWARDS",
  description: "A loyalty programme of a data provider. Needs REWARDS.",
  fields: {
    rewardProgramId: ["String", "6", "The provider's own id of the programme; stable."],
    programName: ["String", "5.2", "The name of the programme."],
    programUrl: ["String", "5.2", "The programme's page on the web."],
    memberships: ["[RewardMembership]", "5.2", "The end user's memberships, with their balances."],
    fiAttributes: ["[FiAttribute]", "5.2", "What the provider says beyond the FDX model."],
  },
};

export const RewardMembership: FdxEntity = {
  name: "RewardMembership",
  description: "One membership in a loyalty programme.",
  fields: {
    accountIds: ["[String]", "5.2", "The provider's ids of the accounts that earn for it."],
    customerId: ["String", "5.2", "The provider's id of the customer who is the member."],
    memberId: ["String", "5.2", "The provider's id of the membership; stable."],
    memberNumber: ["String", "5.2", "The number of the membership, as the member knows it."],
    memberTier: ["String", "5.2", "The level reached, in the provider's words."],
    businessOrConsumer: ["BusinessOrConsumer", "5.2", "Whether the member is a company or a person."],
    balances: ["[RewardBalance]", "5.2", "What the member has collected."],
  },
};

export const RewardBalance: FdxEntity = {
  name: "RewardBalance",
  description: "What a member has collected of one kind.",
  fields: {
    name: ["String", "5.2", "The name of the balance, as the member knows it."],
    type: ["RewardType", "5.2", "What is collected."],
    balance: ["Decimal", "5.2", "What can be redeemed now."],
    accruedYtd: ["Decimal", "5.2", "What was earned since 1 January."],
    redeemedYtd: ["Decimal", "5.2", "What was redeemed since 1 January."],
    qualifying: ["Boolean", "5.2", "Whether it counts towards the next level."],
    fiAttributes: ["[FiAttribute]", "5.2", "What the provider says beyond the FDX model."],
  },
};

export const RewardCategory: FdxEntity = {
  name: "RewardCategory",
  cluster: "REWARDS",
  description: "What a loyalty programme gives for one kind of purchase. Needs REWARDS.",
  fields: {
    rewardProgramId: ["String", "5.2", "The provider's id of the programme."],
    categoryName: ["String", "5.2", "The name of the kind of purchase."],
    categoryId: ["String", "5.2", "The provider's id of it; `TransactionReward.categoryId` names it."],
    multiplier: ["Decimal", "5.2", "What one unit of money earns."],
    description: ["String", "5.2", "The provider's free text."],
    fiAttributes: ["[FiAttribute]", "5.2", "What the provider says beyond the FDX model."],
  },
};
