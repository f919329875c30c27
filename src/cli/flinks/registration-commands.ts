import { watchRegistration } from "../../app/watch-registration.js";
import { systemClock } from "../../core/clock.js";
import type { RequestRegistrations, WatchRegistration } from "./arguments.js";
import type { CommandContext, CommandResult } from "./command-context.js";
import { registrationsTable } from "./tables.js";

export async function listRegistrations(
  { api }: CommandContext,
  { recipientId }: { readonly recipientId?: string | undefined },
): Promise<CommandResult> {
  const registrations = await api.registrations(recipientId);
  return { json: { registrations }, text: registrationsTable(registrations) };
}

export async function requestRegistrations(
  { api, audited }: CommandContext,
  { recipientId, providerIds }: RequestRegistrations,
): Promise<CommandResult> {
  await audited("flinks.registration-requested", { recipientId, providerIds }, () =>
    api.requestRegistrations([recipientId], providerIds),
  );
  return {
    json: { recipientId, providerIds },
    text: `Flinks was asked to register ${recipientId} with ${providerIds.join(", ")}. It reviews that; see registrations watch.\n`,
  };
}

/** Exit code 0 when it is active, 1 when it is suspended or the time is up. States go to standard error as they come. */
export async function watch(
  { api, settings, signal }: CommandContext,
  { recipientId, providerId, timeoutMs }: WatchRegistration,
): Promise<CommandResult> {
  const { state, timedOut } = await watchRegistration({
    ...{ api, recipientId, providerId, timeoutMs, signal, clock: systemClock },
    isOwn: recipientId === settings.clientId,
    onState: (seen) => process.stderr.write(`${seen}\n`),
    onFailure: (failure) => process.stderr.write(`${failure.message}; still watching\n`),
  });
  const end = timedOut ? `The time is up: it is ${state}.` : `It is ${state}.`;
  return {
    json: { recipientId, providerId, state, timedOut },
    text: `${end}\n`,
    exitCode: state === "ACTIVE" ? 0 : 1,
  };
}
