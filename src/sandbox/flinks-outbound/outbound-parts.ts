import type { TokenEndpointFaults } from "../authorization/token-endpoint-faults.js";
import type { CallLog } from "../control/call-log.js";
import type { AccessTokens } from "./access-tokens.js";
import type { AuthorizationCodes } from "./authorization-codes.js";
import type { Connections } from "./connections.js";
import type { ProviderDirectory } from "./provider-directory.js";
import type { Recipients } from "./recipients.js";
import type { Registrations } from "./registrations.js";

/**
 * Where the token endpoint looks for id and secret. The documentation does not say it: `client_secret_json`, members
 * of the JSON body, is what the one known client does.
 */
export type ClientAuthentication = "client_secret_json" | "client_secret_basic" | "client_secret_post";

/** What the endpoints of Outbound are made from. */
export interface OutboundParts {
  readonly directory: ProviderDirectory;
  readonly recipients: Recipients;
  readonly registrations: Registrations;
  readonly connections: Connections;
  readonly accessTokens: AccessTokens;
  readonly codes: AuthorizationCodes;
  readonly calls: CallLog;
  readonly tokenFaults: TokenEndpointFaults;
  readonly partner: { readonly clientId: string; readonly clientSecret: string };
  readonly clientAuthentication: ClientAuthentication;
}
