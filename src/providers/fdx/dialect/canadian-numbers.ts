import { capitals, isMissing, isPlainObject, type PlainObject } from "./plain-object.js";

const INSTITUTION_DIGITS = 3;
const TRANSIT_DIGITS = 5;

interface Numbers {
  readonly institution: string;
  readonly transit: string;
}

/** How both numbers stand in one text: electronic with and without the zero, and as printed on a cheque. */
const JOINED = [
  /^0?(?<institution>\d{3})[- ]?(?<transit>\d{5})$/,
  /^(?<transit>\d{5})[- ](?<institution>\d{3})$/,
];

/** A transit number in an account of another country would be its routing number. */
export function putCanadianAccount(account: PlainObject): void {
  const { domicile, bankInstitutionId } = account;
  const isDomestic = isPlainObject(domicile) && capitals(domicile["country"]) === "CA";
  if (isDomestic || !isMissing(bankInstitutionId)) putNumbers(account, "routingTransitNumber");
}

/** A routing number of the US also has nine digits and may begin with a zero. */
export function putCanadianNetwork(network: PlainObject): void {
  const { type } = network;
  if (typeof type === "string" && type.startsWith("CA_")) putNumbers(network, "bankId");
}

/**
 * Splits institution and transit number out of the one text that holds both before FDX 6.3, or joins them.
 * @param joinedKey the field that holds both; FDX's fields of each are the same everywhere.
 */
function putNumbers(record: PlainObject, joinedKey: string): void {
  putDigits(record, "bankInstitutionId", INSTITUTION_DIGITS);
  putDigits(record, "bankTransitId", TRANSIT_DIGITS);
  // In the electronic form, which always begins with a zero.
  putDigits(record, joinedKey, 1 + INSTITUTION_DIGITS + TRANSIT_DIGITS);
  const { bankInstitutionId: institution, bankTransitId: transit } = record;
  if (isMissing(record[joinedKey])) {
    if (typeof institution === "string" && typeof transit === "string") {
      record[joinedKey] = `0${institution}${transit}`;
    }
    return;
  }
  const numbers = splitNumbers(record[joinedKey]);
  if (isMissing(institution) && numbers) record["bankInstitutionId"] = numbers.institution;
  if (isMissing(transit) && numbers) record["bankTransitId"] = numbers.transit;
}

/** A number that came as a JSON number has lost its leading zeros. */
export function putDigits(record: PlainObject, name: string, digits: number): void {
  const value = record[name];
  if (typeof value === "number") record[name] = String(value).padStart(digits, "0");
}

/** @returns the two numbers in one text; `undefined` for any other text. */
export function splitNumbers(text: unknown): Numbers | undefined {
  if (typeof text !== "string") return undefined;
  for (const form of JOINED) {
    const { institution, transit } = form.exec(text.trim())?.groups ?? {};
    if (institution !== undefined && transit !== undefined) return { institution, transit };
  }
  return undefined;
}
