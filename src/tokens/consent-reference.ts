import { z } from "zod";
import { AppId, ConsentId, DataProviderId, EndUserId } from "../core/ids.js";

/**
 * Names a consent's tokens: whose they are and where they work. All of it is bound into the ciphertext, so that tokens
 * open for nobody else, whatever somebody writes into the consent's own record.
 */
export interface ConsentReference {
  readonly consentId: ConsentId;
  readonly dataProviderId: DataProviderId;
  readonly appId: AppId;
  readonly endUserId: EndUserId;
}

/** For records and messages that hold a reference. */
export const consentReferenceSchema = z.object({
  consentId: z.string().transform(ConsentId),
  dataProviderId: z.string().transform(DataProviderId),
  appId: z.string().transform(AppId),
  endUserId: z.string().transform(EndUserId),
});
