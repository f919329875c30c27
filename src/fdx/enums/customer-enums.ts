import { fdxEnum } from "../fdx-enum.js";

export const BusinessOrConsumer = fdxEnum(
  "BusinessOrConsumer",
  "Whether a customer is a company or a person.",
  ["BUSINESS", "CONSUMER"],
);

export const AccountHolderRelationship = fdxEnum(
  "AccountHolderRelationship",
  "The role a customer has in an account.",
  {
    AUTHORIZED_SIGNER: "May sign for the account without owning it.",
    AUTHORIZED_USER: "May use the account or card without owning it.",
    BUSINESS: "The owner is a company.",
    FOR_BENEFIT_OF: null,
    FOR_BENEFIT_OF_PRIMARY: null,
    FOR_BENEFIT_OF_PRIMARY_JOINT_RESTRICTED: null,
    FOR_BENEFIT_OF_SECONDARY: null,
    FOR_BENEFIT_OF_SECONDARY_JOINT_RESTRICTED: null,
    FOR_BENEFIT_OF_SOLE_OWNER_RESTRICTED: null,
    POWER_OF_ATTORNEY: null,
    PRIMARY: "First owner.",
    PRIMARY_BORROWER: null,
    PRIMARY_JOINT: null,
    PRIMARY_JOINT_TENANTS: null,
    SECONDARY: "Further owner.",
    SECONDARY_BORROWER: null,
    SECONDARY_JOINT: null,
    SECONDARY_JOINT_TENANTS: null,
    SOLE_OWNER: null,
    TRUSTEE: null,
    UNIFORM_TRANSFER_TO_MINOR: "Held for a minor.",
  },
);

export const DeliveryAddressType = fdxEnum("DeliveryAddressType", "What a postal address is used for.", [
  "BUSINESS",
  "DELIVERY",
  "HOME",
  "MAILING",
]);

export const TelephoneNumberPurpose = fdxEnum(
  "TelephoneNumberPurpose",
  "What a telephone number is used for.",
  {
    BOTH: "Business and personal.",
    BUSINESS: null,
    CELL: "Mobile phone, as providers before FDX 6.3 say it; newer ones fill `network`.",
    FAX: null,
    HOME: null,
    PERSONAL: null,
  },
);

export const TelephoneNetwork = fdxEnum("TelephoneNetwork", "The network a telephone number belongs to.", [
  "CELLULAR",
  "LANDLINE",
  "PAGER",
  "SATELLITE",
  "VOIP",
]);

export const IndustryClassificationSystem = fdxEnum(
  "IndustryClassificationSystem",
  "The scheme an industry code comes from.",
  {
    BCLASS: "Bloomberg classification.",
    BICS: "Bloomberg industry classification.",
    GICS: "Global Industry Classification Standard.",
    MOODYS: null,
    NAICS: "North American Industry Classification System.",
    OTHER: null,
    SIC: "Standard Industrial Classification.",
  },
);
