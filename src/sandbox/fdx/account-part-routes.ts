import type { FastifyInstance } from "fastify";
import { chosenAccount } from "./access.js";
import { dataHandler, type FdxParts } from "./fdx-service.js";
import { pageOf } from "./paging.js";
import { presentContact } from "./present-customer.js";
import { presentPaymentNetworks } from "./present-payment-networks.js";
import { json } from "./wire-answer.js";

/** What belongs to one account: who holds it, and how money reaches it. */
export function accountPartRoutes(app: FastifyInstance, parts: FdxParts): void {
  app.get(
    "/accounts/:accountId/contact",
    dataHandler(parts, {
      kind: "contact",
      clusters: () => ["CUSTOMER_CONTACT"],
      answer: ({ access, params }) =>
        json(presentContact(access, chosenAccount(access, params["accountId"] ?? ""), parts.books)),
    }),
  );
  app.get(
    "/accounts/:accountId/payment-networks",
    dataHandler(parts, {
      kind: "paymentNetworks",
      clusters: () => ["PAYMENT_SUPPORT", "ACCOUNT_PAYMENTS"],
      answer: ({ access, params, query, url }) => {
        const account = chosenAccount(access, params["accountId"] ?? "");
        const networks = presentPaymentNetworks(account, parts.profile);
        const page = pageOf(networks, { query, url, defaultLimit: 25, maxLimit: 100 });
        return json({ ...page.parts, paymentNetworks: page.items });
      },
    }),
  );
}
