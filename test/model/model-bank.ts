import { GatewayError } from "../../src/core/gateway-error.js";
import type { ConsentId } from "../../src/core/ids.js";
import { Secret } from "../../src/core/secret.js";
import type { IssuedTokens } from "../../src/oauth/authorization-server.js";
import { OAuthRefusal } from "../../src/oauth/oauth-refusal.js";
import type { RotationPolicy } from "../../src/tokens/refresh-state.js";
import type { VirtualTime } from "./virtual-time.js";

/**
 * How a token call goes. `lost`: carried out, and the connection breaks before the answer. `late`: carried out, and the
 * answer is held back. `outage`: HTTP 5xx, not carried out. `unreachable`: no connection, nothing is sent.
 * `invalid_grant`: the grant has ended at the bank.
 */
export type Plan = "ok" | "lost" | "late" | "outage" | "unreachable" | "invalid_grant" | "invalid_client";

/** Why a grant is over: by the bank's own will, by a spent refresh token that came again, or revoked by us. */
export type End = "bank" | "reuse" | "revocation";

/** Who makes a call, and whether something was wrong on its side since an instant. */
export interface BankClient {
  readonly isDead: boolean;
  hadTroubleSince(instant: number): boolean;
  /** After its death another one has been through its spool by then, and nothing was wrong since. */
  wasReplacedBy(instant: number): boolean;
}

/** One token call that was sent. */
export interface Call {
  readonly client: BankClient;
  readonly consentId: ConsentId;
  readonly plan: Plan;
  readonly sentAt: number;
  /** The client has had its answer, or has given up. */
  isOver: boolean;
  /** New tokens have reached the client. */
  isKept: boolean;
  /** They were on its disk. */
  isSpooled: boolean;
}

interface RefreshToken {
  /** The call that traded it, and when. */
  spent?: { readonly by: Call; readonly at: number };
  /** The call that it was issued to; the first one of a grant has none. */
  readonly issuedTo: Call | undefined;
}

interface Grant {
  readonly refreshTokens: Map<string, RefreshToken>;
  readonly plans: Plan[];
  readonly calls: Call[];
  endedBy: End | undefined;
  /** When somebody last came with a token of it after it had ended. */
  lastDeadCallAt: number | undefined;
  deadCalls: number;
}

interface AccessToken {
  readonly consentId: ConsentId;
  /** Counts all tokens of the bank: a larger one was issued later. */
  readonly serial: number;
  readonly expiresAt: number;
}

/** What the bank sees and a test judges. */
export interface BankWatch {
  /** A token call is sent while another one for the same consent is under way. */
  overlap(call: Call, other: Call): void;
  /** A refresh token comes that was traded before, and the grant ends for it. */
  reuse(call: Call, spent: { readonly by: Call; readonly at: number }): void;
  /** A token call for a grant that is over; `sinceMs` after the one before. */
  deadCall(call: Call, nth: number, sinceMs: number): void;
  /** A token call follows one whose failure the gateway has seen. */
  retried(call: Call, failed: Call): void;
}

/** So short that a token is used up within a run. */
const LIFETIME_S = 25;
const NOT_KEPT = { isKept: false, isSpooled: false };
const FAILING: readonly Plan[] = ["lost", "outage", "invalid_client"];

/** A bank as the gateway's token calls see it: it counts, and never forgets what it has seen. */
export class ModelBank {
  readonly #time: VirtualTime;
  readonly #policy: RotationPolicy;
  readonly #callMs: number;
  readonly #watch: BankWatch;
  readonly #grants = new Map<ConsentId, Grant>();
  readonly #accessTokens = new Map<string, AccessToken>();
  readonly #held: (() => void)[] = [];
  #serial = 0;

  /** @param callMs after so long without an answer a client gives up, and the bank does not carry a call out any more. */
  constructor(time: VirtualTime, policy: RotationPolicy, callMs: number, watch: BankWatch) {
    this.#time = time;
    this.#policy = policy;
    this.#callMs = callMs;
    this.#watch = watch;
  }

  grant(consentId: ConsentId): IssuedTokens {
    const grant = { refreshTokens: new Map(), plans: [], calls: [], endedBy: undefined, deadCalls: 0 };
    this.#grants.set(consentId, { ...grant, lastDeadCallAt: undefined });
    return this.#issue(consentId, undefined);
  }

  plan(consentId: ConsentId, plans: readonly Plan[]): void {
    this.#grant(consentId).plans.splice(0, Infinity, ...plans);
  }

  endOf(consentId: ConsentId): End | undefined {
    return this.#grant(consentId).endedBy;
  }

  calls(consentId: ConsentId): readonly Call[] {
    return this.#grant(consentId).calls;
  }

  accessToken(token: Secret): AccessToken | undefined {
    return this.#accessTokens.get(token.reveal());
  }

  isGood(token: Secret): boolean {
    const known = this.accessToken(token);
    if (known === undefined) return false;
    return known.expiresAt > this.#time.now && this.endOf(known.consentId) === undefined;
  }

