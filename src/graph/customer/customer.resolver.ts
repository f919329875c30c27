import type { GraphQLResolveInfo } from "graphql";
import { Arg, Ctx, ID, Info, Query, Resolver } from "type-graphql";
import type { ActiveConsent } from "../../consents/consent.js";
import { GatewayError } from "../../core/gateway-error.js";
import type { GraphContext } from "../context.js";
import { rowsWithGap } from "../nulls/list-gap.js";
import { joinedRows } from "../shown-rows.js";
import { requireCluster } from "../require-cluster.js";
import { Customer } from "../fdx/types.js";
import { customerConsent } from "./customer-consent.js";
import { type CustomerNode, customerNode } from "./customer-node.js";

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

  @Query(() => [Customer], {
    nullable: "items",
    description:
      "Every person and business that the caller's active consents show, oldest consent first. Needs CUSTOMER_CONTACT or CUSTOMER_PERSONAL. A consent that cannot answer is one null in the list, with its error beside the data.",
  })
  async customers(
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<readonly (CustomerNode | GatewayError)[]> {
    const consents = await context.activeConsents();
    const lists = await Promise.all(consents.map((consent) => customersOf(context, info, consent)));
    context.shown.tell(
      info,
      joinedRows(consents, lists, (_, consent) => ({ kind: "plain", consent })),
    );
    return lists.flat();
  }
}

/** An error in place of a list item makes graphql-js null that item alone. */
async function customersOf(
  context: GraphContext,
  info: GraphQLResolveInfo,
  consent: ActiveConsent,
): Promise<readonly (CustomerNode | GatewayError)[]> {
  try {
    requireCluster(consent, "CUSTOMER_CONTACT", "CUSTOMER_PERSONAL");
    const records = rowsWithGap(context, info, await context.loaders.customerList.load(consent));
    return records.map((record) => customerNode(context, consent, record));
  } catch (failure) {
    if (failure instanceof GatewayError) return [failure];
    throw failure;
  }
}
