const SHOWN = 4;
const DOTS = "••••";

/**
 * What screens show of an account number.
 * @returns dots and the last four UTF-16 units, or none of a text so short that they would be most of it.
 */
export function maskedText(text: string): string {
  return text.length < 2 * SHOWN ? DOTS : `${DOTS}${text.slice(-SHOWN)}`;
}
