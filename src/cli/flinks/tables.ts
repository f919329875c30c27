import type {
  FilledField,
  FlinksProvider,
  FlinksProviderDetails,
  FlinksProviderListing,
  FlinksRecipient,
  FlinksRegistration,
} from "../../app/flinks-admin.js";
import { columns, printable } from "../columns.js";

const NOTHING = "–";

export function providersTable(providers: readonly (FlinksProvider | FlinksProviderListing)[]): string {
  const rows = providers.map((provider) => {
    const state = "state" in provider ? [provider.state] : [];
    return [String(provider.providerId), shown(provider.name), shown(provider.country), ...state];
  });
  const hasStates = providers.some((provider) => "state" in provider);
  return textOf(
    columns(["ID", "NAME", "COUNTRY", ...(hasStates ? ["STATE"] : [])], rows),
    "There are no such providers.",
  );
}

export function providerText(details: FlinksProviderDetails, fields: readonly FilledField[]): string {
  const entities = [...new Set(fields.map(({ entity }) => entity))].sort();
  const filled = entities.map((name) => {
    const own = fields.filter(({ entity }) => entity === name).map(({ field }) => field);
    return [name, own.sort().join(", ")];
  });
  const lines = columns(["FDX TYPE", "FIELDS THAT FLINKS SAYS ARE FILLED"], filled);
  return textOf([
    `${details.providerId}  ${shown(details.name)}  ${shown(details.country)}  ${shown(details.providerUrl)}`,
    `Scopes: ${details.scopes.map(printable).join(" ") || NOTHING}`,
    "",
    ...(lines.length > 0 ? lines : ["Flinks has no inventory of its data."]),
  ]);
}

export function recipientsTable(recipients: readonly FlinksRecipient[]): string {
  const rows = recipients.map(({ clientId, name, country }) => [clientId, shown(name), shown(country)]);
  return textOf(columns(["CLIENT ID", "NAME", "COUNTRY"], rows), "There are no recipients.");
}

export function recipientText(recipient: FlinksRecipient): string {
  const { clientId, redirectUris, scopes, contacts, ...rest } = recipient;
  const members = [
    ["Client id", clientId],
    ...[["Name", rest.name] as const, ["Country", rest.country] as const],
    ["Scopes", scopes?.join(" ")],
    ...[["Description", rest.description] as const, ["Logo", rest.logoUri] as const],
    ...[["Terms", rest.termsUri] as const, ["Site", rest.clientUri] as const],
    ["Contacts", contacts.join(" ")],
  ] as const;
  const lines = members.map(([name, value]) => `${name.padEnd(12)} ${shown(value)}`);
  return textOf([...lines, "Redirect URIs", ...(redirectUris ?? []).map((uri) => `  ${printable(uri)}`)]);
}

export function registrationsTable(registrations: readonly FlinksRegistration[]): string {
  const rows = registrations.map((each) => [
    ...[each.clientId, String(each.providerId), shown(each.providerName), shown(each.country)],
    ...[each.state, shown(each.requestedOn)],
  ]);
  const heads = ["RECIPIENT", "PROVIDER", "NAME", "COUNTRY", "STATE", "REQUESTED"];
  return textOf(columns(heads, rows), "There are no registrations.");
}

function shown(text: string | undefined): string {
  return text === undefined || text === "" ? NOTHING : printable(text);
}

function textOf(lines: readonly string[], empty = ""): string {
  return `${lines.length === 0 ? empty : lines.join("\n")}\n`;
}
