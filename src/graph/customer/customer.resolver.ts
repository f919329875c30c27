import type { GraphQLResolveInfo } from "graphql";
import { Arg, Ctx, ID, Info, Query, Resolver } from "type-graphql";
import type { GraphContext } from "../context.js";
import { providerProblems } from "../problem/provider-problems.js";
import { requireCluster } from "../require-cluster.js";
import { Customer } from "../fdx/types.js";
import { customerConsent } from "./customer-consent.js";
import { CustomerList } from "./customer-list.type.js";
import { type CustomerNode, consentOf, customerNode } from "./customer-node.js";
import { listCustomers } from "./list-customers.js";

@Resolver(() => Customer)
export class CustomerResolver {
  @Query(() => Customer, {
    nullable: true,
    description:
      "The customer who gave a consent, as the bank knows them. Null if the caller has no active consent. Needs CUSTOMER_CONTACT or CUSTOMER_PERSONAL.",
  })
  async customer(
    @Ctx() context: GraphContext,
    @Arg("consentId", () => ID, {
      nullable: true,
      description: "Which consent; the caller's oldest active one if left out.",
    })
    consentId: string | null | undefined,
    @Info() info: GraphQLResolveInfo,
  ): Promise<CustomerNode | null> {
    const consent = await customerConsent(context, consentId);
    if (consent === undefined) return null;
    context.shown.tell(info, { kind: "plain", consent });
    requireCluster(consent, "CUSTOMER_CONTACT", "CUSTOMER_PERSONAL");
    return customerNode(context, consent, (await context.loaders.customer.load(consent)).value);
  }

  @Query(() => CustomerList, {
    nullable: true,
    description:
      "Every person and business that the caller's active consents show, oldest consent first. Needs CUSTOMER_CONTACT or CUSTOMER_PERSONAL. A consent that cannot answer appears under `problems`; the others' customers are complete.",
  })
  async customers(@Ctx() context: GraphContext, @Info() info: GraphQLResolveInfo): Promise<CustomerList> {
    const { nodes, failures } = await listCustomers(context);
    context.shown.tell(
      info,
      nodes.map((node) => ({ kind: "plain", consent: consentOf(node) })),
    );
    for (const { failure } of failures) context.nulls.tellGap(info, failure);
    return { nodes, problems: providerProblems(context, failures, "customers") };
  }
}
