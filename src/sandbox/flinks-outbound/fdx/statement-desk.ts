import type { DataCall } from "../../fdx/data-call.js";
import type { WireAnswer } from "../../fdx/wire-answer.js";
import type { ProviderBank } from "../outbound-provider.js";
import { FlinksDataError } from "./flinks-data-error.js";

/** Hands statements over. The first call for one only orders it: 1300, try again later. */
export class StatementDesk {
  readonly #ordered = new Set<string>();

  handOver(document: WireAnswer, { access, params }: DataCall, bank: ProviderBank): WireAnswer {
    const { statementId = "" } = params;
    const order = `${access.grantId} ${statementId}`;
    if (!this.#ordered.has(order)) {
      this.#ordered.add(order);
      throw new FlinksDataError("1300");
    }
    if (!bank.redirectsStatements) return document;
    const location = `https://statements.flinks-sandbox.invalid/${statementId}.pdf?signature=5f2c`;
    return { status: 302, headers: { location }, body: undefined };
  }
}
