import { Arg, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from "type-graphql";
import { GatewayError } from "../../core/gateway-error.js";
import type { GraphContext } from "../context.js";
import { Challenge, ChallengeAnswer } from "./challenge.type.js";
import { Consent } from "./consent.type.js";
import { consentNode } from "./consent-node.js";

@Resolver(() => Consent)
export class ChallengeResolver {
  @FieldResolver(() => Challenge, {
    nullable: true,
    description: "What the bank asks the end user; null where it asks nothing that could be answered now.",
  })
  async challenge(@Ctx() context: GraphContext, @Root() consent: Consent): Promise<Challenge | null> {
    if (consent.phase !== "CHALLENGED") return null;
    const reference = context.ids.decode(context.caller, "consent", consent.id);
    const challenge =
      reference &&
      (await context.inTime(context.consents().challengeOf(context.caller, reference.consentId)));
    if (challenge === undefined) return null;
    return { prompts: challenge.prompts, expiresAt: new Date(challenge.expiresAt).toISOString() };
  }

  @Mutation(() => Consent, {
    description:
      "Gives the end user's answers to what the bank asks. The consent comes back as it is then: active, or challenged again where the bank asks more.",
  })
  async answerChallenge(
    @Ctx() context: GraphContext,
    @Arg("id", () => ID, { description: "A consent's `id`." }) id: string,
    @Arg("answers", () => [ChallengeAnswer], { description: "One for each question." })
    answers: readonly ChallengeAnswer[],
  ): Promise<Consent> {
    const reference = context.ids.decode(context.caller, "consent", id);
    const consent =
      reference && (await context.consents().answerChallenge(context.caller, reference.consentId, answers));
    if (consent === undefined)
      throw new GatewayError("NOT_FOUND", "no such consent", { facts: { argument: "id" } });
    return consentNode(context, consent);
  }
}