  /** @returns whether the newest refresh token is good, and with a client that never died: it could be given back. */
  couldBeGivenBack(consentId: ConsentId): boolean {
    if (this.endOf(consentId) !== undefined) return false;
    const newest = [...this.#grant(consentId).refreshTokens.values()].at(-1);
    if (newest === undefined || newest.spent !== undefined) return false;
    return newest.issuedTo === undefined || isWithClient(newest.issuedTo);
  }

  /** The next token call of this consent goes so; `invalid_grant` ends the grant when it is carried out. */
  nextPlan(refreshToken: Secret): Plan {
    return this.#grantOf(refreshToken)?.[1].plans.shift() ?? "ok";
  }

  /** From here on the call is under way. */
  send(refreshToken: Secret, plan: Plan, client: BankClient): Call {
    const [consentId, grant] = this.#grantOf(refreshToken) ?? fail();
    const call = { client, consentId, plan, sentAt: this.#time.now, isOver: false, ...NOT_KEPT };
    for (const other of grant.calls) if (this.#isUnderWay(other)) this.#watch.overlap(call, other);
    const last = grant.calls.at(-1);
    if (last !== undefined && FAILING.includes(last.plan)) this.#watch.retried(call, last);
    grant.calls.push(call);
    return call;
  }

  /** The request has arrived. Rejects with OAuthRefusal, or as a connection does that breaks. */
  async carryOut(refreshToken: Secret, call: Call): Promise<IssuedTokens> {
    // Too late: the client has given up, and the request is nowhere any more.
    if (this.#time.now > call.sentAt + this.#callMs) return new Promise(() => undefined);
    if (call.plan === "outage") throw new GatewayError("PROVIDER_UNAVAILABLE", "HTTP 503");
    if (call.plan === "invalid_client") throw new OAuthRefusal("invalid_client");
    if (call.plan === "invalid_grant") this.end(call.consentId, "bank");
    const answer = await this.#trade(refreshToken, call).catch((refusal: unknown) => {
      if (call.plan === "lost") throw new GatewayError("PROVIDER_UNAVAILABLE", "connection reset");
      throw refusal;
    });
    if (call.plan === "lost") throw new GatewayError("PROVIDER_UNAVAILABLE", "connection reset");
    if (call.plan === "late") await new Promise<void>((resolve) => this.#held.push(resolve));
    return answer;
  }

  /** The client has the newest answer on its disk. */
  spooled(consentId: ConsentId, client: BankClient): void {
    const call = this.#grant(consentId).calls.findLast((each) => each.client === client);
    if (call !== undefined) call.isSpooled = true;
  }

  releaseLate(): void {
    for (const release of this.#held.splice(0)) release();
  }

  end(consentId: ConsentId, by: End): void {
    this.#grant(consentId).endedBy ??= by;
  }

  /** A token that was traded away says nothing of the grant any more. */
  revoke(token: Secret): void {
    const [consentId, grant] = this.#grantOf(token) ?? [];
    const known = grant?.refreshTokens.get(token.reveal());
    if (consentId !== undefined && known?.spent === undefined) this.end(consentId, "revocation");
  }

  async #trade(refreshToken: Secret, call: Call): Promise<IssuedTokens> {
    const grant = this.#grant(call.consentId);
    if (grant.endedBy !== undefined) {
      const now = this.#time.now;
      grant.deadCalls += 1;
      this.#watch.deadCall(call, grant.deadCalls, now - (grant.lastDeadCallAt ?? -Infinity));
      grant.lastDeadCallAt = now;
      throw new OAuthRefusal("invalid_grant");
    }
    const known = grant.refreshTokens.get(refreshToken.reveal()) ?? fail();
    if (known.spent !== undefined && !this.#forgives(known.spent.at)) {
      this.#watch.reuse(call, known.spent);
      this.end(call.consentId, "reuse");
      throw new OAuthRefusal("invalid_grant");
    }
    if (this.#policy.kind === "none")
      return { ...this.#issue(call.consentId, call), refreshToken: undefined };
    known.spent ??= { by: call, at: this.#time.now };
    return this.#issue(call.consentId, call);
  }

  #forgives(spentAt: number): boolean {
    return this.#policy.kind === "grace" && this.#time.now - spentAt <= this.#policy.seconds * 1000;
  }

  #isUnderWay({ isOver, client, sentAt }: Call): boolean {
    return !isOver && !client.isDead && this.#time.now < sentAt + this.#callMs;
  }

  #issue(consentId: ConsentId, issuedTo: Call | undefined): IssuedTokens {
    this.#serial += 1;
    const serial = this.#serial;
    const expiresAt = this.#time.now + LIFETIME_S * 1000;
    this.#accessTokens.set(`access-${serial}`, { consentId, serial, expiresAt });
    const rotates = issuedTo === undefined || this.#policy.kind !== "none";
    if (rotates) this.#grant(consentId).refreshTokens.set(`refresh-${serial}`, { issuedTo });
    return {
      accessToken: new Secret(`access-${serial}`),
      refreshToken: new Secret(`refresh-${serial}`),
      expiresInSeconds: LIFETIME_S,
      scope: undefined,
    };
  }

  #grantOf(token: Secret): [ConsentId, Grant] | undefined {
    return [...this.#grants].find(([, { refreshTokens }]) => refreshTokens.has(token.reveal()));
  }

  #grant(consentId: ConsentId): Grant {
    return this.#grants.get(consentId) ?? fail();
  }
}

function isWithClient({ isKept, client }: Call): boolean {
  return isKept && !client.isDead;
}

function fail(): never {
  throw new Error("the bank has never issued this");
}
