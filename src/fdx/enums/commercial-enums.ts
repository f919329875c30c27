import { fdxEnum } from "../fdx-enum.js";

export const TreasuryManagementType = fdxEnum(
  "TreasuryManagementType",
  "The scheme a treasury code comes from.",
  {
    BAI: "Bank Administration Institute.",
    BTRS: "Balance and Transaction Reporting Standard.",
    ISO: "ISO 20022.",
    SWIFT: null,
  },
);
