import { codeScalar } from "./code-scalar.js";

/** Only the form is checked, not the list of countries. */
export const CountryCode = codeScalar({
  name: "CountryCode",
  description: 'An ISO 3166-1 alpha-2 country code, two capital letters, for example "CA".',
  specifiedByURL: "https://www.iso.org/iso-3166-country-codes.html",
  letters: 2,
});
