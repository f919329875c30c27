import { Field, ObjectType, registerEnumType } from "type-graphql";
import type { DataCluster } from "../../core/data-cluster.js";
import { DataProvider } from "../data-provider/data-provider.type.js";
import { ProviderRoute } from "../data-provider/provider-route.js";
import { DataClusterEnum } from "../enums/data-cluster-enum.js";
import { Node } from "../node/node.type.js";
import { DateTime } from "../scalars/date-time.js";

export const ConsentPhase = {
  PENDING: "PENDING",
  REJECTED: "REJECTED",
  ACTIVE: "ACTIVE",
  CHALLENGED: "CHALLENGED",
  REAUTH_REQUIRED: "REAUTH_REQUIRED",
  EXPIRED: "EXPIRED",
  REVOKED: "REVOKED",
} as const;

registerEnumType(ConsentPhase, {
  name: "ConsentPhase",
  description: "Where a consent is in its life.",
  valuesConfig: {
    PENDING: { description: "The end user is at the bank." },
    REJECTED: { description: "It was never given; `reason` says why. Vanishes after an hour." },
    ACTIVE: { description: "Data can be read." },
    CHALLENGED: {
      description:
        "The bank asks the end user a question, see `challenge`, before it gives anything newer. What was read before can be read.",
    },
    REAUTH_REQUIRED: { description: "The bank wants the end user to give consent again." },
    EXPIRED: { description: "Its time is over." },
    REVOKED: { description: "It was ended here. Final." },
  },
});

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: "One end user's grant at one data provider, given to one app.",
})
export class Consent extends Node {
  @Field(() => ConsentPhase, { description: "Where the consent is in its life." })
  readonly phase!: keyof typeof ConsentPhase;

  @Field(() => String, {
    nullable: true,
    description: "Why the consent is rejected or must be given again, as a stable code.",
  })
  readonly reason?: string | null;

  @Field(() => DataProvider, {
    nullable: true,
    description: "The bank; null if the operator no longer serves it.",
  })
  readonly dataProvider?: DataProvider | null;

  @Field(() => ProviderRoute, { nullable: true, description: "The way by which the bank's data come." })
  readonly route?: ProviderRoute | null;

  @Field(() => ProviderRoute, {
    nullable: true,
    description:
      "The way that `renewConsent` would take, where it is another one: the bank has gained an open-banking API, or the operator prefers another way now.",
  })
  readonly offeredRoute?: ProviderRoute | null;

  @Field(() => [DataClusterEnum], { description: "The data clusters the app asked for." })
  readonly requestedClusters!: readonly DataCluster[];

  @Field(() => [DataClusterEnum], {
    description: "The data clusters the end user granted; empty unless active or challenged.",
  })
  readonly grantedClusters!: readonly DataCluster[];

  @Field(() => DateTime, { description: "When the consent was started." })
  readonly createdAt!: string;

  @Field(() => DateTime, { nullable: true, description: "When it came into its phase, where that is kept." })
  readonly since?: string | null;

  @Field(() => DateTime, {
    nullable: true,
    description: "When an active consent ends by itself, if it does.",
  })
  readonly expiresAt?: string | null;
}

@ObjectType({
  simpleResolvers: true,
  description: "A consent that was started, and where to send the end user.",
})
export class StartConsentPayload {
  @Field(() => Consent, { description: "The pending consent." })
  readonly consent!: Consent;

  @Field(() => String, {
    description: "The bank's page. Open it in the end user's own browser, never in a web view.",
  })
  readonly authorizationUrl!: string;

  @Field(() => DateTime, { description: "After this the bank's answer is no longer accepted." })
  readonly expiresAt!: string;
}
