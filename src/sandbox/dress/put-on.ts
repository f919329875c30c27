import type OidcProvider from "oidc-provider";
import type { BankDress } from "./bank-dress.js";
import { certificateProof } from "./certificate-proof.js";
import { dpopProof } from "./dpop-proof.js";
import { IdTokenBearers } from "./id-token-bearers.js";
import { nameSpentTokens } from "./spent-token-error.js";
import type { TokenProof } from "./token-proof.js";

/** What the data side of a bank must know of its dress. */
interface Worn {
  readonly idTokens: IdTokenBearers | undefined;
  readonly proof: TokenProof | undefined;
}

/** Makes an authorization server behave as the dress says, as far as its configuration does not. */
export function putOn(dress: BankDress, server: OidcProvider, origin: string): Worn {
  if (dress.spentTokenError !== "invalid_grant") nameSpentTokens(server, dress.spentTokenError);
  const idTokens = dress.bearer === "id_token" ? new IdTokenBearers() : undefined;
  idTokens?.watch(server);
  return { idTokens, proof: proofOf(dress, server, origin) };
}

function proofOf({ binding }: BankDress, server: OidcProvider, origin: string): TokenProof | undefined {
  switch (binding) {
    case "none":
      return undefined;
    case "dpop":
      return dpopProof(server, origin);
    case "mtls":
      return certificateProof(server);
  }
}
