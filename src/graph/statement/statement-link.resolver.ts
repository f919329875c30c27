import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import { auditFacts } from "../../consents/consent.js";
import { accountOf, type HistoryNode } from "../connection/history-connection.js";
import type { GraphContext } from "../context.js";
import { Statement } from "../fdx/types.js";
import { documentIdOf } from "./document-id.js";

@Resolver(() => Statement)
export class StatementLinkResolver {
  @FieldResolver(() => String, {
    nullable: true,
    description:
      "Where the document can be downloaded without a token, for as long as the bank allows: treat it like the document itself. Null if there is no document yet, and at banks that have no such address. One upstream call for each statement; reading it is audited.",
  })
  async downloadUrl(@Ctx() context: GraphContext, @Root() statement: HistoryNode): Promise<string | null> {
    const origin = accountOf(statement);
    const statementId = documentIdOf(statement);
    if (statementId === undefined) return null;
    const link = await context.loaders.statementLink.load({ ...origin, statementId });
    if (link === undefined) return null;
    context.audit("statement-link.read", auditFacts(origin.consent));
    return link;
  }
}
