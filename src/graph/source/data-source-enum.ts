import { registerEnumType } from "type-graphql";
import type { DataSource as Source } from "../../core/data-provider-info.js";

export const DataSource: { readonly [Each in Source]: Each } = {
  FDX: "FDX",
  FLINKS_OUTBOUND: "FLINKS_OUTBOUND",
  FLINKS_CONNECT: "FLINKS_CONNECT",
};

registerEnumType(DataSource, {
  name: "DataSource",
  description: "Where data come from.",
  valuesConfig: {
    FDX: { description: "The bank's own FDX API; `asOf` tells when it was asked." },
    FLINKS_OUTBOUND: { description: "The bank through Flinks Outbound; `asOf` tells when it was asked." },
    FLINKS_CONNECT: { description: "A snapshot of Flinks Connect; `asOf` tells how old it is." },
  },
});
