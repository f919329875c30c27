import type { CompiledProjection } from "./compiled-projection.js";
import { MAX_SLOT_BYTES } from "./limits.js";

/**
 * @returns what is written for each slot: JSON as it is, a text as it stands between the quotes of a JSON string.
 * `undefined` where a slot is missing, or all are too long together.
 */
export function slotTexts(
  { slotCount, textSlots }: CompiledProjection,
  slots: readonly string[],
): readonly string[] | undefined {
  if (slots.length < slotCount) return undefined;
  const texts = slots
    .slice(0, slotCount)
    .map((slot, index) => (textSlots.has(index) ? JSON.stringify(slot).slice(1, -1) : slot));
  const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  return bytes > MAX_SLOT_BYTES ? undefined : texts;
}
