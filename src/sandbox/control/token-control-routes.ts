import type { FastifyInstance } from "fastify";
import type { ConsentRegister } from "../authorization/consent-register.js";
import type { MintedGrant } from "../authorization/mint-grants.js";
import { type RotationRule, rotationFrom } from "../authorization/rotation.js";
import type { TokenEndpointFaults } from "../authorization/token-endpoint-faults.js";
import type { CallLog } from "./call-log.js";
import { tokenEndpointRoutes } from "./token-endpoint-routes.js";

/** What the control endpoint may do to grants and their tokens. */
export interface TokenControlParts {
  readonly calls: CallLog;
  readonly consents: ConsentRegister;
  readonly faults: TokenEndpointFaults;
  readonly rotation: RotationRule;
  /** The grants that stand and have a refresh token that was not used yet. */
  livingGrants(): ReadonlySet<string>;
  /** Every access and refresh token that was issued and is remembered, spent ones too. */
  issuedTokens(): readonly string[];
  mint(personId: string, count: number): Promise<readonly MintedGrant[] | undefined>;
}

const MAX_MINTED = 10_000;

/** Grants without a browser, and a token endpoint that fails on request. */
export function tokenControlRoutes(app: FastifyInstance, parts: TokenControlParts): void {
  app.get("/grants", () => {
    const living = parts.livingGrants();
    return [...parts.consents.grantIds()].map((grantId) => {
      const calls = parts.calls.of(grantId);
      return {
        ...{ grantId, alive: living.has(grantId), refreshes: calls["token.refresh_token"] },
        ...{ reuses: calls.refreshTokenReuse, retries: calls.refreshTokenRetry },
      };
    });
  });
  app.get("/tokens", () => parts.issuedTokens());
  app.post("/grants", async (request, reply) => {
    const { personId, count = 1 } = (request.body ?? {}) as { personId?: unknown; count?: unknown };
    const isCount = typeof count === "number" && Number.isInteger(count) && count > 0 && count <= MAX_MINTED;
    const minted = isCount ? await parts.mint(String(personId), count) : undefined;
    if (minted !== undefined) return minted;
    return reply.code(400).send({ error: "Expected { personId, count: 1 to 10000 } of a known person." });
  });
  app.put("/rotation", (request, reply) => {
    const rotation = rotationFrom(request.body);
    if (rotation === undefined) {
      return reply.code(400).send({ error: 'Expected { rotation: "none", "strict" or { graceSeconds } }.' });
    }
    parts.rotation.set(rotation);
    return reply.code(204).send();
  });
  tokenEndpointRoutes(app, parts.faults);
}
