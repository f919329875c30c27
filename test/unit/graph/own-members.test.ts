import { randomBytes } from "node:crypto";
import { describe, expect, it } from "@jest/globals";
import { type GraphQLResolveInfo, Kind, parse } from "graphql";
import type { ActiveConsent } from "../../../src/consents/consent.js";
import { AccountId } from "../../../src/core/ids.js";
import { NodeIdCodec } from "../../../src/core/node-id.js";
import { accountNode, originOf } from "../../../src/graph/account/account-node.js";
import type { GraphContext } from "../../../src/graph/context.js";
import { consentOf, customerNode } from "../../../src/graph/customer/customer-node.js";
import { withMaskedIdentifiers } from "../../../src/graph/payment-network/masked-identifier.js";

const consent = { id: "consent-1" } as ActiveConsent;
const origin = { consent, accountId: AccountId("a-1") };
const caller = { appId: "app-1", endUserId: "alex" };
const context = { ids: new NodeIdCodec(randomBytes(32)), caller } as unknown as GraphContext;

describe("what the gateway adds to a provider's record", () => {
  it.each([{}, { id: "the provider's own" }])("stands, whatever the record has beside it: %j", (own) => {
    const account = accountNode(context, consent, { accountId: AccountId("a-1"), nickname: "Ours", ...own });
    expect(account.id).toBe(context.ids.encode(context.caller, idOf("account", "a-1")));
    expect([account["nickname"], originOf(account)]).toEqual(["Ours", { consent, accountId: "a-1" }]);
    const customer = customerNode(context, consent, { customerId: "c-1", ...own });
    expect(customer.id).toBe(context.ids.encode(context.caller, idOf("customer", "c-1")));
    expect(consentOf(customer)).toBe(consent);
  });

  it("stands for the masked number of a network, too", () => {
    const sent = { bankId: "b", identifier: "1234567890", identifierDisplay: "1234567890" };
    const [shown] = withMaskedIdentifiers(context, selecting("identifierDisplay"), origin, [sent]);
    expect(shown).toEqual({ ...sent, identifierDisplay: "••••7890" });
  });
});

/** What a resolver is told of the selection on its field. */
function selecting(name: string): GraphQLResolveInfo {
  const [operation] = parse(`{ networks { ${name} } }`).definitions;
  const fieldNodes = operation?.kind === Kind.OPERATION_DEFINITION ? operation.selectionSet.selections : [];
  return { fieldNodes, fragments: {}, variableValues: {} } as unknown as GraphQLResolveInfo;
}

function idOf(kind: "account" | "customer", own: string): Parameters<NodeIdCodec["encode"]>[1] {
  return { kind, consentId: consent.id, parts: [own] };
}
