import type { FastifyInstance } from "fastify";
import { chosenAccount } from "./access.js";
import { FdxError } from "./fdx-error.js";
import type { DataCall } from "./data-call.js";
import { dataHandler, type DataRoute, type FdxParts } from "./fdx-service.js";
import { pageOf } from "./paging.js";
import {
  assetTransferNetworks,
  REWARD_CATEGORIES,
  REWARD_PROGRAM_ID,
  rewardProgram,
} from "./shows/full-people.js";
import { json, type WireAnswer } from "./wire-answer.js";

const PAGING = { defaultLimit: 25, maxLimit: 100 } as const;
const clusters = (): readonly ["REWARDS"] => ["REWARDS"];

/** What only a bank that shows everything has: its loyalty programme, and the networks that move securities. */
export function rewardRoutes(app: FastifyInstance, parts: FdxParts): void {
  const add = (path: string, route: DataRoute): unknown => app.get(path, dataHandler(parts, route));
  const own = ({ access }: DataCall): ReturnType<typeof rewardProgram> =>
    rewardProgram(
      parts.books.customerId(access.person),
      access.accounts.map(({ id }) => id),
    );
  add("/reward-programs", {
    kind: "rewardPrograms",
    clusters,
    answer: (call) => listed("rewardPrograms", [own(call)], call),
  });
  add("/reward-programs/:programId", {
    kind: "rewardProgram",
    clusters,
    answer: (call) => {
      requireProgram(call);
      return json(own(call));
    },
  });
  add("/reward-programs/:programId/categories", {
    kind: "rewardCategories",
    clusters,
    answer: (call) => {
      requireProgram(call);
      return listed("rewardCategories", REWARD_CATEGORIES, call);
    },
  });
  add("/accounts/:accountId/asset-transfer-networks", {
    kind: "assetTransferNetworks",
    clusters: () => ["PAYMENT_SUPPORT", "ACCOUNT_PAYMENTS"],
    answer: ({ access, params }) => {
      const { number, product } = chosenAccount(access, params["accountId"] ?? "");
      const isInvestment = product.category === "INVESTMENT_ACCOUNT";
      return json({ assetTransferNetworks: isInvestment ? assetTransferNetworks(number) : [] });
    },
  });
}

function listed(name: string, rows: readonly unknown[], call: DataCall): WireAnswer {
  const page = pageOf(rows, { ...call, ...PAGING });
  return json({ ...page.parts, [name]: page.items });
}

function requireProgram({ params }: DataCall): void {
  if (params["programId"] !== REWARD_PROGRAM_ID) throw new FdxError("1101");
}
