import type { FastifyInstance } from "fastify";
import type { DataCluster } from "./data-clusters.js";
import { FdxError } from "./fdx-error.js";
import { dataHandler, type FdxParts } from "./fdx-service.js";
import { pageOf } from "./paging.js";
import { presentCustomer } from "./present-customer.js";
import { json } from "./wire-answer.js";

const CUSTOMER: readonly DataCluster[] = ["CUSTOMER_CONTACT", "CUSTOMER_PERSONAL"];

/** The person who consented. There is only ever one behind a token. */
export function customerRoutes(app: FastifyInstance, parts: FdxParts): void {
  const { books } = parts;
  const clusters = (): readonly DataCluster[] => CUSTOMER;
  app.get(
    "/customers",
    dataHandler(parts, {
      kind: "customers",
      clusters,
      answer: ({ access, query, url }) => {
        const page = pageOf([access.person], { query, url, defaultLimit: 25, maxLimit: 100 });
        return json({ ...page.parts, customers: page.items.map(() => presentCustomer(access, books)) });
      },
    }),
  );
  app.get(
    "/customers/:customerId",
    dataHandler(parts, {
      kind: "customer",
      clusters,
      answer: ({ access, params }) => {
        const own = ["current", books.customerId(access.person)];
        if (!own.includes(params["customerId"] ?? "")) throw new FdxError("601");
        return json(presentCustomer(access, books));
      },
    }),
  );
}
