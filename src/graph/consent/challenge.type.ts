import { Field, InputType, ObjectType } from "type-graphql";
import { DateTime } from "../scalars/date-time.js";

@ObjectType({ simpleResolvers: true, description: "One question of a bank." })
export class ChallengePrompt {
  @Field(() => String, { description: "The question, in the bank's words." })
  readonly text!: string;

  @Field(() => String, { nullable: true, description: "Its kind, in the network's own word." })
  readonly type?: string | null | undefined;

  @Field(() => [String], {
    nullable: true,
    description: "What the answer is chosen from, where the bank gives a choice.",
  })
  readonly options?: readonly string[] | null | undefined;
}

@ObjectType({
  simpleResolvers: true,
  description: "What a bank asks the end user. Show it to them only, and keep neither questions nor answers.",
})
export class Challenge {
  @Field(() => [ChallengePrompt], { description: "The questions. All of them must be answered at once." })
  readonly prompts!: readonly ChallengePrompt[];

  @Field(() => DateTime, { description: "After this no answer is accepted." })
  readonly expiresAt!: string;
}

@InputType({ description: "The end user's answer to one question." })
export class ChallengeAnswer {
  @Field(() => String, { description: "`ChallengePrompt.text`, letter by letter." })
  readonly prompt!: string;

  @Field(() => String, { description: "The answer." })
  readonly answer!: string;
}
