import type { GatewayClient } from "./gateway-client.js";

export interface DataProvider {
  readonly id: string;
  readonly name: string;
  readonly country: string | null;
  readonly dataClusters: readonly string[];
}

export interface Consent {
  readonly id: string;
  readonly phase: string;
  readonly dataProvider: { readonly id: string; readonly name: string };
}

const DATA_PROVIDERS = "{ dataProviders(first: 50) { nodes { id name country dataClusters } } }";

const CONSENTS = "{ consents { id phase dataProvider { id name } } }";

const START_CONSENT = `
  mutation StartConsent($dataProviderId: ID!, $dataClusters: [DataCluster!]!, $returnUrl: String!) {
    startConsent(dataProviderId: $dataProviderId, dataClusters: $dataClusters, returnUrl: $returnUrl) {
      authorizationUrl
      consent { id }
    }
  }`;

const REVOKE_CONSENT = "mutation RevokeConsent($id: ID!) { revokeConsent(id: $id) { id phase } }";

export async function listDataProviders(gateway: GatewayClient): Promise<readonly DataProvider[]> {
  const data = await gateway.ask<{ dataProviders: { nodes: readonly DataProvider[] } }>(DATA_PROVIDERS);
  return data.dataProviders.nodes;
}

export async function listConsents(gateway: GatewayClient): Promise<readonly Consent[]> {
  return (await gateway.ask<{ consents: readonly Consent[] }>(CONSENTS)).consents;
}

/** Asks for everything the provider offers and resolves with the address of the bank's pages. */
export async function startConsent(
  gateway: GatewayClient,
  provider: DataProvider,
  returnUrl: string,
): Promise<string> {
  const { id, dataClusters } = provider;
  const data = await gateway.ask<{ startConsent: { authorizationUrl: string } }>(START_CONSENT, {
    dataProviderId: id,
    dataClusters,
    returnUrl,
  });
  return data.startConsent.authorizationUrl;
}

export async function revokeConsent(gateway: GatewayClient, id: string): Promise<void> {
  await gateway.ask(REVOKE_CONSENT, { id });
}
