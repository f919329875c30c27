import { z } from "zod";
import { Secret } from "../../core/secret.js";
import type { DataInventory } from "./data-inventory.js";
import type { RegistrationState } from "../../core/registration-state.js";
import { registrationState } from "./registration-state.js";

/** A Data Provider in one of Flinks' lists. */
export interface FlinksProvider {
  readonly providerId: number;
  readonly name?: string | undefined;
  /** `CA`, `US`. */
  readonly country?: string | undefined;
}

/** One of the v2 list, with how the recipient that asked stands with it. */
export interface FlinksProviderListing extends FlinksProvider {
  readonly state: RegistrationState;
}

export interface FlinksProviderDetails extends FlinksProvider {
  readonly providerUrl?: string | undefined;
  /** Flinks' words: `ACCOUNT_BASIC`, `ACCOUNT_PAYMENTS` … */
  readonly scopes: readonly string[];
  readonly dataInventory: DataInventory;
}

/** A Data Recipient. Flinks' list leaves scopes and redirect URIs out. */
export interface FlinksRecipient {
  readonly clientId: string;
  readonly name?: string | undefined;
  readonly country?: string | undefined;
  readonly scopes?: readonly string[] | undefined;
  readonly redirectUris?: readonly string[] | undefined;
  readonly description?: string | undefined;
  readonly logoUri?: string | undefined;
  readonly termsUri?: string | undefined;
  readonly clientUri?: string | undefined;
  /** E-mail addresses. */
  readonly contacts: readonly string[];
}

/** One recipient's registration with one provider. */
export interface FlinksRegistration {
  readonly clientId: string;
  readonly clientName?: string | undefined;
  readonly providerId: number;
  readonly providerName?: string | undefined;
  readonly country?: string | undefined;
  readonly state: RegistrationState;
  /** As Flinks writes it: ISO 8601 with seven digits of a second. */
  readonly requestedOn?: string | undefined;
}

/** Empty, null and wrongly typed members are as good as missing: none of them is worth the whole answer. */
const text = z.string().min(1).optional().catch(undefined);
const id = z.coerce.number().int().min(1);

/** Scopes come as a list on one page of the documentation and as one text on another; redirect URIs too. */
const texts = z
  .union([
    z.array(z.string()),
    z.string().transform((joined) => joined.split(/[\s,]+/).filter((each) => each !== "")),
  ])
  .optional()
  .catch(undefined);

/** The v2 list is documented by the names of three members, one of them spelled: others are tried. */
const v2Names: Readonly<Record<string, readonly string[]>> = {
  provider_id: ["providerId", "id"],
  name: ["providerName", "provider_name"],
  country: ["countryCode", "country_code"],
  status: ["registrationStatus", "registration_status"],
};

export const provider = z
  .object({ provider_id: id, name: text, country: text })
  .transform(({ provider_id: providerId, ...rest }): FlinksProvider => ({ providerId, ...rest }));

export const providerListing = z.preprocess(
  withOwnNames,
  z
    .object({ provider_id: id, name: text, country: text, status: text })
    .transform(({ provider_id: providerId, status, ...rest }): FlinksProviderListing => ({
      ...{ providerId, ...rest },
      state: registrationState(status),
    })),
);

/** Only the lists of paths count; a key that holds something else is passed over. */
const inventory = z
  .record(z.string(), z.unknown())
  .transform((keys): DataInventory =>
    Object.fromEntries(
      Object.entries(keys).map(([key, paths]) => [key, Array.isArray(paths) ? paths.filter(isText) : []]),
    ),
  )
  .catch({});

export const providerDetails = z
  .object({
    ...{ provider_id: id, name: text, country: text, provider_url: text },
    scopes: texts,
    data_inventory: inventory,
  })
  .transform(
    ({ provider_id, provider_url, data_inventory, scopes = [], ...rest }): FlinksProviderDetails => ({
      ...{ providerId: provider_id, ...rest, providerUrl: provider_url, scopes },
      dataInventory: data_inventory,
    }),
  );

const contacts = z
  .array(z.object({ email: text }))
  .transform((all) => all.flatMap(({ email }) => email ?? []))
  .catch([]);

export const recipient = z
  .object({
    ...{ client_id: z.string().min(1), name: text, country: text, scope: texts, redirect_uris: texts },
    ...{ description: text, logo_uri: text, terms_uri: text, client_uri: text, contacts },
  })
  .transform(
    ({ client_id, scope, redirect_uris, logo_uri, terms_uri, client_uri, ...rest }): FlinksRecipient => ({
      ...{ clientId: client_id, ...rest, scopes: scope, redirectUris: redirect_uris },
      ...{ logoUri: logo_uri, termsUri: terms_uri, clientUri: client_uri },
    }),
  );

export const issuedSecret = z
  .object({ client_secret: z.string().min(1) })
  .transform(({ client_secret }) => new Secret(client_secret));

export const registration = z
  .object({
    ...{ client_id: z.string().min(1), client_name: text, provider_id: id, provider_name: text },
    ...{ country: text, registration_status: text, requested_on: text },
  })
  .transform((item): FlinksRegistration => ({
    ...{ clientId: item.client_id, clientName: item.client_name },
    ...{ providerId: item.provider_id, providerName: item.provider_name, country: item.country },
    state: registrationState(item.registration_status),
    requestedOn: item.requested_on,
  }));

export const tokenAnswer = z.object({
  access_token: z.string().min(1),
  expires_in: z.coerce.number().positive().optional().catch(undefined),
});

/**
 * @returns the items of a list, without those that cannot be read: one bank among thousands must not hide the others.
 * `undefined` for what is no list, or one of which nothing can be read.
 */
export function itemsOf<Schema extends z.ZodType>(
  schema: Schema,
  body: unknown,
): readonly z.output<Schema>[] | undefined {
  const list = listIn(body);
  const items = list?.flatMap((item) => {
    const result = schema.safeParse(item);
    return result.success ? [result.data] : [];
  });
  return items?.length === 0 && list?.length !== 0 ? undefined : items;
}

/** The lists of v1 are bare; whether that of v2 is, is not documented. */
function listIn(body: unknown): readonly unknown[] | undefined {
  if (isList(body)) return body;
  if (typeof body !== "object" || body === null) return undefined;
  const lists = Object.values(body).filter(isList);
  return lists.length === 1 ? lists[0] : undefined;
}

function withOwnNames(item: unknown): unknown {
  if (typeof item !== "object" || item === null) return item;
  const members: Record<string, unknown> = { ...item };
  for (const [own, others] of Object.entries(v2Names)) {
    for (const other of others) members[own] ??= members[other];
  }
  return members;
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}
