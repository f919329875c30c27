import type { GraphQLResolveInfo } from "graphql";
import { auditFacts } from "../../consents/consent.js";
import { maskedText } from "../../core/masked-text.js";
import type { FdxRecord } from "../../loaders/records.js";
import type { AccountOrigin } from "../account/account-node.js";
import type { GraphContext } from "../context.js";
import { selectedFields } from "../selected-fields.js";

/** The networks, with `identifierDisplay` if it was asked for; leaves an audit record if the full `identifier` is among what was asked for. */
export function withMaskedIdentifiers(
  context: GraphContext,
  info: GraphQLResolveInfo,
  origin: AccountOrigin,
  networks: readonly FdxRecord[],
): readonly FdxRecord[] {
  const selected = selectedFields(info, []);
  if (selected.has("identifier")) {
    context.audit("account-number.read", auditFacts(origin.consent));
  }
  if (!selected.has("identifierDisplay")) return networks;
  return networks.map((network) => withDisplay(network));
}

function withDisplay(network: FdxRecord): FdxRecord {
  const identifierDisplay = masked(network["identifier"]);
  const shown = { identifierDisplay, ...network };
  // A provider may send a member of this name.
  shown.identifierDisplay = identifierDisplay;
  return shown;
}

function masked(identifier: unknown): string | null {
  return typeof identifier === "string" && identifier !== "" ? maskedText(identifier) : null;
}
