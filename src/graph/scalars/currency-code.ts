import { codeScalar } from "./code-scalar.js";

/** Only the form is checked: currencies come and go faster than releases. */
export const CurrencyCode = codeScalar({
  name: "CurrencyCode",
  description: 'An ISO 4217 currency code, three capital letters, for example "CAD".',
  specifiedByURL: "https://www.iso.org/iso-4217-currency-codes.html",
  letters: 3,
});
