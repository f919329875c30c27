import { inventoryFields } from "../../app/flinks-admin.js";
import type { CommandContext, CommandResult } from "./command-context.js";
import { providersTable, providerText } from "./tables.js";

/** With how the recipient stands with each; `registered`: those that it may send end users to, by the older list. */
export async function listProviders(
  { api }: CommandContext,
  { country, registered }: { readonly country?: string | undefined; readonly registered: boolean },
): Promise<CommandResult> {
  if (!registered) {
    const providers = await api.providers({ country });
    return { json: { providers }, text: providersTable(providers) };
  }
  const wanted = country?.split(",");
  // The older list has no parameter for it.
  const providers = (await api.registeredProviders()).filter(
    (provider) => wanted === undefined || wanted.includes(provider.country ?? ""),
  );
  return { json: { providers }, text: providersTable(providers) };
}

export async function showProvider(
  { api }: CommandContext,
  { providerId }: { readonly providerId: number },
): Promise<CommandResult> {
  const details = await api.providerDetails(providerId);
  const fields = inventoryFields(details.dataInventory);
  return { json: { ...details, fields }, text: providerText(details, fields) };
}
