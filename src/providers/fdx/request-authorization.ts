import type { IncomingHttpHeaders } from "node:http";
import type { Secret } from "../../core/secret.js";
import type { ProvenRequest } from "../../oauth/dpop-proofs.js";
import type { FailureCodes } from "./fdx-outcomes.js";

/** Headers. */
export type ShownToken = Readonly<Record<string, string>>;

/** How a provider wants to be shown the token of a request. */
export interface RequestAuthorization {
  /** At once where nothing has to be signed. */
  headersFor(request: ProvenRequest, token: Secret): ShownToken | Promise<ShownToken>;

  /** Told the headers of every answer. */
  heard(headers: IncomingHttpHeaders): void;

  /** @returns whether the same request would be answered otherwise now. */
  isAskedAgain(failure: FailureCodes): boolean;
}

/** RFC 6750 §2.1: whoever has the token may use it. */
export const BEARER: RequestAuthorization = {
  headersFor: (_request, token) => ({ authorization: `Bearer ${token.reveal()}` }),
  heard: () => undefined,
  isAskedAgain: () => false,
};
