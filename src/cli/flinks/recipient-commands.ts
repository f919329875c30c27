import { DATA_CLUSTERS, FLINKS_SCOPE_NAMES } from "../../core/data-cluster.js";
import { GatewayError } from "../../core/gateway-error.js";
import { printable } from "../columns.js";
import type { CreateRecipient, RotateSecret, SetRedirectUris } from "./arguments.js";
import type { CommandContext, CommandResult } from "./command-context.js";
import { confirmed } from "./confirm.js";
import { intoSecretFile } from "./secret-file.js";
import { recipientsTable, recipientText } from "./tables.js";
import { changeLines, isNothing, uriChanges } from "./uri-changes.js";

/** It was answered with no. */
const UNCHANGED: CommandResult = { json: { changed: false }, text: "Nothing was changed.\n", exitCode: 1 };

export async function listRecipients({ api }: CommandContext): Promise<CommandResult> {
  const recipients = await api.recipients();
  return { json: { recipients }, text: recipientsTable(recipients) };
}

export async function showRecipient(
  { api }: CommandContext,
  { clientId }: { readonly clientId: string },
): Promise<CommandResult> {
  const recipient = await api.recipient(clientId);
  return { json: recipient, text: recipientText(recipient) };
}

/** Flinks has no way to remove a recipient again. */
export async function createRecipient(
  { api, settings, audited }: CommandContext,
  { secretFile, replace, scopes: asked, ...wish }: CreateRecipient,
): Promise<CommandResult> {
  const scopes = checkedScopes(asked.length > 0 ? asked : FLINKS_SCOPE_NAMES.scopesOf(settings.dataClusters));
  const { recipient } = await intoSecretFile({ secretFile, replace }, () =>
    audited(
      "flinks.recipient-created",
      { name: wish.name, scopes, redirectUris: wish.redirectUris },
      () =>
        uncertain(api.createRecipient({ ...wish, scopes }), "recipients list shows whether it was created"),
      (created) => ({ recipientId: created.recipient.clientId }),
    ),
  );
  return {
    json: { ...recipient, secretFile },
    text: `Recipient ${recipient.clientId} was created. Its secret is in ${secretFile} and is shown nowhere else.\n`,
  };
}

export async function rotateSecret(
  { api, audited, signal }: CommandContext,
  { clientId, yes, secretFile, replace }: RotateSecret,
): Promise<CommandResult> {
  // Before the question: somebody else's id would look like any other in it.
  const { name = "" } = await api.recipient(clientId);
  const question = [
    printable(
      `Flinks will give recipient ${clientId} ${name} a new secret, and the old one is dead at once.`,
    ),
    "Until every gateway and courier has been restarted with the new one, nobody can connect a bank, and data can be",
    "read only as long as access tokens live: five minutes. No consent is lost by it.",
  ];
  if (!yes && !(await confirmed(question, signal))) return UNCHANGED;
  await intoSecretFile({ secretFile, replace }, () =>
    audited("flinks.secret-rotated", { recipientId: clientId }, async () => ({
      clientSecret: await uncertain(
        api.regenerateSecret(clientId),
        "the old secret may be dead all the same: run this again",
      ),
    })),
  );
  return {
    json: { clientId, secretFile },
    text: `The new secret of ${clientId} is in ${secretFile}. Restart every gateway and courier with it now.\n`,
  };
}

/** `PUT` takes the place of the whole list: what goes is shown, and asked about. */
export async function setRedirectUris(
  { api, audited, signal }: CommandContext,
  { clientId, redirectUris, yes }: SetRedirectUris,
): Promise<CommandResult> {
  if (redirectUris.length === 0) {
    throw new GatewayError(
      "BAD_USER_INPUT",
      "a recipient without redirect URIs can connect no bank: name one at least",
    );
  }
  const { redirectUris: before = [] } = await api.recipient(clientId);
  const changes = uriChanges(before, redirectUris);
  const json = { clientId, redirectUris, removed: changes.go, added: changes.come };
  if (isNothing(changes)) return { json, text: "There is nothing to do: these are its redirect URIs.\n" };
  const question = [`The redirect URIs of ${clientId} become:`, ...changeLines(changes).map(printable)];
  if (!yes && !(await confirmed(question, signal))) return UNCHANGED;
  const facts = { recipientId: clientId, removed: changes.go, added: changes.come };
  await audited("flinks.redirect-uris-replaced", facts, () =>
    api.replaceRedirectUris(clientId, redirectUris),
  );
  // How the list is to be written is not documented beyond doubt: what Flinks made of it is looked at.
  const { redirectUris: after = [] } = await api.recipient(clientId);
  if (isNothing(uriChanges(after, redirectUris))) {
    return { json, text: `${clientId} has ${redirectUris.length} redirect URI(s) now.\n` };
  }
  throw new GatewayError(
    "PROVIDER_ANSWER_INVALID",
    `Flinks took the list, but ${clientId} has other redirect URIs now: look at them with recipients show`,
  );
}

const KNOWN_SCOPES = FLINKS_SCOPE_NAMES.scopesOf(DATA_CLUSTERS);

function checkedScopes(scopes: readonly string[]): readonly string[] {
  const unknown = scopes.filter((scope) => !KNOWN_SCOPES.includes(scope));
  if (unknown.length > 0) {
    const known = KNOWN_SCOPES.join(" ");
    throw new GatewayError("BAD_USER_INPUT", `Flinks has no scope ${unknown.join(" ")}; it has ${known}`);
  }
  if (scopes.includes("ACCOUNT_BASIC")) return scopes;
  throw new GatewayError("BAD_USER_INPUT", "Flinks wants ACCOUNT_BASIC among the scopes");
}

/** What a change without an answer may have left behind. */
const UNCERTAIN: ReadonlySet<string> = new Set(["PROVIDER_TIMEOUT", "PROVIDER_UNAVAILABLE"]);

/** Says what to do about a change of which nobody knows whether it was made. */
async function uncertain<Result>(change: Promise<Result>, advice: string): Promise<Result> {
  return change.catch((failure: unknown) => {
    if (failure instanceof GatewayError && UNCERTAIN.has(failure.code)) process.stderr.write(`${advice}\n`);
    throw failure;
  });
}
