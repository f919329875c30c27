import type { OutboundParts } from "./outbound-parts.js";
import type { OpenProvider } from "./provider-directory.js";

const MAX_MINTED = 10_000;
const DEFAULT_PROVIDER = 1000;

/** A connection with its first tokens, as the recipient would have got them for its code. */
export interface MintedConnection {
  readonly grantId: string;
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly expiresIn: number;
  readonly scope: string;
}

interface Order {
  readonly open: OpenProvider;
  readonly clientId: string;
  readonly personId: string;
  readonly scope: string;
  readonly count: number;
}

/** Gives consents without a browser, to all of a person's accounts. @returns `undefined` for what is no order. */
export async function mintConnections(
  parts: OutboundParts,
  body: unknown,
): Promise<readonly MintedConnection[] | undefined> {
  const order = orderFrom(parts, body);
  const person = order?.open.books.person(order.personId);
  if (order === undefined || person === undefined) return undefined;
  const { open, clientId, scope, personId } = order;
  const accountIds = open.books.accountsOf(person).map(({ id }) => id);
  const consent = { clientId, providerId: open.provider.id, personId, accountIds, scope };
  const minted: MintedConnection[] = [];
  for (let index = 0; index < order.count; index += 1) {
    const connection = parts.connections.open(consent);
    const { value } = await parts.accessTokens.forConnection(connection);
    const { grantId, refreshToken } = connection;
    const expiresIn = parts.accessTokens.lifetimeSeconds;
    minted.push({ grantId, accessToken: value, refreshToken, expiresIn, scope });
  }
  return minted;
}

function orderFrom({ directory, recipients }: OutboundParts, body: unknown): Order | undefined {
  const defaults = { providerId: DEFAULT_PROVIDER, clientId: recipients.all()[0]?.clientId, count: 1 };
  const asked: Readonly<Record<string, unknown>> = { ...defaults, ...(body as object | null) };
  const open = directory.opened(Number(asked["providerId"]));
  const { personId, clientId, count, scope = open?.provider.scopes.join(" ") } = asked;
  if (open === undefined || !areTexts([personId, clientId, scope]) || !isCount(count)) return undefined;
  const order = { open, clientId: String(clientId), personId: String(personId), scope: String(scope), count };
  return recipients.find(order.clientId) && order;
}

function areTexts(values: readonly unknown[]): boolean {
  return values.every((value) => typeof value === "string");
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= MAX_MINTED;
}
