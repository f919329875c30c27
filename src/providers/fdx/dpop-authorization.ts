import type { IncomingHttpHeaders } from "node:http";
import type { Secret } from "../../core/secret.js";
import type { DpopProofs, ProvenRequest } from "../../oauth/dpop-proofs.js";
import type { FailureCodes } from "./fdx-outcomes.js";
import { headerText } from "./header-text.js";
import type { RequestAuthorization } from "./request-authorization.js";

/** RFC 9449 §8.1: what a nonce may be written with; longer ones would not fit into a header. */
const NONCE = /^[\x21\x23-\x5b\x5d-\x7e]{1,1024}$/;

/** RFC 9449 §7.1: the token is good only beside a proof that its key signed for this very request. */
export class DpopAuthorization implements RequestAuthorization {
  readonly #proofs: DpopProofs;

  constructor(proofs: DpopProofs) {
    this.#proofs = proofs;
  }

  async headersFor(request: ProvenRequest, token: Secret): Promise<Readonly<Record<string, string>>> {
    const dpop = await this.#proofs.proofFor(request, token);
    return { authorization: `DPoP ${token.reveal()}`, dpop };
  }

  heard(headers: IncomingHttpHeaders): void {
    const nonce = headerText(headers, "dpop-nonce");
    if (NONCE.test(nonce)) this.#proofs.remember(nonce);
  }

  /** RFC 9449 §9: the answer brought the nonce that was missing. */
  isAskedAgain({ status, oauthError }: FailureCodes): boolean {
    return status === 401 && oauthError === "use_dpop_nonce";
  }
}
