import type { IncomingHttpHeaders } from "node:http";
import type { Secret } from "../../core/secret.js";
import type { ProvenRequest } from "../../oauth/dpop-proofs.js";
import type { FailureCodes } from "./fdx-outcomes.js";

/** How a provider wants to be shown the token of a request. */
export interface RequestAuthorization {
  headersFor(request: ProvenRequest, token: Secret): Promise<Readonly<Record<string, string>>>;

  /** Told the headers of every answer. */
  heard(headers: IncomingHttpHeaders): void;

  /** @returns whether the same request would be answered otherwise now. */
  isAskedAgain(failure: FailureCodes): boolean;
}

/** RFC 6750 §2.1: whoever has the token may use it. */
export const BEARER: RequestAuthorization = {
  headersFor: async (_request, token) => ({ authorization: `Bearer ${token.reveal()}` }),
  heard: () => undefined,
  isAskedAgain: () => false,
};
