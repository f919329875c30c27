import { z } from "zod";
import { GatewayError } from "../../core/gateway-error.js";
import type { ChallengePrompt } from "../challenges.js";
import { isPlainObject, type PlainObject } from "../fdx/dialect/plain-object.js";

export const promptSchema = z.object({
  text: z.string(),
  /** Flinks' own word, for example `QuestionAndAnswer`. */
  type: z.string().optional(),
  /** What the answer is chosen from, where the bank gives a choice (`Iterables`). */
  options: z.array(z.string()).readonly().optional(),
}) satisfies z.ZodType<ChallengePrompt>;

const MAX_PROMPTS = 10;
const MAX_OPTIONS = 50;
const MAX_TEXT = 1000;

/**
 * Reads `SecurityChallenges`.
 * @throws GatewayError PROVIDER_ANSWER_INVALID for what nobody could answer
 */
export function promptsIn({ SecurityChallenges: challenges }: PlainObject): readonly ChallengePrompt[] {
  if (!Array.isArray(challenges) || challenges.length === 0 || challenges.length > MAX_PROMPTS)
    throw unreadable();
  const prompts = challenges.map(promptOf);
  if (new Set(prompts.map(({ text }) => text)).size < prompts.length) throw unreadable();
  return prompts;
}

function promptOf(challenge: unknown): ChallengePrompt {
  if (!isPlainObject(challenge)) throw unreadable();
  const { Prompt: text, Type: type, Iterables: iterables } = challenge;
  if (typeof text !== "string" || text === "" || text.length > MAX_TEXT) throw unreadable();
  return {
    text,
    type: typeof type === "string" && /^\w{1,64}$/.test(type) ? type : undefined,
    options: optionsIn(iterables),
  };
}

function optionsIn(iterables: unknown): readonly string[] | undefined {
  if (!Array.isArray(iterables)) return undefined;
  const options = iterables.filter(isText).slice(0, MAX_OPTIONS);
  return options.length === 0 ? undefined : options;
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "" && value.length <= MAX_TEXT;
}

function unreadable(): GatewayError {
  return new GatewayError("PROVIDER_ANSWER_INVALID", "SecurityChallenges is missing or of another shape");
}
