import type { FdxEntity } from "../entity.js";

export const DeliveryAddress: FdxEntity = {
  name: "DeliveryAddress",
  description: "A postal address. Personal data.",
  fields: {
    line1: ["String", "5.2", "First line: street and number."],
    line2: ["String", "5.2", "Second line."],
    line3: ["String", "5.2", "Third line."],
    city: ["String", "5.2", "City or town."],
    region: ["String", "5.2", "State, province or territory."],
    postalCode: ["String", "5.2", "Postal or ZIP code."],
    country: ["CountryCode", "5.2", "The country."],
    type: ["DeliveryAddressType", "5.2", "What the address is used for."],
    primary: ["Boolean", "6.3", "Whether it is the main one; sent since FDX 6.3."],
  },
};

export const TelephoneNumber: FdxEntity = {
  name: "TelephoneNumber",
  description: "A telephone number. Personal data.",
  fields: {
    type: ["TelephoneNumberPurpose", "5.2", "What the number is used for."],
    country: ["String", "5.2", "The dialling code of the country, for example +1 or 1."],
    number: ["String", "5.2", "The number without the dialling code, digits only at most providers."],
    network: ["TelephoneNetwork", "6.3", "The network it belongs to; sent since FDX 6.3."],
    primary: ["Boolean", "6.3", "Whether it is the main one; sent since FDX 6.3."],
  },
};
