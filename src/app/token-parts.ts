import type { Audit } from "../core/audit.js";
import type { Closers } from "../core/closers.js";
import { failureFields } from "../core/failure-fields.js";
import type { ConsentId } from "../core/ids.js";
import type { ConsentReference } from "../tokens/consent-reference.js";
import { GiveBack } from "../tokens/give-back.js";
import { LocalCourier } from "../tokens/local-courier.js";
import { Outbox } from "../tokens/outbox.js";
import { RefreshLog } from "../tokens/refresh-log.js";
import type { RefreshCourier } from "../tokens/refresh-courier.js";
import type { ReauthReason } from "../tokens/refresh-state.js";
import { SocketCourier } from "../tokens/socket-courier.js";
import { Spool } from "../tokens/spool.js";
import { TokenKeeper } from "../tokens/token-keeper.js";
import { TokenManager } from "../tokens/token-manager.js";
import { TokenVault } from "../tokens/token-vault.js";
import type { Banks } from "./banks.js";
import type { TokenGround } from "./token-ground.js";

const MAX_RETRY_MS = 1000;
/** Beyond the token call: for the courier to answer that it holds the tokens. */
const COURIER_MARGIN_MS = 2000;

export function createVault({ store, keys, audit }: TokenGround): TokenVault {
  return new TokenVault(store, keys, (reference, version) => {
    audit("token.put-back", { ...reference, version });
  });
}

/** The side that goes to the bank: in the gateway's own process, or in the courier's. */
export interface TokenCalls {
  readonly courier: RefreshCourier;
  readonly outbox: Outbox;
  readonly spool: Spool;
}

export interface TokenCallOptions {
  readonly ground: TokenGround;
  readonly vault: TokenVault;
  readonly banks: Banks;
  readonly spoolFolder: string;
  readonly tokenTimeoutMs: number;
}

/** Delivers what an earlier process has left in the spool, before anybody asks for its tokens. */
export async function openTokenCalls(options: TokenCallOptions, closers: Closers): Promise<TokenCalls> {
  const { ground, vault, banks, tokenTimeoutMs } = options;
  const { store, clock, audit } = ground;
  const { authorizationServerOf } = banks;
  const log = new RefreshLog(store);
  const spool = await Spool.open(options.spoolFolder);
  const giveBack = new GiveBack({ vault, authorizationServerOf, audit });
  const retryMs = Math.min(MAX_RETRY_MS, tokenTimeoutMs / 2);
  const outbox = new Outbox({ ...{ spool, vault, store, log, giveBack, clock, audit }, retryMs });
  closers.add(() => {
    outbox.close();
  });
  await outbox.recover();
  closers.add(rescueLetters(outbox, audit, retryMs));
  const courier = new LocalCourier({
    ...{ vault, outbox, authorizationServerOf, clock },
    deliveryLimitMs: tokenTimeoutMs,
  });
  return { courier, outbox, spool };
}

/** A neighbour on this machine that was killed cannot deliver what it has written down. @returns what ends it. */
function rescueLetters(outbox: Outbox, audit: Audit, everyMs: number): () => void {
  const timer = setInterval(() => {
    outbox.recover("the-dead").catch((failure: unknown) => {
      audit("operator.alarm", { alarm: "spool_unreadable", ...failureFields(failure) });
    });
  }, everyMs).unref();
  return () => {
    clearInterval(timer);
  };
}

/** @returns the courier process of this machine, as the gateway sees it. */
export function remoteCourier(socketPath: string, tokenTimeoutMs: number): RefreshCourier {
  return new SocketCourier(socketPath, 2 * tokenTimeoutMs + COURIER_MARGIN_MS);
}

export interface TokenManagementOptions {
  readonly ground: TokenGround;
  readonly vault: TokenVault;
  readonly banks: Banks;
  readonly courier: RefreshCourier;
  readonly tokenTimeoutMs: number;
  readonly onGrantRefused: (reference: ConsentReference, reason: ReauthReason) => Promise<void>;
  readonly isActive: (consentId: ConsentId) => Promise<boolean>;
}

/** The side that decides when tokens must change. */
export function createTokenManagement(options: TokenManagementOptions): {
  readonly manager: TokenManager;
  readonly keeper: TokenKeeper;
} {
  const { ground, vault, banks, courier, tokenTimeoutMs, onGrantRefused, isActive } = options;
  const { clock, audit } = ground;
  const log = new RefreshLog(ground.store);
  const manager = new TokenManager({
    ...{ vault, log, courier, clock, audit, tokenTimeoutMs, onGrantRefused },
    // Of a bank that is not configured any more nothing is assumed.
    rotationOf: (id) => banks.tokenPolicyOf(id)?.rotation ?? { kind: "strict" },
  });
  const keeper = new TokenKeeper({
    ...{ log, clock, audit, isActive },
    renew: (reference, newerThan) => manager.renew(reference, newerThan),
    idleDaysOf: (id) => banks.tokenPolicyOf(id)?.idleDays,
  });
  return { manager, keeper };
}
