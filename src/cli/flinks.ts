import { withFlinksApi } from "../app/flinks-admin.js";
import { readFlinksOutbound } from "../config/read-flinks-outbound.js";
import { auditLog } from "../telemetry/audit-log.js";
import { createLogger } from "../telemetry/logger.js";
import { type FlinksCommand, parseFlinksCommand } from "./flinks/arguments.js";
import { auditedBy, type CommandContext, type CommandResult } from "./flinks/command-context.js";
import { listProviders, showProvider } from "./flinks/provider-commands.js";
import {
  createRecipient,
  listRecipients,
  rotateSecret,
  setRedirectUris,
  showRecipient,
} from "./flinks/recipient-commands.js";
import { listRegistrations, requestRegistrations, watch } from "./flinks/registration-commands.js";
import { abortedOnSignal } from "./until-signal.js";

/** 1 would say something of a registration. */
const INTERRUPTED = 2;
/** After a signal, for a change that Flinks has begun: longer than a call may take. */
const STOP_LIMIT_MS = 40_000;

const CHANGES: ReadonlySet<FlinksCommand["action"]> = new Set([
  "recipients create",
  "recipients set-redirect-uris",
  "secrets rotate",
  "registrations request",
] as const);

/**
 * `fdx-gateway flinks`: the Partner's work at Flinks Outbound. Needs FLINKS_FILE and its secrets, nothing else of the gateway.
 * Prints no secret: those go into files. Audit records of changes go to standard error. Rejects with UsageError, ConfigError,
 * or a GatewayError that says why not.
 */
export async function runFlinks(
  environment: Readonly<Record<string, string>>,
  args: readonly string[],
): Promise<void> {
  const command = parseFlinksCommand(args);
  const settings = readFlinksOutbound(environment);
  const signal = abortedOnSignal({ limitMs: STOP_LIMIT_MS, exitCode: INTERRUPTED });
  const audited = auditedBy(auditLog(createLogger("info", process.stderr)));
  // What changes something is not stopped on its way: a secret that was made would be lost.
  const stop = CHANGES.has(command.action) ? undefined : signal;
  const { json, text, exitCode } = await withFlinksApi(settings, stop, (api) =>
    act({ api, settings, signal, audited }, command),
  );
  process.stdout.write(command.json ? `${JSON.stringify(json)}\n` : text);
  if (exitCode !== undefined) process.exitCode = exitCode;
}

const ACTIONS: {
  readonly [Action in FlinksCommand["action"]]: (
    context: CommandContext,
    command: Extract<FlinksCommand, { readonly action: Action }>,
  ) => Promise<CommandResult>;
} = {
  "providers list": listProviders,
  "providers show": showProvider,
  "recipients list": listRecipients,
  "recipients show": showRecipient,
  "recipients create": createRecipient,
  "recipients set-redirect-uris": setRedirectUris,
  "secrets rotate": rotateSecret,
  "registrations list": listRegistrations,
  "registrations request": requestRegistrations,
  "registrations watch": watch,
};

function act(context: CommandContext, command: FlinksCommand): Promise<CommandResult> {
  const run = ACTIONS[command.action] as (
    context: CommandContext,
    command: FlinksCommand,
  ) => Promise<CommandResult>;
  return run(context, command);
}
