/** A provider's answer is at most so large, packed or not: a hundred thousand transactions fit. */
export const MAX_ANSWER_BYTES = 32 * 1024 * 1024;
