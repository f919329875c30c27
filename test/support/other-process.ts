import type { RecordStore } from "../../src/stores/record-store.js";
import type { ConsentReference } from "../../src/tokens/consent-reference.js";
import { RefreshLog, refreshWrite } from "../../src/tokens/refresh-log.js";
import { refreshed } from "../../src/tokens/refresh-state.js";
import type { TokenSet } from "../../src/tokens/token-set.js";
import type { StoredTokenSet } from "../../src/tokens/token-vault.js";
import { tokenVault } from "./builders.js";

/** Puts newer tokens into the store at once, as another process does that has won the refresh. */
export async function storeNewer(
  store: RecordStore,
  reference: ConsentReference,
  tokens: TokenSet,
): Promise<StoredTokenSet> {
  const vault = tokenVault(store);
  const before = await vault.read(reference);
  const record = await new RefreshLog(store).read(reference.consentId);
  if (before === undefined || record === undefined) throw new Error("the consent has no tokens");
  const version = before.version + 1;
  const sealer = await vault.sealerFor(reference, version);
  if (sealer === undefined) throw new Error("the consent has no data key");
  const stored = await store.commit(reference.consentId, [
    { kind: "token-set", value: sealer.seal(tokens), ifVersion: before.version },
    refreshWrite(refreshed(record.refresh, version, tokens.issuedAt), record.version),
  ]);
  if (!stored) throw new Error("somebody else was faster");
  return { tokens, version };
}
