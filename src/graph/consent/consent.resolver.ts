import { Arg, Args, Ctx, ID, Mutation, Query, Resolver } from "type-graphql";
import type { StartConsent, StartedConsent } from "../../consents/consent-flow.js";
import { GatewayError } from "../../core/gateway-error.js";
import { DataProviderId } from "../../core/ids.js";
import type { GraphContext } from "../context.js";
import { Consent, StartConsentPayload } from "./consent.type.js";
import { consentNode } from "./consent-node.js";
import { RenewConsentArgs, type ReturnArgs, StartConsentArgs } from "./start-consent.args.js";

const MAX_STATE_LENGTH = 512;

@Resolver(() => Consent)
export class ConsentResolver {
  @Query(() => [Consent], {
    description: "The end user's consents with this app that were ever active, oldest first.",
  })
  async consents(@Ctx() context: GraphContext): Promise<readonly Consent[]> {
    const consents = await context.inTime(context.consents().list(context.caller));
    return consents.map((consent) => consentNode(context, consent));
  }

  @Query(() => Consent, {
    nullable: true,
    description: "One consent, also a pending or rejected one; null if there is none for this caller.",
  })
  async consent(
    @Ctx() context: GraphContext,
    @Arg("id", () => ID, { description: "A consent's `id`." }) id: string,
  ): Promise<Consent | null> {
    return findConsent(context, id);
  }

  @Mutation(() => StartConsentPayload, {
    description:
      "Begins a consent and gives the bank's page for the end user. The bank sends them back through the gateway to `returnUrl`, with `consentId`, `state`, and `error` if it was not given.",
  })
  async startConsent(
    @Ctx() context: GraphContext,
    @Args(() => StartConsentArgs) args: StartConsentArgs,
  ): Promise<StartConsentPayload> {
    const started = await context.consents().start({
      ...returnOf(context, args),
      dataProviderId: DataProviderId(args.dataProviderId),
      dataClusters: args.dataClusters,
    });
    return payloadOf(context, started);
  }

  @Mutation(() => StartConsentPayload, {
    description:
      "Begins a new consent in the place of one that is or was active: at the same bank, for the same data clusters, by the bank's `preferredRoute`. The old one can be read until the new one is active, and ends then.",
  })
  async renewConsent(
    @Ctx() context: GraphContext,
    @Args(() => RenewConsentArgs) args: RenewConsentArgs,
  ): Promise<StartConsentPayload> {
    const reference = context.ids.decode(context.caller, "consent", args.id);
    if (reference === undefined)
      throw new GatewayError("NOT_FOUND", "no such consent", { facts: { argument: "id" } });
    const { consentId } = reference;
    return payloadOf(context, await context.consents().renew({ ...returnOf(context, args), consentId }));
  }

  @Mutation(() => Consent, {
    description:
      "Ends a consent: at once here, and at the bank as soon as it answers. Revoking twice is revoking once.",
  })
  async revokeConsent(
    @Ctx() context: GraphContext,
    @Arg("id", () => ID, { description: "A consent's `id`." }) id: string,
  ): Promise<Consent> {
    const reference = context.ids.decode(context.caller, "consent", id);
    const revoked = reference && (await context.consents().revoke(context.caller, reference.consentId));
    if (revoked === undefined)
      throw new GatewayError("NOT_FOUND", "no such consent", { facts: { argument: "id" } });
    return consentNode(context, revoked);
  }
}

function returnOf(
  { caller }: GraphContext,
  { returnUrl, state }: ReturnArgs,
): Pick<StartConsent, "app" | "holder" | "returnUrl" | "appState"> {
  if ((state?.length ?? 0) > MAX_STATE_LENGTH) {
    throw new GatewayError("ARGUMENT_INVALID", "state is too long", { facts: { argument: "state" } });
  }
  return { app: caller.app, holder: caller, returnUrl, appState: state ?? undefined };
}

function payloadOf(context: GraphContext, started: StartedConsent): StartConsentPayload {
  return {
    consent: consentNode(context, started.consent),
    authorizationUrl: started.authorizationUrl,
    expiresAt: new Date(started.expiresAt).toISOString(),
  };
}

export async function findConsent(context: GraphContext, id: string): Promise<Consent | null> {
  const reference = context.ids.decode(context.caller, "consent", id);
  const consent =
    reference && (await context.inTime(context.consents().find(context.caller, reference.consentId)));
  return consent === undefined ? null : consentNode(context, consent);
}
