import { importPKCS8 } from "jose";
import type { ClientAuthentication } from "../core/client-authentication.js";
import * as client from "openid-client";
import { type Dispatcher, fetch as undiciFetch } from "undici";
import type { ClientRegistration } from "./client-registration.js";
import { dpopKeyPair } from "./dpop-key.js";
import { asJsonRequest } from "./json-token-request.js";
import { type IdTokenReading, lenientTokenAnswer } from "./lenient-token-answers.js";
import { guardedDispatcher, type SendGuards } from "./send-guard.js";

export interface ServerConfigurationParts {
  readonly registration: ClientRegistration;
  readonly dispatcher: Dispatcher;
  /** For one request to the server. */
  readonly timeoutMs: number;
}

/** The same, with what the refreshes under way must pass. */
export interface GuardedServerParts extends ServerConfigurationParts {
  readonly guards: SendGuards;
}

/** What `openid-client` needs to speak to one server. */
export interface ServerConfiguration {
  readonly configuration: client.Configuration;
  /** Makes the proofs for the server's own endpoints, and remembers its nonces; empty where no token is bound. */
  readonly proofs: client.DPoPOptions;
}

/** Metadata is read, unless the endpoints are written down. */
export async function serverConfiguration(parts: GuardedServerParts): Promise<ServerConfiguration> {
  const configuration = await configure(parts);
  const { dpopKey } = parts.registration;
  if (dpopKey === undefined) return { configuration, proofs: {} };
  const DPoP = client.getDPoPHandle(configuration, await dpopKeyPair(dpopKey));
  return { configuration, proofs: { DPoP } };
}

async function configure(parts: GuardedServerParts): Promise<client.Configuration> {
  const { registration, timeoutMs } = parts;
  const { issuer, endpoints, clientId } = registration;
  const authentication = await authenticationOf(registration.clientAuthentication);
  // RFC 8705 §5: a server may take certificates at other addresses only.
  const metadata = { use_mtls_endpoint_aliases: showsCertificate(registration) };
  const fetch = fetchThrough(parts);
  const timeout = timeoutMs / 1000;
  if (endpoints === undefined) {
    return client.discovery(issuer, clientId, metadata, authentication, {
      ...{ timeout, [client.customFetch]: fetch },
      // eslint-disable-next-line @typescript-eslint/no-deprecated -- marked so only to stand out; see isLoopback
      execute: isLoopback(issuer) ? [client.allowInsecureRequests] : [],
    });
  }
  const server = {
    issuer: issuer.href,
    authorization_endpoint: endpoints.authorization.href,
    token_endpoint: endpoints.token.href,
  };
  const configuration = new client.Configuration(server, clientId, metadata, authentication);
  configuration.timeout = timeout;
  configuration[client.customFetch] = fetch;
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- marked so only to stand out; see isLoopback
  if (isLoopback(endpoints.token)) client.allowInsecureRequests(configuration);
  return configuration;
}

async function authenticationOf(authentication: ClientAuthentication): Promise<client.ClientAuth> {
  switch (authentication.method) {
    case "client_secret_basic":
      return client.ClientSecretBasic(authentication.secret.reveal());
    case "client_secret_post":
      return client.ClientSecretPost(authentication.secret.reveal());
    case "private_key_jwt": {
      const { pem, algorithm, keyId } = authentication.key;
      const key = await importPKCS8(pem.reveal(), algorithm);
      return client.PrivateKeyJwt(keyId === undefined ? key : { key, kid: keyId });
    }
    case "tls_client_auth":
    case "self_signed_tls_client_auth":
      return client.TlsClientAuth();
  }
}

function showsCertificate({ clientAuthentication }: ClientRegistration): boolean {
  return clientAuthentication.method.endsWith("tls_client_auth");
}

/** The injected dispatcher must be used by the undici that made it: the global fetch belongs to Node's own copy. */
function fetchThrough({ registration, guards, ...parts }: GuardedServerParts): client.CustomFetch {
  const writesJson = registration.tokenContentType === "application/json";
  return async (url, options) => {
    const request = writesJson ? asJsonRequest(options) : options;
    const guard = guards.of(options.body);
    const dispatcher = guard === undefined ? parts.dispatcher : guardedDispatcher(parts.dispatcher, guard);
    const answer = await undiciFetch(url, { ...request, dispatcher } as Parameters<typeof undiciFetch>[1]);
    const reading = readingOf(registration, options.body);
    // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment -- both are the Fetch API's Response
    return options.method === "POST" ? lenientTokenAnswer(answer, reading) : answer;
  };
}

/** Only an id_token that a nonce of ours vouches for is checked: the one that comes for a code. */
function readingOf({ openId = true, bearer }: ClientRegistration, body: client.FetchBody): IdTokenReading {
  const grantType = body instanceof URLSearchParams ? body.get("grant_type") : null;
  if (openId && grantType !== "refresh_token") return "checked";
  return bearer === "id_token" ? "kept" : "dropped";
}

/** Plain http is for banks on this machine only (sandbox, tests); RFC 8252 §7.3 names the same hosts. */
function isLoopback(url: URL): boolean {
  return url.protocol === "http:" && ["127.0.0.1", "[::1]", "localhost"].includes(url.hostname);
}
