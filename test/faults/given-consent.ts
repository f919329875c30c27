import type { Foundations } from "../../src/app/foundations.js";
import { createVault } from "../../src/app/token-parts.js";
import { type ConsentState, referenceOf } from "../../src/consents/consent.js";
import { ConsentRepository } from "../../src/consents/consent-repository.js";
import { DATA_CLUSTERS } from "../../src/core/data-cluster.js";
import { AppId, ConsentId, DataProviderId, EndUserId, randomId } from "../../src/core/ids.js";
import { Secret } from "../../src/core/secret.js";

const DAY_MS = 86_400_000;

export interface Gift {
  readonly endUserId: string;
  readonly bank: string;
  readonly appId: string;
}

/** An active consent with tokens that live for a day, put into the store as if its person had given it. @returns its id. */
export async function givenConsent(
  ground: Foundations,
  { endUserId, bank, appId }: Gift,
  createdAt: number,
): Promise<ConsentId> {
  const repository = new ConsentRepository(ground.store, ground.clock);
  const id = ConsentId(randomId());
  await repository.create({
    ...{ id, appId: AppId(appId), endUserId: EndUserId(endUserId), dataProviderId: DataProviderId(bank) },
    ...{ requestedClusters: [...DATA_CLUSTERS], createdAt },
    ...{ state: { phase: "PENDING" }, version: 0 },
  });
  const pending = await repository.find(id);
  if (pending === undefined) throw new Error("the consent was not kept");
  const tokens = {
    ...{ accessToken: new Secret(`${endUserId}.${randomId()}`), refreshToken: new Secret(randomId()) },
    ...{ issuedAt: createdAt, expiresAt: createdAt + DAY_MS },
  };
  const writes = await createVault(ground).firstWrites(referenceOf(pending), tokens);
  const state: ConsentState = { phase: "ACTIVE", grantedClusters: [...DATA_CLUSTERS], since: createdAt };
  if (!(await repository.activate(pending, state, writes))) throw new Error("the consent was not kept");
  return id;
}
