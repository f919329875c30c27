import { randomBytes, randomUUID } from "node:crypto";
import { stableUuid } from "../seed/stable-uuid.js";

/** One person's consent at one provider, given to one recipient: what a refresh token stands for. */
export interface Connection {
  readonly grantId: string;
  readonly clientId: string;
  readonly providerId: number;
  readonly personId: string;
  /** Identifies the person at the provider. */
  readonly sub: string;
  readonly accountIds: readonly string[];
  /** With spaces between. */
  readonly scope: string;
  /** Never rotated. */
  readonly refreshToken: string;
  /** Milliseconds since 1970. */
  readonly usedAt: number;
  /** Set once it is over: the status that its refresh token is refused with. */
  readonly endedWith?: number;
}

export type NewConnection = Pick<Connection, "clientId" | "providerId" | "personId" | "accountIds" | "scope">;

/** A refresh token has no other end than this: thirty days without use. */
const IDLE_MS = 30 * 86_400_000;

/** All connections, those that are over too: a client that comes back with a dead token must hear that it is. */
export class Connections {
  readonly #connections: Map<string, Connection>;
  readonly #byRefreshToken = new Map<string, string>();
  readonly #changed: () => void;

  constructor(kept: readonly Connection[], changed: () => void) {
    this.#connections = new Map(kept.map((connection) => [connection.grantId, connection]));
    for (const { refreshToken, grantId } of kept) this.#byRefreshToken.set(refreshToken, grantId);
    this.#changed = changed;
  }

  all(): readonly Connection[] {
    return [...this.#connections.values()];
  }

  find(grantId: string): Connection | undefined {
    return this.#connections.get(grantId);
  }

  living(grantId: string): Connection | undefined {
    const connection = this.find(grantId);
    return connection !== undefined && isAlive(connection) ? connection : undefined;
  }

  byRefreshToken(refreshToken: string): Connection | undefined {
    return this.find(this.#byRefreshToken.get(refreshToken) ?? "");
  }

  open(consent: NewConnection): Connection {
    const { providerId, personId } = consent;
    const connection = {
      ...consent,
      grantId: randomUUID(),
      sub: stableUuid(String(providerId), personId),
      refreshToken: randomBytes(32).toString("base64url"),
      usedAt: Date.now(),
    };
    this.#byRefreshToken.set(connection.refreshToken, connection.grantId);
    this.#keep(connection);
    return connection;
  }

  /** Its refresh token was used: the thirty days begin anew. */
  use(connection: Connection, usedAt = Date.now()): void {
    this.#keep({ ...connection, usedAt });
  }

  /** @param status that its refresh token is refused with from now on. @returns whether there was such a one, alive. */
  end(grantId: string, status = 400): boolean {
    const connection = this.living(grantId);
    if (connection === undefined) return false;
    this.#keep({ ...connection, endedWith: status });
    return true;
  }

  #keep(connection: Connection): void {
    this.#connections.set(connection.grantId, connection);
    this.#changed();
  }
}

export function isAlive({ usedAt, endedWith }: Connection): boolean {
  return endedWith === undefined && Date.now() - usedAt < IDLE_MS;
}
